"""``init`` asks for what it was not told, ``example`` passes on."""

import io
from pathlib import Path
from typing import get_args

import pytest

from districtanalysis.cli.main import main
from districtanalysis.cli.setup import concepts
from districtanalysis.domain.study import PopulationConcept

HEAD = ["--title", "Pilot", "--purpose", "Wo beginnen?", "--city", "Heidenheim"]
SOURCE = ["--publisher", "Stadt", "--date", "2019-12-31", "--concept", "main_residence", "--licence", "dl-de/by-2-0"]
ENTRY = {
    "publisher": "Stadt",
    "date": "2019-12-31",
    "population_concept": "main_residence",
    "licence": "dl-de/by-2-0",
}


class Terminal(io.StringIO):
    """Someone who types."""

    def isatty(self):
        return True


@pytest.fixture
def tables(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.xlsx", "b.csv"):
        (tmp_path / name).write_bytes(b"")


@pytest.mark.usefixtures("tables")
def test_everything_by_options(pipeline, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    calls = pipeline("init")
    assert main(["init", "neu", *HEAD, "--table", "a.xlsx", "--table", "b.csv", *SOURCE]) == 0
    ((args, kwargs),) = calls
    assert args == (Path("neu"),)
    assert kwargs == {
        "title": "Pilot",
        "purpose": "Wo beginnen?",
        "city": "Heidenheim",
        "sources": [{"file": "a.xlsx", **ENTRY}, {"file": "b.csv", **ENTRY}],
        "workbook": False,
        "instruments": [],
        "force": False,
    }


def test_nobody_to_ask(capsys, pipeline, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    calls = pipeline("init")
    assert main(["init", "--title", "Pilot"]) == 2
    err = capsys.readouterr().err
    assert "Es fehlen Angaben: --purpose, --city, --table, --publisher, --date, --concept und --licence." in err
    assert calls == []


def test_workbook_needs_no_tables(pipeline, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    calls = pipeline("init")
    assert main(["init", "--xlsx", "--force", *HEAD]) == 0
    assert calls[0][1]["sources"] == []
    assert calls[0][1]["workbook"] is True
    assert calls[0][1]["force"] is True


def test_templates_alone_or_beside_a_study(pipeline, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    alone, beside = pipeline("templates"), pipeline("init")
    assert main(["init", "neu", "--with", "survey,actors", "--with", "goals"]) == 0
    assert alone == [((Path("neu"), ["survey", "actors", "goals"]), {"force": False})]
    assert main(["init", "--xlsx", *HEAD, "--with", "survey, goals"]) == 0
    assert beside[0][1]["instruments"] == ["survey", "goals"]


@pytest.mark.usefixtures("tables")
def test_someone_to_ask(capsys, pipeline, monkeypatch):
    answers = ["Pilot", "", "Wo beginnen?", "Heidenheim", "fehlt.csv", "a.xlsx", ""]
    answers += ["Stadt", "31.12.2019", "2019-12-31", "9", "", "dl-de/by-2-0"]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(answers) + "\n"))
    calls = pipeline("init")
    assert main(["init", "--quiet"]) == 0
    err = capsys.readouterr().err
    assert calls[0][1]["sources"] == [{"file": "a.xlsx", **ENTRY}]
    assert calls[0][1]["purpose"] == "Wo beginnen?"
    assert "Bitte eine Angabe machen." in err
    assert "Die Datei fehlt.csv gibt es nicht." in err
    assert "„31.12.2019“ ist kein Datum" in err
    assert "    1  Hauptwohnsitz\n" in err
    assert "„9“ ist nicht möglich; erlaubt: main_residence," in err


def test_input_that_ends_writes_nothing(capsys, pipeline, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("Pilot\n"))
    calls = pipeline("init")
    assert main(["init"]) == 1
    assert "Die Eingabe endete" in capsys.readouterr().err
    assert calls == []


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        (["--table", "weg.csv", *SOURCE], "Die Datei weg.csv gibt es nicht."),
        (["--table", "a.xlsx", *SOURCE, "--licence", "x", "--licence", "y"], "3 Angaben für 1 Tabellen"),
    ],
)
def test_what_does_not_fit_is_refused(capsys, pipeline, monkeypatch, extra, expected):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    calls = pipeline("init")
    assert main(["init", *HEAD, *extra]) == 2
    assert expected in capsys.readouterr().err
    assert calls == []


def test_concepts_are_those_that_a_study_knows():
    assert concepts() == get_args(PopulationConcept)


def test_example_passes_on(pipeline):
    calls = pipeline("example")
    assert main(["example", "ordner", "--town", "kaiserslautern", "--force"]) == 0
    assert calls == [((Path("ordner"), "kaiserslautern", True), {})]
