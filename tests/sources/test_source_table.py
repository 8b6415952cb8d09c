from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from districtanalysis.domain.study import Source
from districtanalysis.errors import LayoutError, SourceError
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.source_table import Read, each_file, read_source, version_of

LAYOUT = """
name = "t"
remark = { de = "Anmerkung", en = "remark" }
header_rows = [1]
key = "^ort"
[[area_version]]
name = "alt"
until = 2020-12-31
[[area_version]]
name = "neu"
since = 2021-01-01
[[column]]
heading = "^ew"
variable = "residents"
"""


def read(folder: Path, **more: object) -> Read:
    (folder / "t.csv").write_text("Ort;Ew;Rest\nOst;0;1\n", encoding="utf-8")
    (folder / "t.toml").write_text(LAYOUT, encoding="utf-8")
    needed = {"id": "t", "file": "t.csv", "layout": "t.toml", "publisher": "Amt", "licence": "dl-de/by-2-0"}
    return read_source(
        Source.model_validate({**needed, "date": "2020-12-31", "population_concept": "main_residence", **more}), folder
    )


def test_the_record_says_where_the_table_comes_from_and_what_reading_did(tmp_path: Path) -> None:
    record = read(tmp_path).record
    assert (record.publisher, record.licence, record.date, record.population_concept) == (
        "Amt", "dl-de/by-2-0", "2020-12-31", "main_residence",
    )  # fmt: skip
    assert len(record.digest) == 64
    assert record.notes[-2:] == ("Anmerkung", "Eine Spalte wird nicht gelesen: „Rest“.")


@pytest.mark.parametrize(
    ("date", "own", "version"),
    [
        ("2020-12-31", None, "alt"),
        ("2021-12-31", None, "neu"),
        ("2021-12-31", "eigen", "eigen"),
        ("not_stated", None, ""),
    ],
)
def test_the_version_of_the_areas_follows_from_the_date(
    tmp_path: Path, date: str, own: str | None, version: str
) -> None:
    assert read(tmp_path, date=date, area_version=own).record.area_version == version


def test_a_date_outside_of_all_versions_has_none(tmp_path: Path) -> None:
    found = read(tmp_path)
    layout = Layout.model_validate({**found.layout.model_dump(exclude_none=True, exclude={"header_rows"}), "header_rows": [1], "area_version": [{"name": "x", "since": dt.date(2030, 1, 1)}]})  # fmt: skip
    assert version_of(found.source, layout, found.table) == ""


def test_signs_of_the_study_count_more_than_those_of_the_layout(tmp_path: Path) -> None:
    assert read(tmp_path).table.figures.frame["status"].tolist() == ["rounded_zero"]
    assert read(tmp_path, signs="plain").table.figures.frame["status"].tolist() == ["exact_zero"]


def test_a_list_is_told_from_a_table(tmp_path: Path) -> None:
    assert not read(tmp_path).is_list


PAGE = """
name = "seite"
file_pattern = "^stadtteil (?P<key>\\\\d+) (?P<name>.+?) ?(?P<date>\\\\d{4})?\\\\."
width = 2
header_rows = [1]
dimension = { age = "^alter$" }
column = [{ heading = "^anzahl$", variable = "residents" }]
"""


def page(folder: Path, file: str) -> Read:
    (folder / "seite.toml").write_text(PAGE, encoding="utf-8")
    (folder / file).write_text("Alter;Anzahl\nunter 18;12\n18 und älter;30\n", encoding="utf-8")
    return read_source(each_file(asked(file=file, layout="seite.toml"), folder)[0], folder)


def asked(**more: object) -> Source:
    needed = {"id": "t", "publisher": "", "date": "not_stated", "population_concept": "not_stated", "licence": ""}
    return Source.model_validate({**needed, **more})


def test_the_district_and_the_date_may_stand_in_the_name_of_the_file(tmp_path: Path) -> None:
    found = page(tmp_path, "Stadtteil 3 Mühlen 2021.csv")
    assert [(area.id, area.name) for area in found.table.areas] == [("03", "Mühlen")]
    assert found.table.date == dt.date(2021, 12, 31)
    assert found.table.figures.frame["value"].tolist() == [12.0, 30.0]
    apart = page(tmp_path, unicodedata.normalize("NFD", "Stadtteil 4 Höhe.csv"))  # as some systems store umlauts
    assert [(area.id, area.name) for area in apart.table.areas] == [("04", "Höhe")]


def test_a_file_with_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"Bezirk 3\.csv: Der Dateiname passt nicht"):
        page(tmp_path, "Bezirk 3.csv")


def test_a_pattern_of_files_is_one_source_per_file_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        (tmp_path / f"Teil {number}.csv").touch()
    found = each_file(asked(file="Teil *.csv"), tmp_path)
    assert [(source.id, source.file) for source in found] == [
        ("t/Teil 1", "Teil 1.csv"),
        ("t/Teil 2", "Teil 2.csv"),
        ("t/Teil 10", "Teil 10.csv"),
    ]
    with pytest.raises(SourceError, match=r"Stück \*\.csv.*Teil 1\.csv"):
        each_file(asked(file="Stück *.csv"), tmp_path)
    (tmp_path / "Teil ?.csv").touch()
    assert len(each_file(asked(file="Teil ?.csv"), tmp_path)) == 1  # a file of this very name
