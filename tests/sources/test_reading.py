from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

import districtanalysis as da
from districtanalysis.errors import LayoutError, SourceError
from districtanalysis.sources.reading import read_table

LAYOUT = 'name = "t"\nheader_rows = [1]\nkey = "^nr"\nwidth = 3\n[[column]]\nheading = "^anteil"\nvariable = "foreign_share_printed"\n'


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_text("Nr;Ort;Anteil\n007;Ost;7,50\n012;West;.\n", encoding="utf-8")
    (tmp_path / "t.toml").write_text(LAYOUT, encoding="utf-8")
    return path


def test_figures_with_status_precision_and_cell(table: Path) -> None:
    data = read_table(table, str(table.with_suffix(".toml")), date=dt.date(2020, 12, 31))
    row = data.observations.frame.iloc[0]
    assert (row["value"], row["decimals"], row["date"], row["district_id"]) == (7.5, 2, "2020-12-31", "007")
    assert data.where("012", "foreign_share_printed")[["cell", "status"]].to_numpy().tolist() == [
        ["C3", "unknown_or_secret"]
    ]


def test_a_plain_table_keeps_keys_as_text(table: Path) -> None:
    frame = read_table(table, observations=False)
    assert frame["Nr"].tolist() == ["007", "012"]
    whole = table.with_name("w.csv")
    whole.write_text("Nr;Wert\n7;1,5\n12;2,25\n", encoding="cp1252")
    frame = read_table(whole, observations=False)
    assert frame.to_dict("list") == {"Nr": [7, 12], "Wert": [1.5, 2.25]}
    assert read_table(whole, str(table.with_suffix(".toml")), observations=False)["Nr"].tolist() == ["7", "12"]


def test_a_long_plain_table_says_the_same_as_a_short_one(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    lines = [f"{row % 7:03d};{row},5" for row in range(5000)]
    path.write_text("\n".join(["Nr;Wert", *lines, ";1,5"]), encoding="utf-8")
    frame = read_table(path, observations=False)
    assert str(frame["Nr"].dtype) == "str"
    assert frame["Nr"].tolist()[:8] == ["000", "001", "002", "003", "004", "005", "006", "000"]
    assert frame["Nr"].isna().sum() == 1
    assert frame["Wert"].tolist()[4999] == 4999.5


def test_a_plain_table_of_windows_keeps_its_umlauts(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("\n".join(["Ort;Wert", *["Ost;1,5"] * 4000, "Süd;2,5"]).encode("cp1252"))
    assert read_table(path, observations=False).iloc[-1].tolist() == ["Süd", 2.5]


def test_a_plain_workbook_and_a_plain_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pd.DataFrame({"a": ["x", "y"], "b": [1.5, 2.5]}).to_parquet(path)
    assert read_table(path, observations=False)["b"].tolist() == [1.5, 2.5]


def test_a_table_that_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Stadtteil;Einwohner\nOst;12\nWest;7\n", encoding="utf-8")
    data = da.read_table(path)
    assert data.wide("residents")["residents"].to_dict() == {"Ost": 12.0, "West": 7.0}


def test_faults_are_errors_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a;b\n1;2\n3;4;5\n6;7\n", encoding="utf-8")
    with pytest.raises(SourceError):
        read_table(path, observations=False)
    with pytest.raises(LayoutError):
        read_table(path, "nirgends")


@pytest.mark.parametrize("observations", [True, False])
def test_what_is_given_overrules_what_is_recognised(tmp_path: Path, *, observations: bool) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Gebiet|Wert, alle\nSüd|1.234,5\nNord|2,25\n".encode("cp1252"))
    (tmp_path / "t.toml").write_text(
        'name = "t"\nheader_rows = [1]\nkey = "^gebiet"\ncolumn = [{ heading = "^wert", variable = "published_figure" }]\n',
        encoding="utf-8",
    )
    given = {"encoding": "cp1252", "delimiter": "|", "decimal": ",", "thousands": "."}
    found = read_table(path, "t.toml", observations=observations, **given)
    if observations:
        frame = found.observations.frame
        assert frame["value"].tolist() == [1234.5, 2.25]
        assert frame["district_id"].tolist() == ["Süd", "Nord"]
    else:
        assert found["Wert, alle"].tolist() == [1234.5, 2.25]
        assert found["Gebiet"].tolist() == ["Süd", "Nord"]
    with pytest.raises(SourceError, match="verschieden"):
        read_table(path, observations=observations, decimal=",", thousands=",")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Stadtteil;Einwohner", "nur eine Zeile"),
        ("a;" * 15_000 + "\n", "nur eine Zeile"),
        (";".join(["1"] * 30_000) + "\n" + ";".join(["1"] * 30_000) + "\n", "30000 Spalten"),
        ('Stadtteil;Einwohner\n"Ost;5\nWest;6\n' * 2, "Zeile 2: Ein Anführungszeichen"),
    ],
)
def test_what_is_no_table_is_no_plain_table_either(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "t.csv").write_text(content, encoding="utf-8")
    for observations in (True, False):
        with pytest.raises(SourceError, match=words):
            read_table(tmp_path / "t.csv", observations=observations)
