from __future__ import annotations

import openpyxl
import pytest

from districtanalysis.datasets import raw_folder, town
from districtanalysis.errors import OutputError, SourceError, UsageError
from districtanalysis.pipeline import check


def test_the_shipped_towns_have_no_errors():
    for study in (town(), raw_folder() / "kaiserslautern" / "study.toml"):
        outcome = check.run(study)
        assert outcome.exit_code == 0
        assert outcome.page is not None
        assert outcome.page.tables[0].key == "findings"
        assert outcome.findings == ()  # the page lists them; they are not said a second time


def test_errors_are_an_exit_code(tmp_path):
    (tmp_path / "a.csv").write_text("Stadtteil;Einwohner\nOst;-5\nWest;7\n", encoding="utf-8")
    (tmp_path / "study.toml").write_text(
        'schema_version = 1\n[study]\ntitle = "t"\npurpose = "p"\ncity = "c"\n[[source]]\nid = "a"\nfile = "a.csv"\n'
        'publisher = "c"\ndate = "not_stated"\npopulation_concept = "not_stated"\nlicence = "l"\n',
        encoding="utf-8",
    )
    outcome = check.run(tmp_path / "study.toml")
    assert outcome.exit_code == 3
    assert outcome.page is not None
    assert outcome.page.data["findings"][0]["cell"] == "B2"


@pytest.fixture
def tables(tmp_path):
    """The same table of two years; the later one has a misprint in its total."""
    head = "ZEIT;RAUMID;E_E;E_EM;E_EW\n"
    for year, total in (("201812", 3), ("202012", 47)):
        (tmp_path / f"{year}.csv").write_text(f"{head}{year};01011101;{total};1;2\n{year};01011102;7;3;4\n", "utf-8")
    return [tmp_path / "201812.csv", tmp_path / "202012.csv"]


def test_tables_are_checked_without_a_study_and_with_each_other(tables):
    outcome = check.run(tables)
    assert outcome.exit_code == 0  # a warning
    assert outcome.page.subtitle == "201812.csv und 202012.csv"
    found = {(finding.rule.partition(".")[0], finding.file, finding.cell) for finding in outcome.result}
    assert ("sum_differs", "202012.csv", "C2") in found
    assert not [finding for finding in outcome.result if finding.file == "201812.csv" and finding.cell]


def test_tables_of_one_name_are_kept_apart(tables, tmp_path):
    (tmp_path / "later").mkdir()
    second = tables[1].rename(tmp_path / "later" / "201812.csv")
    assert check.run([tables[0], second]).result


def test_a_layout_is_named_for_all_or_for_each(tables):
    assert check.run(tables, layouts=["berlin-ewr"]).exit_code == 0
    assert check.run(tables, layouts=["berlin-ewr", "berlin-ewr"]).exit_code == 0
    with pytest.raises(UsageError, match="2 Tabellenbeschreibungen für 1 Tabellen"):
        check.run(tables[:1], layouts=["berlin-ewr", "berlin-ewr"])
    with pytest.raises(UsageError, match="ist eine Studie"):
        check.run([town(), tables[0]])
    with pytest.raises(UsageError, match="ist eine Studie"):
        check.run(town(), layouts=["berlin-ewr"])


def test_marked_copies_are_written_beside_each_other(tables, tmp_path):
    before = tables[1].read_bytes()
    outcome = check.run(tables, mark=tmp_path / "geprüft")
    names = sorted(path.name for path in (tmp_path / "geprüft").iterdir())
    assert names == ["201812-geprüft.xlsx", "202012-geprüft.xlsx"]
    book = openpyxl.load_workbook(tmp_path / "geprüft" / "202012-geprüft.xlsx")
    assert "die Summe" in book.worksheets[0]["C2"].comment.text
    assert book.sheetnames == ["202012", "Befunde"]
    assert tables[1].read_bytes() == before
    assert sum("Geschrieben" in message for message in outcome.messages) == 2


def test_one_table_may_have_one_copy(tables, tmp_path):
    target = tmp_path / "kopie.xlsx"
    check.run(tables[1:], mark=target)
    assert target.is_file()
    with pytest.raises(OutputError):
        check.run(tables[1:], mark=target)
    check.run(tables[1:], mark=target, force=True)
    with pytest.raises(UsageError, match="Mehrere Tabellen"):
        check.run(tables, mark=tmp_path / "beide.xlsx")
    assert not (tmp_path / "beide.xlsx").exists()


def test_the_original_is_never_overwritten(tmp_path):
    book = openpyxl.Workbook()
    for row in (("Stadtteil", "Einwohner"), ("Ost", -5), ("West", 7)):
        book.active.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="Original bleibt unverändert"):
        check.run(path, mark=path, force=True)
    assert path.read_bytes() == before
    assert check.run(path, mark=tmp_path / "b.xlsx").exit_code == 3


def test_the_files_of_a_study_are_marked_as_the_study_reads_them(tmp_path):
    outcome = check.run(raw_folder() / "kaiserslautern" / "study.toml", mark=tmp_path / "neu")
    assert outcome.exit_code == 0
    (path,) = (tmp_path / "neu").iterdir()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    marked = {cell.value for row in sheet.iter_rows() for cell in row if cell.comment is not None}
    assert {"Нонемескем", "ERLENBACH", 7} <= marked


def test_what_cannot_be_marked_is_said(tmp_path):
    (tmp_path / "a.json").write_text('[{"Stadtteil": "Ost", "Einwohner": -5}, {"Stadtteil": "West", "Einwohner": 7}]')
    with pytest.raises(SourceError, match=r"als \.xlsx speichern"):
        check.run(tmp_path / "a.json", mark=tmp_path / "neu")
    assert not (tmp_path / "neu").exists()


def test_nothing_odd_is_nothing_to_mark(tmp_path, monkeypatch):
    monkeypatch.setattr(check, "check", lambda data, study=None: ())
    (tmp_path / "a.csv").write_text("Stadtteil;Einwohner\nOst;5\nWest;7\n", "utf-8")
    outcome = check.run(tmp_path / "a.csv", mark=tmp_path / "neu")
    assert outcome.messages == ("Keine Tabelle mit Befunden; es wurde keine Kopie geschrieben.",)
    assert not (tmp_path / "neu").exists()
