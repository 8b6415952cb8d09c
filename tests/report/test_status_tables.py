"""Status and dynamics beside the types: counts, sums, and which types to look at."""

from __future__ import annotations

import json

import pandas as pd

from districtanalysis.domain.typology import StatusView, TypeModel, Typology
from districtanalysis.report.status_tables import attention_table, status_data, status_table, status_tables

FRAME = pd.DataFrame(
    {
        "name": ["A", "B", "C", "D"],
        "type": pd.array([1, 1, 2, None], dtype="Int64"),
        "index": [0.0, 1.2, 2.0, 3.0],
        "status": ["mittel", "niedrig", "sehr niedrig", "sehr niedrig"],
        "dynamics": ["stabil", "negativ", "stabil", "stabil"],
        "attention": [False, True, True, True],
    },
    index=list("abcd"),
)
VIEW = StatusView(FRAME, ("hoch", "mittel", "niedrig", "sehr niedrig"), ("positiv", "stabil", "negativ"), without=2)


def _typology() -> Typology:
    entries = tuple({"number": n, "key": f"t{n}", "name": f"Name {n}"} for n in (1, 2))
    empty = pd.DataFrame()
    return Typology(empty, empty, empty, empty, TypeModel("rules", (), entries))


def test_every_class_has_its_row_and_its_column() -> None:
    table = status_table(VIEW)
    assert [column.label for column in table.columns] == ["Status", "positiv", "stabil", "negativ", "zusammen"]
    assert table.rows == (
        ("hoch", 0, 0, 0, 0),
        ("mittel", 0, 1, 0, 1),
        ("niedrig", 0, 0, 1, 1),
        ("sehr niedrig", 0, 2, 0, 2),
        ("zusammen", 0, 3, 1, 4),
    )
    assert "Ohne Status oder Dynamik: 2." in table.note


def test_types_with_districts_to_look_at_come_with_names() -> None:
    table = attention_table(VIEW, _typology())
    assert table.rows == ((1, "Name 1", 2, 1, "B"), (2, "Name 2", 1, 1, "C"), (None, "nicht typisiert", 1, 1, "D"))
    assert "nicht genannt heißt nicht ohne Bedarf" in table.note


def test_where_nothing_stands_out_there_is_one_table() -> None:
    quiet = StatusView(FRAME.assign(attention=False), VIEW.statuses, VIEW.changes)
    assert [table.key for table in status_tables(quiet, _typology())] == ["status"]


def test_the_data_hold_every_district() -> None:
    found = json.loads(json.dumps(status_data(VIEW)))
    assert found["districts"]["d"] == {
        "name": "D", "type": None, "index": 3.0, "status": "sehr niedrig", "dynamics": "stabil", "attention": True,
    }  # fmt: skip
