"""A district profile as a page: key figures, people, places, engagement, location, fit, remarks, sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.district_profile import DistrictProfile, KeyFigure
from districtanalysis.domain.ranking import Ranking
from districtanalysis.language import date, number, say
from districtanalysis.report.illustrate import illustrate
from districtanalysis.report.ranking_page import FEW_PERSONS, MARKS, place, reason_sentence
from districtanalysis.report.remarks import remarks_of
from districtanalysis.report.sources_note import sources_note


def profile_page(
    profile: DistrictProfile,
    *,
    ranking: Ranking | None = None,
    bands: Sequence[tuple[str, float, float]] = (),
    subtitle: str = "",
    pictures: Sequence[str] = (),
) -> Page:
    """Return the page of ``profile``.

    ``pictures`` are the forms (svg, png) in which the charts that its tables allow stand in it; ``bands`` are age
    groups: label, persons of the district, percent of all districts together.
    """
    blocks = (*profile_blocks(profile, ranking=ranking, bands=bands, pictures=pictures), *_closing(profile))
    return Page(say("profile.title", name=profile.name), blocks, subtitle=subtitle, data=profile_data(profile))


def profile_blocks(
    profile: DistrictProfile,
    *,
    ranking: Ranking | None = None,
    bands: Sequence[tuple[str, float, float]] = (),
    pictures: Sequence[str] = (),
    remarks: bool = True,
) -> Iterator[Block]:
    """Yield the profile without standing sentences and sources, as a part of a longer page."""
    yield figures_table(profile)
    yield from _small(profile)
    if pictures and profile.against is not None:
        yield illustrate("profile", profile.against, profile.sources, share=0.8, forms=pictures)
    yield from _fit(profile, ranking)
    if profile.notes:
        columns = (Column("item", say("profile.column.item")), Column("text", say("profile.column.text"), wide=True))
        yield Table("location", say("profile.location"), columns, profile.notes)
    if profile.facilities:
        yield facilities_table(profile)
    if profile.steps:
        yield steps_table(profile)
    if bands:
        yield bands_table(profile, bands)
    if pictures and profile.ages is not None:
        yield illustrate("pyramid", profile.ages, profile.sources, share=0.66, forms=pictures)
    if profile.origins is not None:
        yield from _origins(profile, pictures=pictures)
    if profile.changes:
        yield changes_table(profile)
    if remarks:
        yield from _remarks(profile)


def figures_table(profile: DistrictProfile) -> Table:
    """Return the key figures: value, n, all districts together, place by height."""
    several = profile.districts > 1
    columns = [
        Column("figure", say("profile.column.figure")),
        Column("value", profile.name, 2),
        Column("base", say("profile.column.base"), 0),
        *(
            [Column("city", say("profile.together"), 2), Column("place", say("profile.column.place"))]
            if several
            else []
        ),
    ]
    rows: list[tuple[Value, ...]] = []
    marks: dict[tuple[int, str], str] = {}
    for i, figure in enumerate(profile.figures):
        base = "" if pd.isna(figure.base) else number(figure.base)
        city = say("rank.not_pooled") if pd.isna(figure.city) else figure.city
        rows.append((figure.label, figure.value, base, *((city, places(figure)) if several else ())))
        if figure.qualifier in MARKS:
            marks[(i, "value")] = say(MARKS[figure.qualifier])
    decimals = {i: figure.decimals for i, figure in enumerate(profile.figures)}
    note = say("profile.figures_note") if several else ""
    return Table("figures", say("profile.figures"), tuple(columns), tuple(rows), note, marks, decimals)


def places(figure: KeyFigure) -> str:
    """Return the place of a figure among the districts: "1 von 3", "2–3 von 18"; "" where there is none.

    >>> places(KeyFigure("x", "x", 1.0, first=2, last=3, count=18))
    '2–3 von 18'
    """
    if not figure.count:
        return ""
    own = str(figure.first) if figure.first == figure.last else f"{figure.first}–{figure.last}"
    return say("profile.place", place=own, count=figure.count)


def facilities_table(profile: DistrictProfile) -> Table:
    """Return facilities by kind: number as printed, and how they are named."""
    columns = (
        Column("kind", say("profile.column.kind")),
        Column("amount", say("profile.column.amount")),
        Column("names", say("profile.column.names"), wide=True),
    )
    rows = tuple(
        (_capital(f.label), say("profile.there") if pd.isna(f.amount) else number(f.amount), "; ".join(f.names))
        for f in profile.facilities
    )
    return Table("facilities", say("profile.facilities"), columns, rows, note=say("profile.facilities_note"))


def steps_table(profile: DistrictProfile) -> Table:
    """Return the steps of the code books with their evidence."""
    columns = (
        Column("item", say("profile.column.item")),
        Column("step", say("profile.column.step"), wide=True),
        Column("evidence", say("profile.column.evidence"), wide=True),
    )
    rows = tuple((s.label, f"{s.step} – {s.meaning}", "; ".join(s.evidence)) for s in profile.steps)
    return Table("steps", say("profile.steps"), columns, rows, note=say("profile.steps_note"))


def bands_table(profile: DistrictProfile, bands: Sequence[tuple[str, float, float]]) -> Table:
    """Return residents by age group: persons, percent of the district, percent of all districts together."""
    total = sum(persons for _, persons, _ in bands)
    columns = (
        Column("age", say("profile.column.age")),
        Column("persons", profile.name, 0),
        Column("share", say("profile.column.share"), 1),
        Column("city", say("profile.column.share_together"), 1),
    )
    rows = tuple((label, persons, 100 * persons / total if total else None, city) for label, persons, city in bands)
    return Table("ages", say("profile.ages"), columns, rows)


def changes_table(profile: DistrictProfile) -> Table:
    """Return counts at two dates and their change in percent, beside that of all districts."""
    first = profile.changes[0]
    columns = (
        Column("item", say("profile.column.item")),
        Column("before", _day(first.start), 0),
        Column("after", _day(first.end), 0),
        Column("change", say("profile.column.change"), 1),
        Column("overall", say("profile.column.change_together"), 1),
    )
    rows = tuple((c.label, c.before, c.after, c.percent, c.overall) for c in profile.changes)
    return Table("changes", say("profile.changes"), columns, rows)


def profile_data(profile: DistrictProfile) -> dict[str, object]:
    """Return the profile as plain data for JSON, without rounding."""
    figures = {
        f.key: {"value": f.value, "base": f.base, "city": f.city, "place": f.first, "of": f.count}
        for f in profile.figures
    }
    return {
        "schema_version": 1,
        "district": profile.district,
        "name": profile.name,
        "figures": figures,
        "facilities": {f.kind: {"amount": f.amount, "names": list(f.names)} for f in profile.facilities},
        "steps": {s.key: {"step": s.step, "evidence": list(s.evidence)} for s in profile.steps},
        "notes": dict(profile.notes),
        "findings": [finding.to_dict() for finding in profile.findings],
    }


def _small(profile: DistrictProfile) -> Iterator[Paragraph]:
    bases = [figure.base for figure in profile.figures if figure.base < FEW_PERSONS]
    if bases:
        yield Paragraph(say("profile.small", count=number(min(bases))), "note")


def _fit(profile: DistrictProfile, ranking: Ranking | None) -> Iterator[Block]:
    if ranking is None or profile.district not in ranking.frame.index:
        return
    row = ranking.frame.loc[profile.district]
    rank = place(ranking, profile.district)
    shown = rank if isinstance(rank, str) else number(float(rank or 0), None)
    words = {"rank": shown, "count": len(ranking.frame), "fit": number(float(row["fit"]), 1)}
    parts = "; ".join(
        f"{ranking.plan.criterion_label(key)} {number(float(row[key]), 1)}" for key in ranking.plan.criteria
    )
    heading = say("profile.fit")
    yield Paragraph(say("profile.fit_sentence", name=profile.name, parts=parts, **words), "lead", heading)
    reason = next((entry for entry in ranking.reasons if entry.district == profile.district), None)
    if reason is not None:
        yield Paragraph(reason_sentence(ranking, reason))


def _origins(profile: DistrictProfile, *, pictures: Sequence[str]) -> Iterator[Block]:
    origins = profile.origins
    if origins is None:
        return
    if pictures:
        yield illustrate("origins", origins, profile.sources, share=0.7, forms=pictures)
        return
    largest = origins.values.sort_values(ascending=False, kind="stable").head(10)
    columns = (Column("origin", say("profile.column.origin")), Column("persons", origins.unit, 0))
    rows = tuple((str(name), float(value)) for name, value in largest.items())
    yield Table("origins", say("profile.origins"), columns, rows)


def _remarks(profile: DistrictProfile) -> Iterator[Block]:
    remarks = remarks_of(profile.findings, [profile.district])
    if not remarks:
        return
    columns = (
        Column("remark", say("rank.column.remark"), wide=True),
        Column("where", say("rank.column.where"), wide=True),
    )
    rows = tuple((remark.title, remark.where) for remark in remarks)
    yield Table("remarks", say("profile.remarks"), columns, rows)


def _closing(profile: DistrictProfile) -> Iterator[Block]:
    yield Paragraph(say("rank.areas_not_people"), "note", say("rank.standing_heading"))
    if any(figure.describes_origin for figure in profile.figures):
        yield Paragraph(say("rank.nationality_context"), "note")
    if any(figure.caseload for figure in profile.figures):
        yield Paragraph(say("profile.caseload"), "note")
    yield sources_note(profile.sources)


def _day(value: str) -> str:
    try:
        return date(dt.date.fromisoformat(value))
    except ValueError:
        return value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
