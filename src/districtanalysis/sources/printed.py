"""Figures written again as an office prints them: the same signs, brackets and decimals, with a legend."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.variables import variables
from districtanalysis.errors import SelectionError
from districtanalysis.language import join, number, say
from districtanalysis.sources.profiles import Profile, load_profile

_WITHOUT_VALUE = ("not_available", "unreadable", "withheld_by_us")
_NEVER_SAID = {"exact", "derived"}


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as an office prints it: ``frame`` holds texts only, ``legend`` explains the signs in it."""

    frame: pd.DataFrame
    legend: str

    def to_frame(self) -> pd.DataFrame:
        """Return the texts, one row per district."""
        return self.frame.copy()

    def _repr_html_(self) -> str:
        return f"{self.frame.to_html()}<p>{self.legend}</p>"


def printed(data: DistrictData, variable: str, *, by: str | None = None, signs: str = "classic") -> PrintedTable:
    r"""Return the figures of ``variable`` as texts, one row per district, with a legend of the signs that occur.

    ``by`` (``date``, ``sex``, ``origin`` or ``kind``) makes a column of each of its values; ``signs`` is the name of
    a profile. Status, qualifier and decimals of every figure come out again as they were read; no cell is empty.
    Raises ``SelectionError`` where the data hold no such figures, ``StudyError`` for an unknown profile.

    >>> from districtanalysis.domain.observations import from_rows
    >>> rows = [
    ...     {"district_id": name, "variable": "residents", **more}
    ...     for name, more in {"Ost": {"value": 4336, "decimals": 0}, "West": {"status": "unknown_or_secret"}}.items()
    ... ]
    >>> found = printed(DistrictData(pd.DataFrame(index=["Ost", "West"]), from_rows(rows)), "residents")
    >>> found.frame.iloc[:, 0].tolist(), found.legend
    (['4\xa0336', '.'], 'Zeichen: . = unbekannt oder geheim zu halten.')
    """
    profile = load_profile(signs)
    rows = data.observations.of(variable)
    rows = rows[rows["district_id"].isin(data.districts.index)]
    if rows.empty:
        known = join(sorted(data.observations.frame["variable"].dropna().unique()))
        raise SelectionError(say("selection.no_variable", variable=variable, known=known))
    used: dict[str, str] = {}
    texts = [_text(row, profile, used) for row in rows.to_dict("records")]
    column = variables()[variable].label if by is None else rows[by].astype(str).where(rows[by].notna(), "")
    table = pd.DataFrame({"district": rows["district_id"].astype(str), "column": column, "text": texts})
    wide = table.drop_duplicates(["district", "column"]).pivot_table(
        index="district", columns="column", values="text", aggfunc="first"
    )
    wide = wide.reindex(data.districts.index.intersection(wide.index))
    if wide.isna().to_numpy().any():
        wide = wide.fillna(_sign("not_available", profile, used))
    return PrintedTable(wide.rename_axis(columns=None), _legend(used))


def print_figure(figure: Mapping[str, object], signs: str = "classic") -> str:
    """Return one figure (value, low, high, status, qualifier, decimals) as an office prints it.

    >>> print_figure({"value": 46.0, "qualifier": "at_least", "decimals": 0}), print_figure({"status": "not_yet"})
    ('mind. 46', '...')
    >>> (
    ...     print_figure({"value": 153.0, "status": "unreliable", "decimals": 0}),
    ...     print_figure({"status": "exact_zero", "value": 0.0}),
    ... )
    ('(153)', '-')
    """
    return _text(figure, load_profile(signs), {})


def _text(figure: Mapping[str, object], profile: Profile, used: dict[str, str]) -> str:
    status, qualifier = str(figure.get("status") or "exact"), str(figure.get("qualifier") or "exact")
    value = float(str(figure.get("value", math.nan)))
    if qualifier == "present":
        return say("printed.present")
    if status == "unreadable" and figure.get("text"):
        return str(figure["text"])
    if math.isnan(value) or status in _WITHOUT_VALUE:
        return _sign(status if status not in _NEVER_SAID else "not_available", profile, used)
    decimals = int(str(figure.get("decimals", -1)))
    if value == 0 and status in {"exact_zero", "rounded_zero"}:
        return _zero(status, decimals, profile, used)
    text = _qualified(figure, value, qualifier, None if decimals < 0 else decimals)
    return text if status in _NEVER_SAID else _marked(text, status, profile, used)


def _zero(status: str, decimals: int, profile: Profile, used: dict[str, str]) -> str:
    sign = profile.sign_of(status)
    if profile.zero == status and not (sign and decimals < 0):
        text = number(0.0, max(decimals, 0))
        if status == "rounded_zero":
            used.setdefault(text, status)
        return text
    if sign:
        used.setdefault(sign, status)
        return sign
    places = max(decimals, 0)  # these signs have none for it: the bound says the same
    return (
        number(0.0, places)
        if status == "exact_zero"
        else say("printed.half", bound=number(0.5 / 10**places, places + 1))
    )


def _qualified(figure: Mapping[str, object], value: float, qualifier: str, decimals: int | None) -> str:
    if qualifier == "between":
        ends = (number(float(str(figure[key])), decimals) for key in ("low", "high"))
        return f" {say('words.to')} ".join(ends)
    shown = number(value, decimals)
    return shown if qualifier == "exact" else say(f"printed.qualifier.{qualifier}", value=shown)


def _marked(text: str, status: str, profile: Profile, used: dict[str, str]) -> str:
    """Return a number with its brackets or the letter behind it."""
    if status == profile.brackets:
        used.setdefault("( )", status)
        return f"({text})"
    suffixes = {
        meant: letter for letter, meant in (*load_profile("classic").suffixes.items(), *profile.suffixes.items())
    }
    letter = suffixes.get(status, "")
    if not letter:
        return text
    used.setdefault(letter, status)
    return f"{text} {letter}"


def _sign(status: str, profile: Profile, used: dict[str, str]) -> str:
    """Return the sign of a status; where an office has none, the word for "not available"."""
    sign = profile.sign_of(status)
    if not sign:
        sign, status = say("words.not_available_sign"), "not_available"
    used.setdefault(sign, status)
    return sign


def _legend(used: Mapping[str, str]) -> str:
    entries = [
        say("printed.entry", sign=sign, meaning=say(f"printed.status.{status}"))
        for sign, status in sorted(used.items())
        if status not in _NEVER_SAID
    ]
    return say("printed.legend", entries="; ".join(entries)) if entries else ""
