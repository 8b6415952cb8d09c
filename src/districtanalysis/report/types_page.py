"""A typology as a page: types, recommendation, districts with reasons, need or its refusal, profiles, remarks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.typology import Choice, Need, StatusView, Typology
from districtanalysis.language import join, number, say, signed
from districtanalysis.report.sources_note import sources_note
from districtanalysis.report.status_tables import status_data, status_tables

MANY = 40
NEXT = 5


def types_page(
    typology: Typology,
    table: IndicatorTable,
    sources: Sequence[SourceRecord] = (),
    *,
    city: str = "",
    subtitle: str = "",
    why: str = "",
    districts: bool | None = None,
    status: StatusView | None = None,
) -> Page:
    """Return the page of ``typology``; ``districts`` lists every district (by default up to 40).

    ``status`` adds status and dynamics beside the types.
    """
    listed = len(typology.frame) <= MANY if districts is None else districts
    title = say("typology.page.title", city=city) if city else say("typology.page.title_plain")
    blocks = tuple(_blocks(typology, table, sources, why=why, listed=listed, status=status))
    data = {
        **json.loads(typology.to_json()),
        "choice": _choice_data(typology.choice),
        "need": _need_data(typology.need),
    }
    if status is not None:
        data["status"] = status_data(status)
    return Page(title=title, subtitle=subtitle, blocks=blocks, data=data)


def _blocks(
    typology: Typology,
    table: IndicatorTable,
    sources: Sequence[SourceRecord],
    *,
    why: str,
    listed: bool,
    status: StatusView | None,
) -> Iterator[Block]:
    yield types_table(typology)
    yield from _recommendation(typology, why)
    if listed:
        yield districts_table(typology)
    yield from _untyped(typology, listed=listed)
    yield from _need(typology)
    if status is not None:
        yield from status_tables(status, typology)
    yield profile_table(typology, table)
    if typology.choice is not None:
        yield criteria_table(typology.choice)
    heading = say("typology.page.remarks")
    for remark in typology.remarks:
        yield Paragraph(remark, "note", heading)
        heading = ""
    yield Paragraph(say("typology.page.context"), "note")
    yield Paragraph(say("typology.page.areas"), "note")
    if sources:
        yield sources_note(sources)


def types_table(typology: Typology) -> Table:
    """Return one row per type: number, name, districts, residents, what sets it apart, typical districts."""
    columns = [
        Column("type", say("typology.column.type"), 0),
        Column("name", say("typology.column.name"), wide=True),
        Column("districts", say("typology.column.districts"), 0),
        Column("residents", say("typology.column.residents"), 0),
        Column("features", say("typology.column.features"), wide=True),
        Column("typical", say(f"typology.column.{'members' if _by_rules(typology) else 'typical'}"), wide=True),
    ]
    rows = [
        (
            int(str(key)),
            str(row["name"]),
            int(row["districts"]),
            _value(row["residents"]),
            str(row["features"]),
            ", ".join(row["typical"]),
        )
        for key, row in typology.types.iterrows()
    ]
    return Table("types", say("typology.page.types"), tuple(columns), tuple(rows), note=_order_note(typology))


def districts_table(typology: Typology) -> Table:
    """Return one row per district: type, why this type, certainty and notes."""
    ruled = _by_rules(typology)
    columns = [
        Column("district", say("typology.column.district")),
        Column("type", say("typology.column.type"), 0),
        Column("reason", say("typology.column.reason"), wide=True),
    ]
    grouped = "group" in typology.frame.columns
    if grouped:
        columns[2:2] = [Column("group", say("typology.column.group"))]
    if not ruled:
        columns += [Column("certainty", say("typology.column.certainty"), 2)]
    columns += [Column("note", say("typology.column.note"), wide=True)]
    frame = typology.frame.sort_values(["type", "name"], kind="stable")
    rows: list[tuple[Value, ...]] = []
    marks: dict[tuple[int, str], str] = {}
    for i, (_, row) in enumerate(frame.iterrows()):
        certainty = () if ruled else (_value(row["certainty"]),)
        note = str(row["note"]) or say("typology.page.no_note")
        if row["status"] == "placed":
            note = say("typology.page.placed")
        group = (str(row["group"]) if isinstance(row["group"], str) else None,) if grouped else ()
        rows.append((str(row["name"]), _value(row["type"]), *group, str(row["reason"]), *certainty, note))
        if row["uncertain"]:
            marks[(i, "type")] = say("typology.page.uncertain_mark")
    note = say("typology.page.certainty") if not ruled else ""
    return Table("districts", say("typology.page.districts"), tuple(columns), tuple(rows), note=note, marks=marks)


def profile_table(typology: Typology, table: IndicatorTable) -> Table:
    """Return one row per feature: the city's value, and each type's value with its deviation."""
    numbers = [int(str(key)) for key in typology.types.index]
    columns = [
        Column("feature", say("typology.column.feature")),
        Column("city", say("typology.column.city"), 2),
        *(Column(f"type_{n}", say("typology.column.type_n", number=n), 2) for n in numbers),
    ]
    rows: list[tuple[Value, ...]] = []
    marks: dict[tuple[int, str], str] = {}
    for i, (key, part) in enumerate(typology.profiles.groupby("feature", sort=False)):
        decimals = table.indicators[str(key)].decimals if key in table.indicators else 2
        if part["basis"].iloc[0] != "counts":
            marks[(i, "city")] = say("typology.page.mean_mark")
        by_type = part.set_index("type")
        values = []
        for n in numbers:
            value = number(float(by_type.loc[n, "value"]), decimals) if n in by_type.index else None
            values.append(value)
            if n in by_type.index:
                marks[(i, f"type_{n}")] = f"({signed(float(by_type.loc[n, 'deviations']), 1)})"
        rows.append((str(part["label"].iloc[0]), number(float(part["city"].iloc[0]), decimals), *values))
    note = say("typology.page.profiles_note")
    if any(key == "city" for _, key in marks):
        note += " " + say("typology.page.mean_note")
    return Table("profiles", say("typology.page.profiles"), tuple(columns), tuple(rows), note=note, marks=marks)


def criteria_table(choice: Choice) -> Table:
    """Return the criteria per number of types."""
    keys = (
        "silhouette",
        "null",
        "calinski_harabasz",
        "davies_bouldin",
        "gap",
        "stability",
        "leave_one_out",
        "smallest",
    )
    decimals = {"calinski_harabasz": 0, "smallest": 0}
    columns = [Column("types", say("typology.criterion.types"), 0)]
    columns += [Column(key, say(f"typology.criterion.{key}"), decimals.get(key, 2)) for key in keys]
    rows = [
        (int(str(k)), *(_value(row[key]) for key in keys)) for k, row in choice.criteria.iterrows()
    ]  # fmt: skip
    note = say("typology.page.criteria_note", recommended=choice.recommended)
    return Table("criteria", say("typology.page.criteria"), tuple(columns), tuple(rows), note=note)


def _recommendation(typology: Typology, why: str) -> Iterator[Paragraph]:
    heading = say("typology.page.how")
    if why:
        yield Paragraph(why, heading=heading)
        heading = ""
    if typology.choice is not None:
        tone = "plain" if typology.choice.verdict == "types" else "warning"
        yield Paragraph(" ".join(typology.choice.reasons), tone, heading)  # type: ignore[arg-type]
    uncertain = typology.frame[typology.frame["uncertain"]]
    if len(uncertain) and _by_rules(typology):
        names = join(sorted(map(str, uncertain["name"])))
        yield Paragraph(say("typology.page.uncertain", names=names, count=len(uncertain)), "warning")


def _untyped(typology: Typology, *, listed: bool) -> Iterator[Block]:
    out = typology.frame[typology.frame["status"] == "not_typed"]
    if listed or not len(out):
        return
    columns = (
        Column("district", say("typology.column.district")),
        Column("reason", say("typology.column.reason"), wide=True),
    )
    rows = tuple((str(row["name"]), str(row["reason"])) for _, row in out.iterrows())
    yield Table("not_typed", say("typology.page.not_typed"), columns, rows)


def _need(typology: Typology) -> Iterator[Block]:
    heading = say("typology.page.need")
    if typology.need is None:
        yield Paragraph(say("typology.no_need"), "warning", heading)
        return
    for sentence in typology.need.declared:
        yield Paragraph(sentence, "warning", heading)
        heading = ""
    yield need_table(typology, typology.need)
    yield next_table(typology, typology.need)


def need_table(typology: Typology, need: Need) -> Table:
    """Return the types by priority: need and readiness as two axes, and where to look first."""
    ready = _has_readiness(need)
    columns = [
        Column("priority", say("typology.column.priority"), 0),
        Column("type", say("typology.column.type"), 0),
        Column("name", say("typology.column.name"), wide=True),
        Column("need", say("typology.axis.need"), 2),
    ]
    if ready:
        columns += [Column("readiness", say("typology.axis.readiness"), 2)]
        columns += [Column("field", say("typology.column.field"), wide=True)]
    rows: list[tuple[Value, ...]] = []
    for key, row in need.types.sort_values(["priority"], kind="stable").iterrows():
        more = (_value(row["readiness"]), say(f"typology.field.{row['field']}")) if ready else ()
        number_ = int(str(key))
        rows.append((_value(row["priority"]), number_, typology.name(number_), _value(row["need"]), *more))
    note = say("typology.page.need_note") + ("" if ready else " " + say("typology.page.no_readiness"))
    return Table("need", say("typology.page.need_table"), tuple(columns), tuple(rows), note=note)


def _has_readiness(need: Need) -> bool:
    return bool(need.types["readiness"].notna().any())


def next_table(typology: Typology, need: Need) -> Table:
    """Return the districts that come first within each type, with the indicator that adds most."""
    axes = ("need", "readiness") if _has_readiness(need) else ("need",)
    columns = (
        Column("type", say("typology.column.type"), 0),
        Column("priority", say("typology.column.priority"), 0),
        Column("district", say("typology.column.district")),
        *(Column(axis, say(f"typology.axis.{axis}"), 2) for axis in axes),
        Column("main", say("typology.column.main"), wide=True),
    )
    both = typology.frame[["name", "type"]].join(need.districts).dropna(subset=["type", "priority"])
    both = both[both["priority"] <= NEXT].sort_values(["type", "priority", "name"], kind="stable")
    rows = tuple(
        (
            int(row["type"]),
            _value(row["priority"]),
            str(row["name"]),
            *(_value(row[axis]) for axis in axes),
            str(row["main"]),
        )
        for _, row in both.iterrows()
    )
    return Table("first", say("typology.page.first", count=NEXT), columns, rows)


def _order_note(typology: Typology) -> str:
    method = say(f"typology.method.{typology.model.method}.label")
    return (
        say("typology.page.features_note")
        + " "
        + say("typology.page.order_rules" if _by_rules(typology) else "typology.page.order", method=method)
    )


def _by_rules(typology: Typology) -> bool:
    return typology.model.method == "rules"


def _value(value: object) -> Value:
    return None if pd.isna(value) else float(str(value))


def _choice_data(choice: Choice | None) -> object:
    if choice is None:
        return None
    criteria = json.loads(choice.criteria.to_json(orient="index"))
    flow = json.loads(choice.flow.to_json(orient="records"))
    return {
        "recommended": choice.recommended,
        "verdict": choice.verdict,
        "reasons": list(choice.reasons),
        "criteria": criteria,
        "clustergram": flow,
        "resamples": choice.resamples,
        "seed": choice.seed,
    }


def _need_data(need: Need | None) -> object:
    if need is None:
        return None
    tables = {name: json.loads(getattr(need, name).to_json(orient="index")) for name in ("types", "districts")}
    return {**tables, "declared": list(need.declared)}
