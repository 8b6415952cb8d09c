"""``survey`` passes on what was asked."""

from pathlib import Path

import pytest

from districtanalysis.cli.main import main


def test_everything_is_passed_on(pipeline):
    calls = pipeline("survey")
    assert main(["survey", "u.toml", "--by", "art", "--question", "q"]) == 0
    ((args, kwargs),) = calls
    assert args == (Path("u.toml"),)
    assert kwargs == {"by": "art", "question": "q", "pictures": (), "may_fall_back": True}


def test_no_example_is_written_to_a_file(pipeline, tmp_path):
    calls = pipeline("survey")
    assert main(["survey", "-o", str(tmp_path / "a.html")]) == 0
    assert calls[0][1]["may_fall_back"] is False
    assert calls[0][1]["pictures"] == ("svg",)


@pytest.mark.parametrize(("lang", "words"), [("de", "Rückl"), ("en", "survey")])
def test_help_in_both_languages(capsys, lang, words):
    assert main(["survey", "--help", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert "--by" in out
    assert ("Wertet eine Befragung aus" in out) == (lang == "de")


def test_errors_have_their_exit_code_and_no_traceback(tmp_path, capsys):
    (tmp_path / "a.csv").write_text("Nr.;Frage\n1;11\n", encoding="utf-8")
    text = '[survey]\nfile = "a.csv"\n[[question]]\nkey = "q"\nlabel = "Frage"\nkind = "scale"\n'
    (tmp_path / "u.toml").write_text(text, encoding="utf-8")
    assert main(["survey", str(tmp_path / "u.toml")]) == 3
    err = capsys.readouterr().err
    assert "a.csv, B2" in err
    assert "Traceback" not in err
    assert main(["survey", str(tmp_path / "fehlt.toml")]) == 1
