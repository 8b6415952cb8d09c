from __future__ import annotations

from pathlib import Path

from districtanalysis.domain.study import Study
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study

LAYOUT = 'name = "t"\nheader_rows = [2]\nkey = "^ort"\ndate = { cell = "A1" }\n[[column]]\nheading = "^ew"\nvariable = "residents"\n'


def study(folder: Path, text: str) -> Study:
    (folder / "t.toml").write_text(LAYOUT, encoding="utf-8")
    (folder / "t.csv").write_text(text, encoding="utf-8")
    source = {"id": "t", "file": "t.csv", "layout": "t.toml", "publisher": "", "licence": "", "date": "2019-12-31", "population_concept": "main_residence"}  # fmt: skip
    content = {"schema_version": 1, "study": {"title": "t", "purpose": "p", "city": "c"}, "source": [source]}
    return Study.model_validate(content).model_copy(update={"folder": folder})


def test_what_only_reading_can_notice_is_a_finding(tmp_path: Path) -> None:
    data = load(study(tmp_path, "Stand 31.12.2020;\nOrt;Ew\nOst;1.234\nOst;7\nWest;9\n"))
    found = {finding.rule: finding for finding in data.findings}
    assert set(found) == {"duplicate_district", "figure_ambiguous", "date_differs"}
    assert (found["duplicate_district"].cell, found["duplicate_district"].district) == ("A4", "Ost")
    assert (found["figure_ambiguous"].cell, found["figure_ambiguous"].details["text"]) == ("B3", "1.234")


def test_headings_and_totals_are_kept_beside_the_figures(tmp_path: Path) -> None:
    data = load(study(tmp_path, "Stand 31.12.2019;\nOrt;Ew\nOst;5\nInsgesamt;5\n"))
    assert data.headings.to_dict("records") == [
        {"source": "t", "sheet": "", "cell": "B2", "heading": "Ew", "variable": "residents"}
    ]
    assert data.totals.frame["value"].tolist() == [5.0]
    assert data.sources[0].date == "2019-12-31"


def test_a_pattern_of_files_reads_one_district_from_each(tmp_path: Path) -> None:
    (tmp_path / "seite.toml").write_text(
        'name = "seite"\nfile_pattern = "^(?P<name>\\\\w+)\\\\."\nheader_rows = [1]\ndimension = { age = "^alter$" }\n'
        'column = [{ heading = "^anzahl$", variable = "residents" }]\n',
        encoding="utf-8",
    )
    for name, young in (("Ost", 12), ("West", 13), ("Nord", 14)):
        (tmp_path / f"{name}.csv").write_text(f"Alter;Anzahl\nunter 18;{young}\n", encoding="utf-8")
    (tmp_path / "study.toml").write_text(
        'schema_version = 1\n[study]\ntitle = "T"\npurpose = "P"\ncity = "C"\n[[source]]\nid = "seiten"\n'
        'file = "*st.csv"\nlayout = "seite.toml"\npublisher = "Amt"\ndate = 2020-12-31\n'
        'population_concept = "census"\nlicence = "-"\n',
        encoding="utf-8",
    )
    data = load(load_study(tmp_path / "study.toml"))
    assert [record.id for record in data.sources] == ["seiten/Ost", "seiten/West"]
    assert data.observations.frame[["district_id", "value", "source"]].to_numpy().tolist() == [
        ["Ost", 12.0, "seiten/Ost"],
        ["West", 13.0, "seiten/West"],
    ]
