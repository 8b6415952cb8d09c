"""Who gets no score by a rule of the plan: too few residents, or named with a reason."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from districtanalysis.domain.finding import Phrase
from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import LeftOut
from districtanalysis.domain.registry import unknown_name
from districtanalysis.domain.selection import Selection, select
from districtanalysis.domain.study import Exclude, Minimum, Words, worded
from districtanalysis.domain.variables import Variable, variables
from districtanalysis.errors import StudyError
from districtanalysis.language import join, number, say


def left_out(table: IndicatorTable, candidates: Sequence[str], rules: Exclude) -> dict[str, LeftOut]:
    """Return the ``candidates`` that get no score by ``rules``, each with its reason, in their order.

    The minimum is compared with an indicator of ``table`` or with the figures that it was computed from; a district
    without that figure is left out as well. Raises ``StudyError`` for a district that is not there, is named
    twice or shares its name with another, for a figure that no table holds, and where fewer than two candidates remain.

    >>> table = IndicatorTable.from_frame(pd.DataFrame({"residents": [40.0, 900.0, 800.0]}, index=["A", "B", "C"]))
    >>> found = left_out(table, ["A", "B", "C"], Exclude(minimum=Minimum(value=300)))
    >>> {name: entry.rule for name, entry in found.items()}
    {'A': 'minimum'}
    """
    found = _named(table, rules)
    if rules.minimum is not None:
        found = {**_below(table, rules.minimum), **found}
    kept = [name for name in candidates if name not in found]
    if len(kept) < 2:
        raise StudyError(say("rank.exclude.too_few", count=len(kept), found=len(candidates)))
    return {name: found[name] for name in candidates if name in found}


def with_gaps(table: IndicatorTable, missing: pd.DataFrame) -> dict[str, LeftOut]:
    """Return the districts of ``missing`` (district x indicator, True where a value is missing) with the reason.

    >>> table = IndicatorTable.from_frame(pd.DataFrame({"x": [1.0, float("nan")]}, index=["A", "B"]))
    >>> {name: str(entry.reason) for name, entry in with_gaps(table, table.frame.isna()).items()}
    {'B': 'Nicht bewertet: x nicht verfügbar.'}
    """
    return {
        str(name): LeftOut("gaps", Phrase(_lacking, tuple(_worded(table, str(key)) for key in missing.columns[row])))
        for name, row in missing.iterrows()
        if row.any()
    }


def _named(table: IndicatorTable, rules: Exclude) -> dict[str, LeftOut]:
    names = table.names.astype(str)
    found: dict[str, LeftOut] = {}
    for entry in rules.district:
        meant = [entry.name] if entry.name in names.index else [str(key) for key in names.index[names == entry.name]]
        if not meant:
            raise StudyError(f"[ranking.exclude.district] {unknown_name('', entry.name, names.tolist())}")
        if len(meant) > 1:
            raise StudyError(say("rank.exclude.ambiguous", name=entry.name, keys=join(meant)))
        if meant[0] in found:
            raise StudyError(say("rank.exclude.twice", name=entry.name))
        found[meant[0]] = LeftOut("named", Phrase(_why, (entry.why,)))
    return found


def _below(table: IndicatorTable, rule: Minimum) -> dict[str, LeftOut]:
    figures = _figures(table, rule.variable)
    small, unknown = (Phrase(words, (_worded(table, rule.variable), rule.value)) for words in (_small, _unknown))
    return {
        str(name): LeftOut("minimum", unknown if pd.isna(value) else small)
        for name, value in figures.items()
        if not value >= rule.value
    }


def _figures(table: IndicatorTable, key: str) -> pd.Series:
    if key in table.frame.columns:
        return table.frame[key]
    known = [str(name) for name in table.observations.frame["variable"].dropna().unique()]
    if key not in known:
        raise StudyError(f"[ranking.exclude.minimum] {unknown_name('', key, [*table.frame.columns, *known])}")
    found = select(table.observations, Selection(key)).frame["value"]
    return found.reindex(table.frame.index).astype("float64")


def _why(why: Words) -> str:
    return say("rank.exclude.named", why=worded(why).rstrip(". "))


def _small(what: Indicator | Variable | str, least: float) -> str:
    if what == "residents" or (not isinstance(what, str) and what.key == "residents"):
        return say("recipes.excluded_small", minimum=number(least, None))
    return say("rank.exclude.small", label=_label(what), minimum=number(least, None))


def _unknown(what: Indicator | Variable | str, least: float) -> str:
    return say("rank.exclude.unknown", label=_label(what), minimum=number(least, None))


def _lacking(*what: Indicator | Variable | str) -> str:
    return say("rank.left_out", indicators=join(map(_label, what)))


def _worded(table: IndicatorTable, key: str) -> Indicator | Variable | str:
    """Return what words itself in the language in force, the key where nothing does."""
    if key in table.indicators:
        return table.indicators[key]
    if key in variables():
        return variables()[key]
    return key


def _label(what: Indicator | Variable | str) -> str:
    return what if isinstance(what, str) else what.label
