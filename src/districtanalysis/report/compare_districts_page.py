"""Two to four districts beside each other: the same figures, places and texts in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.district_profile import DistrictProfile
from districtanalysis.domain.ranking import Ranking
from districtanalysis.language import join, number, say
from districtanalysis.report.profile_page import profile_data
from districtanalysis.report.ranking_page import MARKS, place, reason_sentence
from districtanalysis.report.sources_note import sources_note


def compare_page(profiles: Sequence[DistrictProfile], *, ranking: Ranking | None = None, subtitle: str = "") -> Page:
    """Return the page of two to four profiles of one study beside each other."""
    blocks = tuple(compare_blocks(profiles, ranking))
    closing = (Paragraph(say("rank.areas_not_people"), "note", say("rank.standing_heading")), *_nationality(profiles))
    names = join(profile.name for profile in profiles)
    return Page(
        say("profile.compare_title", names=names),
        (*blocks, *closing, sources_note(profiles[0].sources)),
        subtitle=subtitle,
        data={"schema_version": 1, "districts": [profile_data(profile) for profile in profiles]},
    )


def compare_blocks(profiles: Sequence[DistrictProfile], ranking: Ranking | None = None) -> Iterator[Block]:
    """Yield the tables of a comparison, those first in which the districts have figures."""
    yield figures_beside(profiles)
    if ranking is not None and any(profile.district in ranking.frame.index for profile in profiles):
        yield fit_beside(profiles, ranking)
        for reason in ranking.reasons:
            if reason.district in {profile.district for profile in profiles}:
                yield Paragraph(reason_sentence(ranking, reason))
    if any(profile.facilities for profile in profiles):
        yield facilities_beside(profiles)
    if any(profile.steps for profile in profiles):
        yield _texts_beside(
            "steps", profiles, [{s.label: _evidenced(s.step, s.meaning, s.evidence) for s in p.steps} for p in profiles]
        )
    if any(profile.notes for profile in profiles):
        yield _texts_beside("location", profiles, [dict(profile.notes) for profile in profiles])


def figures_beside(profiles: Sequence[DistrictProfile]) -> Table:
    """Return one row per key figure, one column per district, and all districts together."""
    entries = {figure.key: figure for profile in profiles for figure in profile.figures}
    rows: list[tuple[Value, ...]] = []
    marks: dict[tuple[int, str], str] = {}
    for i, (key, entry) in enumerate(entries.items()):
        values: list[Value] = []
        for profile in profiles:
            own = next((figure for figure in profile.figures if figure.key == key), None)
            values.append(None if own is None else own.value)
            if own is not None and own.qualifier in MARKS:
                marks[(i, profile.district)] = say(MARKS[own.qualifier])
        rows.append((entry.label, *values, say("rank.not_pooled") if pd.isna(entry.city) else entry.city))
    columns = (
        Column("figure", say("profile.column.figure")),
        *(Column(profile.district, profile.name, 2) for profile in profiles),
        Column("city", say("profile.together"), 2),
    )
    decimals = {i: entry.decimals for i, entry in enumerate(entries.values())}
    return Table("figures", say("profile.figures"), columns, tuple(rows), say("profile.together_note"), marks, decimals)


def fit_beside(profiles: Sequence[DistrictProfile], ranking: Ranking) -> Table:
    """Return rank, fit and criteria (0-100), one column per district."""
    columns = (
        Column("item", say("profile.column.item")),
        *(Column(profile.district, profile.name, 1) for profile in profiles),
    )
    there = [profile.district in ranking.frame.index for profile in profiles]
    ids = [profile.district for profile in profiles]

    def line(label: str, column: str) -> tuple[Value, ...]:
        return (label, *(float(ranking.frame.loc[d, column]) if t else None for d, t in zip(ids, there, strict=True)))

    ranks = tuple(_drawn(place(ranking, d)) if t else None for d, t in zip(ids, there, strict=True))
    rows = [(say("rank.column.rank"), *ranks), line(say("rank.column.fit"), "fit")]
    rows += [line(ranking.plan.criterion_label(key), key) for key in ranking.plan.criteria]
    return Table("fit", say("profile.fit"), columns, tuple(rows), say("rank.standing"))


def facilities_beside(profiles: Sequence[DistrictProfile]) -> Table:
    """Return one row per kind of facility with its number in each district."""
    kinds = {f.kind: f.label for profile in profiles for f in profile.facilities}
    rows = []
    for kind, label in kinds.items():
        amounts = []
        for profile in profiles:
            own = next((f for f in profile.facilities if f.kind == kind), None)
            unknown = own is not None and pd.isna(own.amount)
            amounts.append(
                say("profile.not_named") if own is None else say("profile.there") if unknown else number(own.amount)
            )
        rows.append((label[:1].upper() + label[1:], *amounts))
    columns = (
        Column("kind", say("profile.column.kind")),
        *(Column(profile.district, profile.name) for profile in profiles),
    )
    return Table("facilities", say("profile.facilities"), columns, tuple(rows), say("profile.facilities_note"))


def _texts_beside(key: str, profiles: Sequence[DistrictProfile], texts: Sequence[dict[str, str]]) -> Table:
    labels = dict.fromkeys(label for entry in texts for label in entry)
    columns = (
        Column("item", say("profile.column.item")),
        *(Column(profile.district, profile.name, wide=True) for profile in profiles),
    )
    rows = tuple((label, *(entry.get(label, "") for entry in texts)) for label in labels)
    return Table(key, say(f"profile.{key}"), columns, rows)


def _evidenced(step: int, meaning: str, evidence: Sequence[str]) -> str:
    return f"{step} – {meaning}" + (f" ({'; '.join(evidence)})" if evidence else "")


def _nationality(profiles: Sequence[DistrictProfile]) -> Iterator[Paragraph]:
    if any(figure.describes_origin for profile in profiles for figure in profile.figures):
        yield Paragraph(say("rank.nationality_context"), "note")


def _drawn(rank: Value) -> str:
    return rank if isinstance(rank, str) else number(float(rank or 0), None)
