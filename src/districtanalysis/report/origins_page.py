"""Countries of origin, age classes and topics of counselling as a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Picture, Table, Value
from districtanalysis.domain.origins import AgeClasses, MultipleAnswers, Origins
from districtanalysis.language import join, number, percent, say, say_count
from districtanalysis.report.caption import worded_date
from districtanalysis.report.sources_note import sources_note

MANY = 40


def origins_page(
    result: Origins | None,
    ages: Sequence[AgeClasses] = (),
    topics: MultipleAnswers | None = None,
    sources: Sequence[SourceRecord] = (),
    *,
    subtitle: str = "",
    pictures: Sequence[Picture] = (),
) -> Page:
    """Return the page of origins, age classes and topics, as far as there are figures; a lost value is no zero."""
    data: dict[str, object] = {
        "ages": [
            {"title": entry.title, "classes": _records(entry.frame), "gaps": entry.gaps, "overlaps": entry.overlaps}
            for entry in ages
        ]
    }
    if result is not None:
        withheld = result.districts.mask(result.withheld)
        data["origins"] = {
            "entries": _records(result.frame),
            "total": result.total,
            "districts": json.loads(withheld.to_json(orient="index", double_precision=15)),
            "recipe": dict(result.recipe),
        }
    if topics is not None:
        data["topics"] = {"entries": _records(topics.frame), "persons": topics.persons, "mentions": topics.mentions}
    blocks = list(origins_blocks(result, ages, topics, pictures))
    blocks += [sources_note(sources)] if sources else []
    return Page(say("origins.page.title"), tuple(blocks), subtitle, data)


def origins_blocks(
    result: Origins | None,
    ages: Sequence[AgeClasses] = (),
    topics: MultipleAnswers | None = None,
    pictures: Sequence[Picture] = (),
) -> Iterator[Block]:
    """Yield what a report says of origins, age classes and topics."""
    if result is None:
        yield Paragraph(say("origins.page.none"), "plain")
    else:
        yield Paragraph(_told(result), "lead")
        yield entries_table(result)
        yield from pictures
        if len(result.districts) > 1:
            yield districts_table(result)
        if result.overlapping:
            yield Paragraph(say("origins.page.overlapping"), "warning")
        yield Paragraph(say("origins.page.composition"), "note")
    for entry in ages:
        yield ages_table(entry)
    if topics is not None:
        yield topics_table(topics)


def _told(result: Origins) -> str:
    shown = result.frame[result.frame["kind"] == "origin"]
    if shown.empty:
        return say("origins.page.all_small", minimum=result.recipe["minimum"])
    first = shown.iloc[0]
    words = {
        "first": worded_origin(str(first["origin"])),
        "persons": number(float(first["persons"])),
        "total": number(result.total),
    }
    if result.overlapping or not result.total > 0:
        told = say("origins.page.first", **words)
    else:
        share = percent(float(shown["persons"].sum()) / result.total * 100)
        told = say_count("origins.page.told", len(shown), share=share, **words)
    day = f" {say('chart.as_of', date=worded_date(result.date))}." if result.date else ""
    return f"{told}{day}"


def entries_table(result: Origins) -> Table:
    """Return the entries in their order: origins, what remains, stateless and unknown."""
    columns = (
        Column("rank", say("origins.column.rank"), 0),
        Column("origin", say("origins.column.origin"), wide=True),
        Column("persons", say("origins.column.persons"), 0),
        Column("share", say("origins.column.share"), 1),
    )
    rows: list[tuple[Value, ...]] = []
    for _, row in result.frame.iterrows():
        rank: Value = "" if pd.isna(row["rank"]) else float(row["rank"])
        rows.append((rank, _entry(row), _plain(row["persons"]), _plain(row["share"])))
    rows.append(("", say("origins.page.total"), _plain(result.total), 100.0 if result.total > 0 else None))
    notes = [say("origins.page.rule", minimum=result.recipe["minimum"])]
    notes += [say("origins.page.tied")] if result.tied else []
    groups = result.recipe.get("groups")
    if isinstance(groups, list) and groups:
        notes.append(say("origins.page.groups", names=join(worded_origin(str(name)) for name in groups)))
    return Table("origins", result.label, columns, tuple(rows), note=" ".join(notes))


def districts_table(result: Origins) -> Table:
    """Return districts x entries; withheld cells carry their sign."""
    names = [str(name) for name in result.districts.columns]
    labels = {str(row["origin"]): _entry(row) for _, row in result.frame.iterrows() if row["kind"] != "rest"}
    columns = [Column("district", say("origins.column.district"))]
    columns += [Column(name or "rest", labels.get(name, say("origins.page.others")), 0) for name in names]
    added = not result.overlapping
    columns += [Column("total", say("origins.page.total"), 0)] if added else []
    shown = result.districts.head(MANY)
    rows = []
    for key, row in shown.iterrows():
        hidden = result.withheld.loc[key]
        cells: list[Value] = [say("origins.page.sign") if hidden[name] else _plain(row[name]) for name in names]
        rows.append((result.names.get(str(key), str(key)), *cells, *([_plain(row.sum(min_count=1))] if added else [])))
    hidden_ones = bool(result.withheld.to_numpy().any())
    notes = [say("origins.page.withheld", minimum=result.recipe["minimum"])] if hidden_ones else []
    if len(result.districts) > MANY:
        notes.append(say("origins.page.shortened", shown=MANY, count=len(result.districts)))
    return Table("districts", say("origins.page.by_district"), tuple(columns), tuple(rows), note=" ".join(notes))


def ages_table(entry: AgeClasses) -> Table:
    """Return one classification by age: persons and percent per class, and whether the classes fit together."""
    columns = (
        Column("ages", say("origins.column.ages")),
        Column("persons", say("origins.column.persons"), 0),
        Column("share", say("origins.column.share"), 1),
    )
    total = float(entry.frame["persons"].sum(skipna=False))
    rows = tuple(
        (str(row["label"]), _plain(row["persons"]), _plain(100 * row["persons"] / total) if total > 0 else None)
        for _, row in entry.frame.iterrows()
    )
    notes = [say("origins.page.ages_whole")] if entry.whole else []
    notes += [say("origins.page.ages_gaps", ages=join(entry.gaps))] if entry.gaps else []
    notes += [say("origins.page.ages_overlaps", ages=join(entry.overlaps))] if entry.overlaps else []
    notes += [say("origins.page.ages_closed")] if not entry.open_ended else []
    notes += [say("origins.page.lost")] if entry.frame["persons"].isna().any() else []
    title = say("origins.page.ages_title", title=entry.title)
    title += f", {say('chart.as_of', date=worded_date(entry.date))}" if entry.date else ""
    return Table(f"ages_{entry.title}", title, columns, rows, note=" ".join(notes))


def topics_table(entry: MultipleAnswers) -> Table:
    """Return the topics: mentions, percent of persons and of answers."""
    columns = (
        Column("topic", say("origins.column.topic"), wide=True),
        Column("mentions", say("origins.column.mentions"), 0),
        Column("of_persons", say("origins.column.of_persons"), 1),
        Column("of_mentions", say("origins.column.of_mentions"), 1),
    )
    rows: list[tuple[Value, ...]] = []
    for _, row in entry.frame.iterrows():
        topic = str(row["topic"]) or say_count("origins.page.joined", entry.joined)
        # an empty text is a dash: persons who named two of the joined topics would count twice
        persons: Value = _plain(row["of_persons"]) if row["topic"] else ""
        rows.append((topic, _plain(row["mentions"]), persons, _plain(row["of_mentions"])))
    rows.append((say("origins.page.total"), entry.mentions, "", 100.0 if entry.mentions > 0 else None))
    known = number(entry.persons) if entry.persons == entry.persons else say("words.not_available")
    note = say("origins.page.topics_note", persons=known, mentions=number(entry.mentions))
    note += f" {say('origins.page.topics_rule', minimum=entry.minimum)}" if entry.joined else ""
    return Table("topics", say("origins.page.topics"), columns, tuple(rows), note=note)


def _entry(row: pd.Series) -> str:
    if row["kind"] == "rest":
        return say_count("origins.page.rest", int(row["count"])) if row["count"] else say("origins.page.others")
    if row["kind"] == "unknown":
        return say("origins.page.unknown", name=worded_origin(str(row["origin"])))
    return worded_origin(str(row["origin"]))


def worded_origin(name: str) -> str:
    """Return the name of an origin as it is printed, keys of programs with blanks.

    >>> worded_origin("united_states")
    'United states'
    """
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]


def _records(frame: pd.DataFrame) -> list[object]:
    found: list[object] = json.loads(frame.to_json(orient="records", double_precision=15))
    return found


def _plain(value: object) -> Value:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type]
