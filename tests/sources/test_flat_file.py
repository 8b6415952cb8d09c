"""Flat files of GENESIS, both layouts, on small files made by hand after the published column names."""

from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.errors import LayoutError
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.flat_file import flat_columns
from districtanalysis.sources.grid import Grid, pad
from districtanalysis.sources.header import Header
from districtanalysis.sources.layout_file import load_layout
from districtanalysis.sources.reading import read_table

NEW_HEAD = "statistics_code;statistics_label;time_code;time_label;time;" + "".join(
    f"{n}_variable_code;{n}_variable_label;{n}_variable_attribute_code;{n}_variable_attribute_label;" for n in (1, 2, 3)
) + "value;value_unit;value_variable_code;value_variable_label"  # fmt: skip
OLD_HEAD = "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;" + "".join(
    f"{n}_Merkmal_Code;{n}_Merkmal_Label;{n}_Auspraegung_Code;{n}_Auspraegung_Label;" for n in (1, 2, 3)
) + "BEVSTD__Bevoelkerungsstand__Anzahl"  # fmt: skip
ROWS = [
    ("08135019", "Heidenheim an der Brenz", "GESM", "männlich", "ALT000B03", "unter 3 Jahre", "700"),
    ("08135019", "Heidenheim an der Brenz", "GESW", "weiblich", "ALT075UM", "75 Jahre und mehr", "3100"),
    ("08135019", "Heidenheim an der Brenz", "", "Insgesamt", "", "Insgesamt", "49 500"),
    ("08135020", "Herbrechtingen", "", "Insgesamt", "", "Insgesamt", "."),
    ("08135021", "Hermaringen", "", "Insgesamt", "", "Insgesamt", "-"),
]


def write(folder: Path, *, new: bool) -> Path:
    lines = [NEW_HEAD if new else OLD_HEAD]
    for area, name, sex, sex_name, age, age_name, value in ROWS:
        blocks = f"GEMEIN;Gemeinden;{area};{name};GES;Geschlecht;{sex};{sex_name};ALTX20;Altersgruppen;{age};{age_name}"
        time = "STAG;Stichtag;2022-12-31" if new else "STAG;Stichtag;31.12.2022"
        end = f"{value};Anzahl;BEVSTD;Bevölkerungsstand" if new else value
        lines.append(f"12411;Fortschreibung des Bevölkerungsstandes;{time};{blocks};{end}")
    path = folder / "12411-0015.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig" if new else "cp1252")
    return path


@pytest.mark.parametrize("layout", ["genesis-ffcsv", "genesis-ffcsv-alt"])
def test_both_layouts_give_the_same_figures(tmp_path: Path, layout: str) -> None:
    data = read_table(write(tmp_path, new=layout == "genesis-ffcsv"), layout)
    frame = data.observations.frame
    assert set(frame["variable"]) == {"residents"}
    assert set(frame["date"]) == {"2022-12-31"}
    assert data.districts["name"].to_dict() == {area: name for area, name, *_ in ROWS}
    rows = frame[["district_id", "sex", "age_from", "age_to", "value", "status"]].astype(object)
    found = [tuple(None if v != v else v for v in row) for row in rows.itertuples(index=False, name=None)]  # noqa: PLR0124
    assert found == [
        ("08135019", "male", 0, 2, 700.0, "exact"),
        ("08135019", "female", 75, -1, 3100.0, "exact"),
        ("08135019", None, -1, -1, 49500.0, "exact"),
        ("08135020", None, -1, -1, None, "unknown_or_secret"),
        ("08135021", None, -1, -1, 0.0, "exact_zero"),
    ]


def test_a_file_without_areas_is_refused_with_the_codes_that_are_there() -> None:
    rule = load_layout("genesis-ffcsv-alt", Path()).flat
    assert rule is not None
    names = ("1_merkmal_code", "1_auspraegung_code", "1_auspraegung_label")
    cells = GridCells(Grid("t.csv", "", pad([list(names), ["GES", "GESM", "männlich"]])))
    with pytest.raises(LayoutError, match="GES"):
        flat_columns(cells, rule, Header(names, names, 0, 1))
