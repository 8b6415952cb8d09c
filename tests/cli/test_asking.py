"""Questions on the terminal."""

import io

import click
import pytest

from districtanalysis.cli.asking import ask
from districtanalysis.cli.types import Day


@pytest.fixture
def typing(monkeypatch):
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_answer_default_and_gap(typing, capsys):
    typing("  Heidenheim \n\n\n")
    assert ask("Stadt") == "Heidenheim"
    assert ask("Nummer", "1") == "1"
    assert ask("Tabelle", needed=False) == ""
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "Stadt: Nummer [1]: Tabelle: "


def test_question_is_asked_until_the_answer_will_do(typing, capsys):
    typing("\n31.12.2019\n2019-12-31\n")
    assert ask("Stichtag", read=lambda text: Day().convert(text, None, None)) == "2019-12-31"
    err = capsys.readouterr().err
    assert err.count("Stichtag: ") == 3
    assert "Bitte eine Angabe machen." in err


def test_end_of_input_is_told_from_an_empty_line(typing):
    typing("")
    with pytest.raises(click.Abort):
        ask("Stadt")
