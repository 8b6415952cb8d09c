"""A table in any layout is read back as the figures that were written."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from districtanalysis.sources.reading import read_table

HEADINGS = {
    "residents": "Einwohner insgesamt",
    "foreigners": "Ausländer",
    "births": "Geburten",
    "foreign_share_printed": "Ausländer in %",
}
NAMES = ("Ost", "West", "Nord/Mitte", "Süd", "Äußere Stadt", "St. Pauli", "Neu-Ulm", "Hafen")
DECIMALS = {"foreign_share_printed": 1}


@dataclass(frozen=True)
class Made:
    """How a table is written, and what it says: (area, variable) -> value, or a sign."""

    figures: dict[tuple[str, str], float | str]
    areas: tuple[str, ...]
    variables: tuple[str, ...]
    titles: int
    header_rows: int
    long: bool
    total: bool
    notes: bool
    blank_end: int
    keys: bool
    kind: str
    delimiter: str
    point: bool
    encoding: str


@st.composite
def tables(draw: st.DrawFn) -> Made:
    areas = tuple(draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6, unique=True)))
    variables = tuple(draw(st.lists(st.sampled_from(sorted(HEADINGS)), min_size=1, max_size=4, unique=True)))
    signs = st.sampled_from([".", "...", "x"])
    figures: dict[tuple[str, str], float | str] = {}
    for area in areas:
        for variable in variables:
            number = st.integers(1, 999) if variable == "foreign_share_printed" else st.integers(0, 99_999)
            scale = 10 ** DECIMALS.get(variable, 0)
            figures[area, variable] = draw(
                st.one_of(number.map(lambda n, s=scale: n / s), number.map(lambda n, s=scale: n / s), signs)
            )
    kind = draw(st.sampled_from(["csv", "xlsx", "json"]))
    return Made(
        figures,
        areas,
        variables,
        titles=draw(st.integers(0, 3)) if kind != "json" else 0,
        header_rows=draw(st.integers(1, 3)) if kind != "json" else 1,
        long=draw(st.booleans()),
        total=draw(st.booleans()),
        notes=draw(st.booleans()) and kind != "json",
        blank_end=draw(st.integers(0, 2)),
        keys=draw(st.booleans()),
        kind=kind,
        delimiter=draw(st.sampled_from([";", "\t", "|"])),
        point=draw(st.booleans()),
        encoding=draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252"])),
    )


def key_of(made: Made, area: str) -> str:
    return f"{NAMES.index(area) + 1:04d}" if made.keys else area


def rows_of(made: Made) -> list[list[object]]:
    """The rows as values: numbers, signs and texts."""
    head = ["Nr", "Gebiet"] if made.keys else ["Gebiet"]
    upper = [[None] * len(head) for _ in range(made.header_rows - 1)]

    def area_cells(area: str) -> list[object]:
        return [key_of(made, area).lstrip("0"), area] if made.keys else [area]

    if made.long:
        body = [[*area_cells(a), HEADINGS[v], made.figures[a, v]] for a in made.areas for v in made.variables]
        last = [*head, "Merkmal", "Wert"]
        upper = [[*row, None, "Werte"] for row in upper]
    else:
        body = [[*area_cells(a), *(made.figures[a, v] for v in made.variables)] for a in made.areas]
        if made.total:
            body.append([*([None] if made.keys else []), "Insgesamt", *(1 for _ in made.variables)])
        last = [*head, *(HEADINGS[v] for v in made.variables)]
        upper = [[*row, "Bevölkerung", *([None] * (len(made.variables) - 1))] for row in upper]
    width = len(last)
    titles: list[list[object]] = [["Titel der Tabelle", *([None] * (width - 1))] for _ in range(made.titles)]
    notes: list[list[object]] = [["Quelle: Stadt", *([None] * (width - 1))]] if made.notes else []
    return [*titles, *upper, last, *body, *([[None] * width] * made.blank_end), *notes]


def printed(made: Made, value: object, variable: str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float | int):
        text = f"{value:.{DECIMALS.get(variable or '', 0)}f}"
        return text if made.point else text.replace(".", ",")
    return str(value)


def write(made: Made, folder: Path) -> Path:
    rows, path = rows_of(made), folder / f"tabelle.{made.kind}"
    named = {HEADINGS[v]: v for v in made.variables}
    head = rows[made.titles + made.header_rows - 1]

    def variable(row: list[object], column: int) -> str | None:
        return named.get(str(row[-2])) if made.long else named.get(str(head[column]))

    if made.kind == "csv":
        lines = [
            made.delimiter.join(printed(made, cell, variable(row, c)) for c, cell in enumerate(row)) for row in rows
        ]
        path.write_bytes("\r\n".join(lines).encode(made.encoding))
    elif made.kind == "json":
        records = [dict(zip(map(str, head), row, strict=True)) for row in rows[1:]]
        path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(str(path)) as book:
            sheet, form = book.add_worksheet("Daten"), book.add_format({"num_format": "0.0"})
            whole = book.add_format({"num_format": "0"})
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, float | int):
                        sheet.write_number(r, c, cell, form if variable(row, c) in DECIMALS else whole)
                    elif cell is not None:
                        sheet.write_string(r, c, str(cell))
    return path


def layout(made: Made, folder: Path) -> Path:
    first = made.titles + 1
    lines = [
        "schema_version = 1",
        'name = "gemacht"',
        f"header_rows = {list(range(first, first + made.header_rows))}",
        'key = "^nr$"\nname_column = "^gebiet$"\nwidth = 4' if made.keys else 'key = "^gebiet$"',
    ]
    if made.kind == "csv":
        lines.append(f'decimal = "{"." if made.point else ","}"')
        lines.append(f"delimiter = {json.dumps(made.delimiter)}")
    if made.long:
        lines += ["[long]", 'value = "wert$"', 'variable_column = "^merkmal$"', "[long.names]"]
        lines += [f'"^{HEADINGS[v].lower()}$" = "{v}"' for v in made.variables]
    else:
        for v in made.variables:
            lines += ["[[column]]", f'heading = "{HEADINGS[v].lower()}$"', f'variable = "{v}"']
    path = folder / "layout.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_the_figures_come_back_with_precision_status_and_place(made: Made) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write(made, folder)
        data = read_table(path, str(layout(made, folder)))
    frame = data.observations.frame
    found = {(str(r["district_id"]), str(r["variable"])): r for _, r in frame.iterrows()}
    assert len(found) == len(frame) == len(made.figures)
    rows = rows_of(made)
    for (area, variable), value in made.figures.items():
        row = found[key_of(made, area), variable]
        cell = rows[int(row["row"]) - 1][int(row["column"]) - 1]
        assert cell == value
        if isinstance(value, str):
            assert pd.isna(row["value"])
            assert row["text"] == value
            assert row["status"] in {"unknown_or_secret", "not_yet", "not_meaningful"}
        else:
            assert row["value"] == value
            assert row["status"] == ("rounded_zero" if value == 0 else "exact")
            if made.kind != "json":
                assert row["decimals"] == DECIMALS.get(variable, 0)
    if made.keys:
        assert data.districts["name"].to_dict() == {key_of(made, area): area for area in made.areas}
    assert len(data.totals) == (len(made.variables) if made.total and not made.long else 0)
