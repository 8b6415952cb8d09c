"""Actors from file to page: pseudonyms, slips, lists for a study."""

import json

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.errors import DataFindingError, OutputError
from districtanalysis.pipeline.actors import chapter, load_actors, run
from districtanalysis.report.render import render

EXAMPLE = raw_folder() / "beispiel" / "akteure.toml"
OWN = '[[actor]]\nname = "Verein"\n'


@pytest.fixture
def own(tmp_path):
    def write(text, name="a.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


@pytest.mark.parametrize("form", ["table", "csv", "json", "md", "html"])
def test_no_output_names_an_actor_or_a_rater(form):
    outcome = run(EXAMPLE, pictures=("svg",))
    # the list of offers names who provides them, so the part on actors is looked at alone
    from districtanalysis.domain.display import Page

    page = outcome.page
    blocks = tuple(block for block in page.blocks if getattr(block, "key", "") != "offers")
    data = {key: value for key, value in page.data.items() if key != "offers"}
    text = render(Page(page.title, blocks, page.subtitle, data, page.flat), form).decode()
    for actor in outcome.result.actors:
        assert actor.name not in text
    for rater in ("Sozialplanung", "Ehrenamtsbüro", "Quartiersarbeit"):
        assert rater not in text
    assert "Gremium" not in text  # the only one of its kind


def test_names_on_request_and_said_so():
    page = run(EXAMPLE, names=True, pictures=()).page
    text = render(page, "table").decode()
    assert "Volkshochschule" in text
    assert "vertraulich" in text


def test_small_themes_show_no_quadrants(own):
    text = OWN + 'themes = ["Sport"]\n[[rating]]\nactor = "Verein"\nrater = "a"\nactivity = 5\ncooperation = 1\n'
    page = run(own(text), pictures=()).page
    row = next(table for table in page.tables if table.key == "by_theme").rows[0]
    assert row == ("Sport", 1, "*", "*", "*", "*", "*")
    assert json.loads(render(page, "json"))["theme"] == []


def test_a_text_file_of_actors_alone(own):
    page = run(own("Name,Themen\nVerein,Sport\nChor,Kultur\n", "a.csv"), pictures=()).page
    assert [table.key for table in page.tables] == ["actors", "by_theme"]


def test_actors_without_offers_and_without_ratings(own):
    page = run(own(OWN), pictures=("svg",)).page
    assert [table.key for table in page.tables] == ["actors"]
    assert run(own("schema_version = 1\n"), pictures=()).page.tables == ()


def test_errors_stop(own):
    twice = "".join(f'[[rating]]\nactor = "Verein"\nrater = "a"\nactivity = {n}\ncooperation = 3\n' for n in (4, 7))
    with pytest.raises(DataFindingError) as caught:
        run(own(OWN + twice))
    assert len(caught.value.findings) == 2
    assert "rating[2].activity" in str(caught.value)
    assert "rating[2].actor" in str(caught.value)


def test_offers_of_their_own(own, tmp_path):
    offers = own('[[offer]]\nname = "Kurs"\nfields = ["Sprache"]\n', "o.toml")
    page = run(own(OWN), offers=offers, pictures=()).page
    assert "offers" in {table.key for table in page.tables}
    study = 'schema_version = 1\n[study]\ntitle = "t"\npurpose = "p"\ncity = "c"\n[[source]]\nid = "a"\nfile = "a.csv"\npublisher = "p"\ndate = 2020-01-01\npopulation_concept = "documents"\nlicence = "l"\n'
    own(study + '[instruments]\nactors = "a.toml"\noffers = "o.toml"\n', "study.toml")
    assert "offers" in {table.key for table in run(tmp_path, pictures=()).page.tables}


def test_lists_for_a_study_are_written_whole(own, tmp_path):
    outcome = run(EXAMPLE, lists=tmp_path / "neu", pictures=())
    assert sorted(path.name for path in (tmp_path / "neu").iterdir()) == [
        "angebote_einrichtungen.csv",
        "angebote_engagement.csv",
    ]
    assert "facility-list" in outcome.messages[-1]
    with pytest.raises(OutputError):
        run(EXAMPLE, lists=tmp_path / "neu", pictures=())
    assert "Keine Liste" in run(own(OWN), lists=tmp_path / "leer", pictures=()).messages[-1]
    assert not (tmp_path / "leer").exists()


def test_blocks_for_a_report_hold_no_names(own):
    blocks = chapter(EXAMPLE)
    assert "Volkshochschule" not in repr(blocks)
    assert chapter(own('[[offer]]\nname = "Kurs"\nfields = ["Sprache"]\n')) == ()


def test_the_library_returns_the_analysis():
    result = load_actors(EXAMPLE, names=True)
    assert len(result.frame) == 20
    assert result.agreement[1].raters == 4
