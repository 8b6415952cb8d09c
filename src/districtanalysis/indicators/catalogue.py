"""The catalogue: every indicator that the software knows, one decorated formula each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from districtanalysis.domain.indicator import Formula, Indicator
from districtanalysis.domain.registry import Registry
from districtanalysis.domain.selection import Selection

CATALOGUE: Registry[Indicator] = Registry("indicator")


def indicator(  # noqa: PLR0913 - the fields of an indicator, each by name
    *,
    theme: str,
    unit: str,
    inputs: Mapping[str, Selection],
    source: str,
    city: Mapping[str, Selection] | None = None,
    base: str = "",
    decimals: int = 1,
    describes_origin: bool = False,
    caseload: bool = False,
    bounds: tuple[float, float] | None = None,
    printed: str = "",
) -> Callable[[Formula], Formula]:
    """Return a decorator that files a formula in the catalogue under its own name.

    The formula takes the ``inputs`` as arrays of equal length (one value per district) and the
    ``city`` inputs as numbers, and returns an array of that length in ``unit``.
    """

    def file(formula: Formula) -> Formula:
        key = formula.__name__
        entry = Indicator(
            key=key,
            theme=theme,
            unit=unit,
            formula=formula,
            inputs=dict(inputs),
            city=dict(city or {}),
            base=base,
            decimals=decimals,
            source=source,
            describes_origin=describes_origin,
            caseload=caseload,
            bounds=bounds,
            printed=printed,
        )
        CATALOGUE.add(key, entry)
        return formula

    return file
