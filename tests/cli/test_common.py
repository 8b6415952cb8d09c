"""What all commands share."""

from pathlib import Path

import pytest

from districtanalysis.cli.common import FORMATS, Options, command, common_options, deliver, output_options, tell
from districtanalysis.errors import OutputError
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.report.render import FORMATS as RENDERERS


def received(decorate, arguments):
    got = []

    @command("doctor")
    @decorate
    def sample(options):
        got.append(options)
        return 0

    sample.main(arguments, standalone_mode=False)
    return got[0]


def test_formats_on_offer_are_those_that_can_be_drawn():
    assert list(FORMATS) == list(RENDERERS)


def test_options_arrive_in_one_piece(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert received(output_options, []) == Options()
    given = received(output_options, ["-f", "md", "--quiet", "--verbose", "--no-color"])
    assert given == Options("md", quiet=True, verbose=True, colour=False)
    assert received(common_options, ["--force"]) == Options(force=True)


def test_format_and_target(tmp_path):
    target = tmp_path / "rang.html"
    assert received(output_options, ["-o", str(target)]) == Options("html", target)
    assert received(output_options, ["-o", "-", "-f", "json"]).output is None
    with pytest.raises(OutputError, match="ist ein Ordner"):
        received(output_options, ["-o", str(tmp_path)])


def test_no_page_means_nothing_on_stdout(capsys):
    assert deliver(Outcome(None, ("Nichts zu zeigen.",), exit_code=3), Options()) == 3
    assert capsys.readouterr() == ("", "Nichts zu zeigen.\n")


def test_file_is_written_quietly(tmp_path, capsys, outcome):
    assert deliver(outcome, Options("md", tmp_path / "a.md", quiet=True)) == 0
    assert capsys.readouterr() == ("", "")
    assert Path(tmp_path / "a.md").read_text(encoding="utf-8").startswith("# Passung")


def test_remarks_carry_their_kind(capsys):
    tell("Eins.", "cli.note")
    assert capsys.readouterr().err == "Hinweis: Eins.\n"
