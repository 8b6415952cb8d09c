"""``rollup``: the same indicators for several towns, and for all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.rollup import Remark, RollUp
from districtanalysis.domain.selection import Selection, select
from districtanalysis.domain.variables import variables
from districtanalysis.errors import SelectionError, StudyError
from districtanalysis.indicators.catalogue import CATALOGUE
from districtanalysis.indicators.compute import computable
from districtanalysis.indicators.derive import with_derived_residents
from districtanalysis.indicators.pooled import Ends, can_be_pooled, input_sums, pooled
from districtanalysis.language import join, say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.report.caption import worded_date
from districtanalysis.report.rollup_page import rollup_page

_UNSTATED = {"not_stated", ""}
# Areas whose usual size differs by more than this are another kind of area.
_SIZES_DIFFER = 3.0


@dataclass(frozen=True, slots=True)
class _Town:
    name: str
    prepared: Prepared
    residents: pd.Series

    @property
    def partial(self) -> bool:
        return bool(self.prepared.study.study.candidates)


def run(studies: Sequence[Path], *, title: str = "") -> Outcome:
    """Return the page of the towns and of all together, the ``RollUp`` as ``result``.

    Raises ``StudyError`` for fewer than two studies or one named twice, ``DataFindingError`` for data with errors.
    """
    result, read = _rolled_up(studies)
    messages = tuple(message for prepared in read for message in prepared.messages)
    return Outcome(rollup_page(result, title=title), messages, result.findings, 0, result)


def roll_up(*studies: str | Path) -> RollUp:
    """Return the values of the towns of several studies, and of all together where they may be pooled.

    ``studies`` are paths. Raises what ``run`` raises.
    """
    return _rolled_up([Path(study) for study in studies])[0]


def _rolled_up(studies: Sequence[Path]) -> tuple[RollUp, list[Prepared]]:
    if len(studies) < 2:
        raise StudyError(say("rollup.two_needed", found=len(studies)))
    read = [prepare(path, may_fall_back=False) for path in studies]
    for prepared in read:
        prepared.refuse_errors()
    return roll_up_towns(read), read


def roll_up_towns(read: Sequence[Prepared]) -> RollUp:
    """Return the values of the towns of several studies, and of all together where they may be pooled.

    The indicators are those of the first study with criteria, else all that one of the towns can carry. Raises
    ``StudyError`` where two studies are of the same town.
    """
    towns = [_town(prepared) for prepared in read]
    names = [town.name for town in towns]
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise StudyError(say("rollup.town_twice", town=double))
    keys = _keys(read)
    sums = {key: [_sums(town, CATALOGUE[key]) for town in towns] for key in keys}
    values = {
        key: [float("nan") if part is None else pooled([part], CATALOGUE[key])[0] for part in parts]
        for key, parts in sums.items()
    }
    remarks = {key: tuple(_remarks(towns, CATALOGUE[key], parts)) for key, parts in sums.items()}
    verdicts = {key: _verdict(found) for key, found in remarks.items()}
    county = {
        key: pooled([part for part in sums[key] if part is not None], CATALOGUE[key])
        if verdicts[key] != "not_comparable"
        else (float("nan"),) * 3
        for key in keys
    }
    return RollUp(
        towns=_facts(towns),
        values=pd.DataFrame(values, index=names, columns=keys),
        county=pd.DataFrame.from_dict(county, orient="index", columns=["value", "low", "high"]),
        indicators={key: CATALOGUE[key] for key in keys},
        verdicts=verdicts,
        remarks=remarks,
        sources=tuple(_records(towns)),
        findings=tuple(finding for prepared in read for finding in prepared.findings),
    )


def _town(prepared: Prepared) -> _Town:
    return _Town(prepared.study.study.city, prepared, _residents(prepared))


def _residents(prepared: Prepared) -> pd.Series:
    data = with_derived_residents(prepared.data)
    try:
        frame = select(data.observations, Selection("residents")).frame
    except SelectionError:
        return pd.Series(dtype="float64")
    return frame["value"].reindex(data.districts.index).astype("float64")


def _keys(read: Sequence[Prepared]) -> list[str]:
    for prepared in read:
        criteria = prepared.study.criteria.values()
        keys = list(dict.fromkeys(choice.key for criterion in criteria for choice in criterion.indicator))
        if keys:
            return [key for key in keys if key in CATALOGUE]
    there = {key for prepared in read for key in computable(prepared.data)}
    return [key for key in CATALOGUE if key in there]


def _sums(town: _Town, indicator: Indicator) -> dict[str, Ends] | None:
    return input_sums(town.prepared.data, indicator) if can_be_pooled(indicator) else None


def _remarks(towns: Sequence[_Town], indicator: Indicator, sums: Sequence[dict[str, Ends] | None]) -> list[Remark]:
    """Return why the values of ``indicator`` can be compared with care, or not at all."""
    if not can_be_pooled(indicator):
        return [Remark("no_sum")]
    found = []
    missing = [town.name for town, part in zip(towns, sums, strict=True) if part is None]
    if missing:
        needed = join(wanted.label() for wanted in indicator.inputs.values())
        found.append(Remark("missing", (("towns", join(missing)), ("variables", needed))))
    there = [town for town, part in zip(towns, sums, strict=True) if part is not None]
    used = {town.name: _used(town, indicator) for town in there}
    concepts = {name: {r.population_concept for r in records} - _UNSTATED for name, records in used.items()}
    stated = set().union(*concepts.values()) - {"documents", "caseload"}
    if len(stated) > 1:
        words = join(f"{name}: {join(say(f'concept.{c}') for c in sorted(c))}" for name, c in concepts.items() if c)
        found.append(Remark("concepts", (("list", words),)))
    unstated = [name for name, records in used.items() if any(r.population_concept in _UNSTATED for r in records)]
    if unstated:
        found.append(Remark("concept_unknown", (("towns", join(unstated)),)))
    dates = {name: {record.date for record in records} for name, records in used.items()}
    if len({frozenset(days) for days in dates.values()}) > 1:
        words = join(f"{name}: {_days(days)}" for name, days in dates.items())
        found.append(Remark("dates", (("list", words),)))
    inexact = [
        town.name
        for town, part in zip(towns, sums, strict=True)
        if part is not None and any(low < high for _, low, high in part.values())
    ]
    if inexact:
        found.append(Remark("inexact", (("towns", join(inexact)),)))
    found += _scope(there, indicator)
    return found


def _scope(towns: Sequence[_Town], indicator: Indicator) -> list[Remark]:
    found = []
    partial = [town.name for town in towns if town.partial]
    if partial:
        found.append(Remark("partial", (("towns", join(partial)),)))
    if indicator.caseload or any(variables()[wanted.variable].caseload for wanted in indicator.inputs.values()):
        found.append(Remark("caseload"))
    return found


def _verdict(remarks: Sequence[Remark]) -> str:
    if any(remark.rule in {"no_sum", "missing", "concepts"} for remark in remarks):
        return "not_comparable"
    return "with_care" if remarks else "comparable"


def _used(town: _Town, indicator: Indicator) -> list[SourceRecord]:
    """Return the sources that the figures of ``indicator`` come from."""
    frame = town.prepared.data.observations.frame
    wanted = {selection.variable for selection in indicator.inputs.values()}
    if indicator.printed:
        wanted.add(indicator.printed)
    ids = set(frame.loc[frame["variable"].isin(wanted), "source"].dropna().astype(str))
    return [record for record in town.prepared.data.sources if record.id in ids]


def _days(days: set[str]) -> str:
    return join(worded_date(day) or say("sources.no_date") for day in sorted(days))


def _facts(towns: Sequence[_Town]) -> pd.DataFrame:
    rows = [
        {
            "districts": len(town.prepared.data.districts),
            "partial": town.partial,
            "residents": town.residents.sum(skipna=False) if len(town.residents) else float("nan"),
            "median": town.residents.median() if len(town.residents) else float("nan"),
            "dates": _days({record.date for record in town.prepared.data.sources}),
            "concepts": join(
                say(f"concept.{concept}")
                for concept in sorted({record.population_concept for record in town.prepared.data.sources})
            ),
        }
        for town in towns
    ]
    frame = pd.DataFrame(rows, index=[town.name for town in towns])
    medians = frame["median"].dropna()
    sizes = bool(len(medians) > 1 and medians.max() > _SIZES_DIFFER * medians.min())
    return frame.assign(sizes_differ=sizes)


def _records(towns: Sequence[_Town]) -> list[SourceRecord]:
    return [replace(record, id=f"{town.name}: {record.id}") for town in towns for record in town.prepared.data.sources]
