from __future__ import annotations

import numpy as np
import pytest

from districtanalysis.sources.area_keys import Area, KeyColumn, areas_of, pad, split_key
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.facts import numbered
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.grid import pad as padded
from districtanalysis.sources.layout import Layout


def areas(names: list[str], **more: object) -> tuple[list[Area], list[int], int]:
    column = [{"heading": "x", "variable": "residents"}]
    layout = Layout.model_validate({"name": "t", "header_rows": [1], "key": "^gebiet", "column": column, **more})
    cells = GridCells(Grid("t.csv", "", padded([[name] for name in names])))
    found, places, lost = areas_of(cells, layout, KeyColumn(0), np.arange(len(names)), numbered(names))
    return found, places.tolist(), lost


@pytest.mark.parametrize(
    ("key", "widths", "expected"),
    [("7", (3,), "007"), ("1011101", (8,), "01011101"), ("1", (2, 6, 8), "01"), ("123456789", (8,), "123456789"), ("Ost", (8,), "Ost"), ("1a", (3,), "1a"), ("5", (), "5")],
)  # fmt: skip
def test_lost_zeros_are_restored_to_the_next_width(key: str, widths: tuple[int, ...], expected: str) -> None:
    assert pad(key, widths) == expected


def test_restored_keys_are_counted() -> None:
    found, places, lost = areas(["1", "02", "3", "1"], width=2)
    assert [area.id for area in found] == ["01", "02", "03"]
    assert places == [0, 1, 2, 0]
    assert lost == 2


def test_the_same_name_on_two_levels_is_two_areas() -> None:
    level = [
        {"name": "Stadt", "begins": "^hafenstadt$"},
        {"name": "Bezirk", "begins": "^mitte-bezirk$"},
        {"name": "Stadtteil"},
    ]
    found, places, _ = areas(["Mitte", "Ost", "Mitte-Bezirk", "Ost", "Hafenstadt"], level=level)
    assert [(area.id, area.name, area.level) for area in found] == [
        ("Mitte", "Mitte", "Stadtteil"),
        ("Ost", "Ost", "Stadtteil"),
        ("Mitte-Bezirk", "Mitte-Bezirk", "Bezirk"),
        ("Ost (Bezirk)", "Ost", "Bezirk"),
        ("Hafenstadt", "Hafenstadt", "Stadt"),
    ]
    assert places == [0, 1, 2, 3, 4]


def test_levels_and_parents_from_keys() -> None:
    level = [
        {"name": "Stadt", "key": "^000$"},
        {"name": "Bezirk", "key": "^00[1-9]$", "parent": ["^.*$", "000"]},
        {"name": "Stadtteil", "key": "^[1-9]", "parent": [r"^(\d)\d\d$", r"00\1"]},
    ]
    found, _, _ = areas(["0", "2", "208"], width=3, level=level)
    assert [(area.id, area.level, area.parent) for area in found] == [
        ("000", "Stadt", ""),
        ("002", "Bezirk", "000"),
        ("208", "Stadtteil", "002"),
    ]


def test_a_parent_can_be_the_leading_signs() -> None:
    found, _, _ = areas(["01011101"], level=[{"name": "Planungsraum", "parent": 6}])
    assert found[0].parent == "010111"


def test_key_and_name_in_one_cell() -> None:
    layout = Layout.model_validate(
        {"name": "t", "header_rows": [1], "key": "x", "key_pattern": r"^(?P<key>\d\d) (?P<name>.*)$", "column": [{"heading": "x", "variable": "residents"}]}
    )  # fmt: skip
    assert split_key(layout, "03 Nordstadt") == ("03", "Nordstadt")
    assert split_key(layout, "Stadt München") == ("Stadt München", "Stadt München")


def test_a_table_about_one_area_has_one() -> None:
    found, places, _ = areas(["unter 18", "über 18"], key="", area="Flensburg")
    assert ([area.id for area in found], places) == (["Flensburg"], [0, 0])


def test_a_key_that_is_printed_in_two_ways_is_one_area(tmp_path):
    import districtanalysis as da

    table, layout = tmp_path / "w.csv", tmp_path / "w.toml"
    table.write_text("Nr;Jahr;Einwohner\n7;2006;66\n07;2007;67\n8;2006;5\n8;2007;6\n", encoding="utf-8")
    lines = ['name = "w"', "header_rows = [1]", 'key = "^nr$"', "width = 2", 'date = { column = "^jahr$" }']
    lines += ["[[column]]", 'heading = "^einwohner$"', 'variable = "residents"']
    layout.write_text("\n".join(lines), encoding="utf-8")
    data = da.read_table(table, layout)
    assert list(data.districts.index) == ["07", "08"]
    assert data.observations.frame["value"].tolist() == [66, 67, 5, 6]
