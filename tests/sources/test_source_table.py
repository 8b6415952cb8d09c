from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from districtanalysis.domain.study import Source
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.source_table import Read, read_source, version_of

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
