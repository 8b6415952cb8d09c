"""``chart`` and ``gallery``."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.cli.common import PATH, Options, Whole, argument, command, common_options, deliver, option
from districtanalysis.errors import UsageError
from districtanalysis.language import number, say


@command("chart", section="chart")
@argument("name")
@argument("study", type=PATH, required=False)
@option("-o", "--output", type=PATH, slot="file")
@option("--indicator", "indicators", multiple=True, slot="name")
@option("--district", slot="name")
@option("--boundaries", type=PATH, slot="file")
@option("--key", slot="name")
@option("--points", type=PATH, slot="file")
@option("--kind", slot="name")
@option("--classes", slot="name")
@option("--number", type=Whole(1), slot="number")
@option("--limits", slot="limits")
@option("--draws", type=Whole(10), slot="number")
@option("--dpi", type=Whole(50), slot="number")
@option("--before", type=PATH, slot="file")
@option("--model", type=PATH, slot="file")
@common_options
def chart(
    *,
    name: str,
    study: Path | None,
    output: Path | None,
    indicators: tuple[str, ...],
    district: str | None,
    boundaries: Path | None,
    key: str | None,
    points: Path | None,
    kind: str | None,
    classes: str | None,
    number: int | None,
    limits: str | None,
    draws: int | None,
    dpi: int | None,
    before: Path | None,
    model: Path | None,
    options: Options,
) -> int:
    """Draw one picture."""
    from districtanalysis.pipeline import charts as pipeline

    case = pipeline.Case(
        study,
        indicators=indicators,
        district=district or "",
        boundaries=boundaries,
        key=key,
        points=points,
        kind=kind or "",
        classes=classes or "quantiles",
        number=number or 5,
        limits=_limits(limits),
        draws=draws or pipeline.DRAWS,
        before=before,
        model=model,
        may_fall_back=output is None,
    )
    return deliver(pipeline.run(name, case, output=output, force=options.force, dpi=dpi), options)


@command("gallery", section="chart")
@argument("page", type=PATH)
@common_options
def gallery(*, page: Path, options: Options) -> int:
    """Draw every picture."""
    from districtanalysis.pipeline import gallery as pipeline

    return deliver(pipeline.run(page, force=options.force), options)


def _limits(given: str | None) -> tuple[float, ...]:
    """Return class limits as they are typed: divided by semicolons, with decimal comma or point."""
    if given is None:
        return ()
    try:
        return tuple(float(part.strip().replace(",", ".")) for part in given.split(";") if part.strip())
    except ValueError as error:
        raise UsageError(
            say("chart.limits", found=given, example=f"{number(7.5, 1)};{number(10)};{number(15)}")
        ) from error
