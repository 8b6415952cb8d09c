"""The whole program: language, exit codes, and what stands on which stream."""

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import click
import pytest

from districtanalysis.cli.main import language_of, main
from districtanalysis.domain.display import Page
from districtanalysis.domain.finding import Finding
from districtanalysis.errors import (
    DataFindingError,
    DistrictAnalysisWarning,
    MethodError,
    OutputError,
    SourceError,
    StudyError,
    UsageError,
)
from districtanalysis.language import current
from districtanalysis.pipeline.outcome import Outcome


def test_list_of_commands(capsys):
    assert main([]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Aufruf: districtanalysis [OPTIONEN] BEFEHL [ARGUMENTE] …")
    assert "  rank " in out
    assert "Stadtteile nach Passung ordnen und begründen" in out
    assert err == ""
    assert main(["--help"]) == 0
    assert capsys.readouterr().out == out


@pytest.mark.parametrize("arguments", [["--help"], ["rank", "--help"], ["init", "--help"], ["completion", "--help"]])
def test_help_is_german_and_english(capsys, arguments):
    main(arguments)
    german = capsys.readouterr().out
    for word in ("Usage", "Options:", "Show this", "Commands", "default"):
        assert word not in german
    main([*arguments, "--lang", "en"] if len(arguments) > 1 else ["--lang", "en", *arguments])
    english = capsys.readouterr().out
    assert english.startswith("Usage: districtanalysis")
    assert not set("äöüÄÖÜß") & set(english)
    assert all(len(line) <= 80 for line in (german + english).splitlines())


def test_language_is_put_back():
    main(["--lang", "en", "--help"])
    assert current() == "de"


def test_language_from_option_or_environment():
    assert language_of(["rank"], {}) == "de"
    assert language_of(["rank"], {"DISTRICTANALYSIS_LANG": "en"}) == "en"
    assert language_of(["rank", "--lang=de"], {"DISTRICTANALYSIS_LANG": "en"}) == "de"
    with pytest.raises(UsageError, match="„fr“; erlaubt: de oder en"):
        language_of([], {"DISTRICTANALYSIS_LANG": "fr"})


def test_version(capsys):
    from districtanalysis import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"districtanalysis {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["rnk"], "Den Befehl „rnk“ gibt es nicht. Gemeint ist vielleicht rank."),
        (["--frob"], "Die Option „--frob“ gibt es hier nicht."),
        (["rank", "--tpo", "3"], "Die Option „--tpo“ gibt es hier nicht. Gemeint ist vielleicht --top"),
        (["rank", "a", "b", "c"], "Zu viele Angaben: b c."),
        (["explain"], "Es fehlt die Angabe STADTTEIL."),
        (["rank", "--top"], "Die Option „--top“ braucht einen Wert."),
        (["rank", "--quiet=ja"], "Die Option „--quiet“ nimmt keinen Wert."),
        (["rank", "--top", "drei"], "--top: „drei“ ist keine ganze Zahl."),
        (["rank", "--top", "0"], "--top: 0 ist zu klein; erwartet wird mindestens 1."),
        (["rank", "--lang", "fr"], "--lang: „fr“ ist nicht möglich; erlaubt: de oder en."),
        (["rank", "-f", "odt"], "--format: „odt“ ist nicht möglich"),
        (["rank", "-o", "rang.odt"], "Aus der Endung „.odt“ ergibt sich kein Format"),
        (["rank", "-o", "rang"], "Aus der Endung „“ ergibt sich kein Format"),
        (["rank", "-f", "csv", "-o", "rang.xlsx"], "passt nicht zum Format csv"),
        (["rank", "--weights", "a=0"], "Das Gewicht von „a“ ist 0; es muss größer als 0 sein."),
        (["rank", "--weights", "a=-1"], "größer als 0"),
        (["rank", "--weights", "a"], "kein Paar NAME=ZAHL"),
        (["completion", "tcsh"], "SHELL: „tcsh“ ist nicht möglich"),
        (["completion"], "Es fehlt die Angabe SHELL."),
    ],
)
def test_calls_that_cannot_be_carried_out(capsys, pipeline, arguments, expected):
    calls = pipeline("rank")
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Fehler: ")
    assert expected in err
    assert calls == []


def test_refusals_are_english_too(capsys):
    main(["rank", "--top", "--lang", "en", "-3"])
    main(["--lang", "en", "explain"])
    err = capsys.readouterr().err
    assert "DISTRICT is missing." in err
    assert not set("äöüÄÖÜß") & set(err)


def test_result_on_stdout_remarks_on_stderr(capsys, pipeline):
    calls = pipeline("rank")
    assert main(["rank", "study.toml", "--top", "2", "--weights", "population=2,infrastructure=1"]) == 0
    out, err = capsys.readouterr()
    assert "Oststadt" in out
    assert err == "Eine Auskunft.\n"
    assert calls == [
        (
            (Path("study.toml"),),
            {
                "top": 2,
                "weights": {"population": 2.0, "infrastructure": 1.0},
                "recipe": None,
                "preset": None,
                "may_fall_back": True,
                "uncertainty": None,
            },
        )
    ]


def test_quiet_says_nothing_beside_the_result(capsys, pipeline):
    pipeline("rank")
    main(["rank", "--quiet"])
    assert capsys.readouterr().err == ""


def test_shipped_town_never_goes_into_a_file(tmp_path, pipeline):
    calls = pipeline("rank")
    main(["rank", "-o", str(tmp_path / "rang.csv")])
    main(["rank", "-o", "-"])
    assert [kwargs["may_fall_back"] for _, kwargs in calls] == [False, True]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("rang.csv", b"\xef\xbb\xbfrank;name"),
        ("rang.json", b"{"),
        ("rang.md", b"# "),
        ("rang.html", b"<!DOCTYPE html>"),
        ("rang.htm", b"<!DOCTYPE html>"),
        ("RANG.XLSX", b"PK"),
        ("rang.txt", b"Passung\n"),
    ],
)
def test_format_follows_the_suffix(tmp_path, capsys, pipeline, name, start):
    pipeline("rank")
    assert main(["rank", "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(start)
    out, err = capsys.readouterr()
    assert out == ""
    assert f"Geschrieben: {tmp_path / name}" in err


def test_format_can_be_named_for_text_files(tmp_path, pipeline):
    pipeline("rank")
    assert main(["rank", "-f", "md", "-o", str(tmp_path / "rang.txt")]) == 0
    assert (tmp_path / "rang.txt").read_bytes().startswith(b"# ")


def test_existing_output_is_refused_before_any_work(tmp_path, capsys, pipeline):
    calls = pipeline("rank")
    target = tmp_path / "rang.csv"
    target.write_bytes(b"alt")
    assert main(["rank", "-o", str(target)]) == 1
    assert "gibt es schon" in capsys.readouterr().err
    assert (target.read_bytes(), calls) == (b"alt", [])
    assert main(["rank", "-o", str(tmp_path / "weg" / "rang.csv")]) == 1
    assert "Den Ordner" in capsys.readouterr().err
    assert calls == []
    assert main(["rank", "-o", str(target), "--force"]) == 0
    assert target.read_bytes() != b"alt"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SourceError("a.xlsx ist leer."), 1),
        (StudyError("unbekannt"), 1),
        (MethodError("konstant"), 1),
        (OutputError("voll"), 1),
        (UsageError("so nicht"), 2),
        (DataFindingError("2 Fehler in den Daten"), 3),
    ],
)
def test_errors_are_one_message_and_an_exit_code(capsys, pipeline, error, code):
    pipeline("rank", error)
    assert main(["rank"]) == code
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"Fehler: {error}\n")
    assert main(["rank", "--verbose"]) == code
    assert "Traceback" in capsys.readouterr().err


def test_mistakes_of_ours_are_told_as_such(capsys, pipeline):
    pipeline("rank", ZeroDivisionError("division by zero"))
    assert main(["rank"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("Fehler: Unerwarteter Fehler (ZeroDivisionError): division by zero.")
    assert "--verbose" in err
    assert err.count("\n") == 1


def test_interruption(capsys, pipeline):
    pipeline("rank", KeyboardInterrupt())
    assert main(["rank"]) == 130
    assert "Abgebrochen." in capsys.readouterr().err
    pipeline("rank", click.Abort())
    assert main(["rank"]) == 130


def test_exit_code_of_the_outcome_is_that_of_the_program(capsys, pipeline):
    pipeline("check", Outcome(Page("Befunde", ()), exit_code=3))
    assert main(["check"]) == 3
    assert capsys.readouterr().out.startswith("Befunde")


def test_warnings_of_the_library_are_remarks(capsys, monkeypatch, pipeline, outcome):
    pipeline("rank")

    def run(*_, **__):
        warnings.warn("Weniger als zehn Gebiete.", DistrictAnalysisWarning, stacklevel=1)
        return outcome

    monkeypatch.setattr("districtanalysis.pipeline.rank.run", run)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        assert main(["rank"]) == 0
    assert "Hinweis: Weniger als zehn Gebiete.\n" in capsys.readouterr().err


def findings(count, severity="warning"):
    return tuple(Finding("unreadable_number", severity, file=f"{n}.csv") for n in range(count))


@pytest.fixture
def worded(monkeypatch):
    monkeypatch.setattr(Finding, "message", property(lambda finding: f"Befund in {finding.file}."))


@pytest.mark.usefixtures("worded")
def test_findings_stand_on_stderr_but_not_too_many(capsys, pipeline, outcome):
    many = (*findings(1, "error"), *findings(9), *findings(1, "info"))
    pipeline("explain", Outcome(outcome.page, findings=many, exit_code=3))
    assert main(["explain", "Oststadt"]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Fehler: Befund in 0.csv."
    assert lines[1:6] == [f"Warnung: Befund in {n}.csv." for n in range(5)]
    assert lines[6].startswith("… und 4 weitere;")
    main(["explain", "Oststadt", "--verbose"])
    assert len(capsys.readouterr().err.splitlines()) == 11
    main(["explain", "Oststadt", "--quiet"])
    assert capsys.readouterr().err.splitlines() == ["Fehler: Befund in 0.csv."]


@pytest.mark.usefixtures("worded")
@pytest.mark.parametrize(("arguments", "said"), [(["check"], 0), (["rank"], 0), (["rank", "-f", "csv"], 3)])
def test_nothing_is_said_twice(capsys, pipeline, outcome, arguments, said):
    pipeline(arguments[0], Outcome(outcome.page, findings=findings(3)))
    main(arguments)
    assert capsys.readouterr().err.count("Warnung:") == said


def run(*arguments, **extra):
    environment = {**os.environ, "PYTHONUTF8": "0", **extra.pop("env", {})}
    command = [sys.executable, "-m", "districtanalysis", *arguments]
    return subprocess.run(command, capture_output=True, check=False, env=environment, stdin=subprocess.DEVNULL, **extra)


def test_pipes_carry_utf8_whatever_the_locale():
    done = run("--help", env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"})
    assert "begründen" in done.stdout.decode("utf-8")
    assert done.returncode == 0


def test_reader_that_has_gone_is_no_error():
    command = f"{sys.executable} -m districtanalysis --help | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.stderr == b""


def test_plain_text_when_piped():
    done = run("doctor", "-f", "table")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert json.loads(run("doctor", "-f", "json").stdout)["complete"] is True
