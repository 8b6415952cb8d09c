"""Surveys from file to page: the printed ones of Hechingen, the made-up example, and slips."""

import json
import shutil

import numpy as np
import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.errors import DataFindingError, SourceError, StudyError
from districtanalysis.language import using
from districtanalysis.pipeline.survey import chapter, load_survey, run
from districtanalysis.report.form_template import form_template
from districtanalysis.report.render import render

HECHINGEN = raw_folder() / "hechingen" / "umfrage_fragen.toml"
EXAMPLE = raw_folder() / "beispiel" / "umfrage.toml"


@pytest.fixture
def own(tmp_path):
    """Return a function that writes a description with its answers into a folder of one's own."""

    def write(description, answers=None):
        if answers is not None:
            (tmp_path / "a.csv").write_text(answers, encoding="utf-8")
        (tmp_path / "u.toml").write_text(description, encoding="utf-8")
        return tmp_path / "u.toml"

    return write


SMALL = '[survey]\nfile = "a.csv"\n[[question]]\nkey = "q"\nlabel = "Frage"\nkind = "scale"\nlow = 0\nhigh = 10\n'


def test_published_values_of_hechingen():
    result = load_survey(HECHINGEN)
    assert result.n == 78
    assert result.table("relevanz").frame["value"].tolist() == [73, 12, 11, 4]
    means = result.table("abdeckung").frame
    assert means["value"].tolist()[:3] == [4.8, 4.0, 3.8]
    assert means["gap"].tolist()[:3] == pytest.approx([5.2, 6.0, 6.2])
    assert np.isnan(means["value"].iloc[3])
    assert result.priority.quarter("Bildung und Sprache") == "upper_left"


@pytest.mark.parametrize("code", ["de", "en"])
def test_both_readings_are_printed_and_neither_is_claimed(code):
    with using(code):
        page = run(HECHINGEN, pictures=()).page
        text = render(page, "table").decode()
    for reading in ("53/9/8/3", "54/9/8/3", "55/9/8/3", "57/9/9/3"):
        assert reading in " ".join(text.split())
    assert ("offen; hier wird keine behauptet" in text) == (code == "de")
    assert ("Nicht repräsentativ" in text) == (code == "de")


def test_the_shipped_survey_is_shown_where_no_file_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = run(None, pictures=())
    assert outcome.result.n == 78
    assert "hechingen/umfrage_fragen.toml" in outcome.messages[0]
    with pytest.raises(StudyError):
        run(None, may_fall_back=False)


def test_a_study_names_its_survey(tmp_path):
    shutil.copytree(raw_folder() / "hechingen", tmp_path / "h")
    assert run(tmp_path / "h" / "umfrage.toml", pictures=()).result.n == 78


def test_the_made_up_example_counts_as_by_hand():
    result = load_survey(EXAMPLE)
    lines = (EXAMPLE.parent / "umfrage_2026.csv").read_text(encoding="utf-8-sig").splitlines()[2:]
    cells = [line.split(";")[2] for line in lines]
    assert result.n == len(lines) == 64
    table = result.table("relevanz")
    counted = dict(zip(table.frame["answer"], table.frame["count"], strict=True))
    assert counted == {name: cells.count(name) for name in counted}
    assert table.missing == cells.count("")
    scale = [float(line.split(";")[3]) for line in lines if line.split(";")[3]]
    first = result.table("abdeckung").frame.iloc[0]
    assert (first["n"], first["mean"], first["median"]) == (len(scale), np.mean(scale), np.median(scale))
    assert {wave.question.key for wave in result.waves} >= {"relevanz", "abdeckung"}
    old = (EXAMPLE.parent / "umfrage_2024.csv").read_text(encoding="utf-8-sig").splitlines()[2:]
    merged = sum(line.split(";")[2] in {"Bildung", "Sprache"} for line in old)
    answered = sum(line.split(";")[2] != "" for line in old)
    wave = next(wave for wave in result.waves if wave.question.key == "relevanz")
    assert wave.frame.loc["Bildung und Sprache", "2024"] == pytest.approx(100 * merged / answered)


def test_no_free_text_and_no_small_cell_leaves_the_computer():
    page = run(EXAMPLE, pictures=()).page
    for form in ("json", "csv", "table", "html"):
        assert "Kinderbetreuung während der Kurse" not in render(page, form).decode()
    crosses = json.loads(render(page, "json"))["crosses"]
    result = load_survey(EXAMPLE)
    for cross, data in zip(result.crosses, crosses, strict=True):
        small = (cross.counts > 0) & (cross.counts < cross.minimum)
        assert not (small & ~cross.withheld).any(axis=None)
        for group, row in data["values"].items():
            hidden = cross.withheld.loc[group]
            assert all(row[name] is None for name in cross.counts.columns if hidden[name])


def test_one_question_and_other_groups():
    result = run(EXAMPLE, question="relevanz", pictures=()).result
    assert [table.question.key for table in result.tables] == ["relevanz"]
    grouped = run(EXAMPLE, by="relevanz", pictures=()).result
    assert {cross.group.key for cross in grouped.crosses} == {"relevanz"}
    for how in ({"question": "relevans"}, {"by": "relevans"}):
        with pytest.raises(StudyError, match=r"Frage „relevans“ ist unbekannt. Gemeint ist vielleicht „relevanz“"):
            run(EXAMPLE, **how)


def test_a_filled_template_is_a_survey(tmp_path):
    from districtanalysis.domain.survey import FORMS

    rows = {"question": [{"key": "q", "label": "Frage", "kind": "single"}], "survey": [{"sample": "random"}]}
    path = tmp_path / "u.xlsx"
    path.write_bytes(form_template(FORMS, rows))
    import openpyxl

    book = openpyxl.load_workbook(path)
    for row in (["Nr.", "Frage"], [1, "ja"], [2, "ja"], [3, "nein"]):
        book["Antworten"].append(row) if row[0] != "Nr." else book["Antworten"].cell(1, 2, "Frage")
    book.save(path)
    result = run(path, pictures=()).result
    assert result.table("q").frame["count"].tolist() == [2, 1]
    assert result.table("q").frame["low"].notna().all()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ("Nr.;Frage\n1;11\n", "a.csv, B2: „Frage“ enthält „11“. Üblich: Eine Zahl von 0 bis 10."),
        ("Nr.;Frage\n1;gut\n", "„Frage“ enthält „gut“"),
        ("Befragung\nNr.;Frage\n", "Es sind keine Antworten da."),
        ("Nr.;Farge\n1;5\n", "fehlt eine Spalte „Frage“"),
    ],
)
def test_errors_stop_with_place_and_remedy(own, answers, words):
    with pytest.raises(DataFindingError) as caught:
        run(own(SMALL, answers), pictures=())
    assert words in str(caught.value)
    assert caught.value.exit_code == 3


def test_a_missing_file_of_answers_is_named(own):
    with pytest.raises(SourceError, match=r"a\.csv"):
        run(own(SMALL), pictures=())


def test_printed_values_that_are_none(own):
    text = '[[question]]\nkey = "q"\nkind = "single"\n[[printed]]\nquestion = "q"\nfile = "a.csv"\nanswers = "A"\nvalues = "V"\n'
    with pytest.raises(DataFindingError) as caught:
        run(own(text, "A;V\nx;viel\ny;130\n"), pictures=())
    assert str(caught.value).count("Eine Zahl von 0 bis 100.") == 2


def test_blocks_for_a_report(own):
    blocks = chapter(EXAMPLE)
    assert {block.key for block in blocks if hasattr(block, "columns")} >= {"relevanz", "abdeckung", "priority"}
    assert chapter(own("schema_version = 1\n")) == ()


def test_the_same_file_gives_the_same_bytes():
    once, again = (render(run(EXAMPLE).page, "html") for _ in range(2))
    assert once == again


def test_a_scale_forms_no_groups():
    with pytest.raises(StudyError, match="bildet keine Gruppen"):
        load_survey(EXAMPLE, by="abdeckung")
