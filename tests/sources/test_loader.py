"""Loading whole studies: what is joined, what is kept, and how long it may take."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest

import districtanalysis as da
from districtanalysis.datasets import raw_folder
from districtanalysis.domain.data import DistrictData
from districtanalysis.errors import SourceError

HEAD = 'schema_version = 1\n[study]\ntitle = "t"\npurpose = "p"\ncity = "c"\n'
SOURCE = (
    '[[source]]\nid = "{id}"\nfile = "{id}.csv"\npublisher = "Amt"\ndate = 2023-12-31\n'
    'population_concept = "main_residence"\nlicence = "frei"\n'
)


def load(folder: Path, head: str = "", **tables: str) -> DistrictData:
    """Load a study of some CSV tables, by their names."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    study = HEAD + head + "".join(SOURCE.format(id=name) for name in tables)
    (folder / "study.toml").write_text(study, encoding="utf-8")
    return da.load(da.load_study(folder))


def test_every_figure_of_the_shipped_town_knows_its_cell():
    data = da.load(da.load_study(raw_folder() / "heidenheim"))
    frame = data.observations.frame
    assert (frame["row"] > 0).all()
    assert (frame["column"] > 0).all()
    assert data.where("Oststadt", "refugees_in_care")["cell"].tolist() == ["E8"]
    assert data.where("Oststadt", "residents")["value"].tolist() == [4336]
    assert data.where("Mergelstetten-Reutenen", "nationalities")["qualifier"].tolist() == ["at_least"]
    assert [record.date for record in data.sources] == ["2019-12-31", "", "", ""]


def test_the_caseload_does_not_take_over_the_date_of_the_table():
    frame = da.load(da.load_study(raw_folder() / "heidenheim")).observations.frame
    dates = {variable: set(rows["date"].dropna()) for variable, rows in frame.groupby("variable", observed=True)}
    assert dates["residents"] == {"2019-12-31"}
    assert dates["refugees_in_care"] == set()


def test_the_names_and_groups_of_kaiserslautern():
    data = da.load(da.load_study(raw_folder() / "kaiserslautern"))
    matched = {match.printed: (match.district, match.evidence) for match in data.matchings}
    assert matched["Нонемескем"] == ("Hohenecken", "alias")
    assert matched["ERLENBACH"] == ("Erlenbach", "alias")
    assert data.districts["group"].value_counts().to_dict() == {"Kernstadt": 9, "Ortsteile": 9}
    decimals = data.observations.of("foreign_share_printed").set_index("district_id")["decimals"]
    assert decimals["Erzhütten/ Wiesenthalerhof"] == 0
    assert (decimals.drop("Erzhütten/ Wiesenthalerhof") == 1).all()


def test_files_are_recorded_with_what_was_recognised(tmp_path: Path):
    data = load(tmp_path, a="Stadtteil;Einwohner\nOst;10\nWest;20\n")
    (record,) = data.sources
    assert record.digest == hashlib.sha256((tmp_path / "a.csv").read_bytes()).hexdigest()
    assert any("Schlüsselspalte „Stadtteil“" in note for note in record.notes)
    assert (record.publisher, record.date, record.population_concept) == ("Amt", "2023-12-31", "main_residence")


def test_names_of_a_second_table_are_matched_to_the_first(tmp_path: Path):
    data = load(
        tmp_path,
        a="Stadtteil;Einwohner\nÖstl. Vorstadt;10\nWest;20\n",
        b="Stadtteil;Geflüchtete\nWEST;2\nOestl. Vorstadt;1\n",
    )
    assert list(data.districts.index) == ["Östl. Vorstadt", "West"]
    assert {(match.printed, match.evidence) for match in data.matchings} == {
        ("WEST", "case"),
        ("Oestl. Vorstadt", "spelling"),
    }
    assert data.wide("refugees_in_care")["refugees_in_care"].to_dict() == {"West": 2, "Östl. Vorstadt": 1}


def test_a_district_that_stands_twice_is_an_error_of_the_data(tmp_path: Path):
    data = load(tmp_path, a="Stadtteil;Einwohner\nOst;10\nWest;20\nOst;11\n")
    (finding,) = [finding for finding in data.findings if finding.rule == "duplicate_district"]
    assert (finding.severity, finding.cell, finding.district) == ("error", "A4", "Ost")


def test_total_rows_are_kept_for_checks_only(tmp_path: Path):
    data = load(tmp_path, a="Stadtteil;Einwohner\nOst;10\nWest;20\nInsgesamt;30\n")
    assert list(data.districts.index) == ["Ost", "West"]
    assert data.totals.frame["value"].tolist() == [30]


def test_a_missing_file_names_what_is_there(tmp_path: Path):
    (tmp_path / "study.toml").write_text(HEAD + SOURCE.format(id="zahlen"), encoding="utf-8")
    (tmp_path / "zahl.csv").touch()
    with pytest.raises(SourceError, match=r"zahlen\.csv.*zahl\.csv"):
        da.load(da.load_study(tmp_path))


def test_a_thousand_districts_are_read_in_well_under_a_second(tmp_path: Path):
    rows = [f"Gebiet {number:04};{1000 + number};{100 + number % 90};{number % 40}" for number in range(1000)]
    text = "\n".join(["Stadtteil;Einwohner;Ausländer;Geflüchtete", *rows, ""])
    load(tmp_path, a=text)  # the first run imports the packages
    start = time.process_time()
    data = load(tmp_path, a=text)
    assert time.process_time() - start < 1
    assert len(data.districts) == 1000
    assert len(data.observations) == 3000
