"""What reaches a terminal."""

import io

import pytest

from districtanalysis.cli.main import main
from districtanalysis.cli.streams import has_colour, say_aside, write_out


class Screen(io.StringIO):
    def isatty(self):
        return True


def terminal(patch, name="stdout"):
    """Put a terminal in place of a stream; only in a test itself, for pytest sets its own before."""
    shown = Screen()
    patch.setattr(f"sys.{name}", shown)
    patch.setenv("TERM", "xterm")
    patch.delenv("NO_COLOR", raising=False)
    patch.setenv("COLUMNS", "60")
    return shown


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [([], {}, True), (["--no-color"], {}, False), ([], {"NO_COLOR": "1"}, False), ([], {"TERM": "dumb"}, False)],
)
def test_colour_on_a_terminal_unless_refused(pipeline, monkeypatch, arguments, environment, coloured):
    screen = terminal(monkeypatch)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    pipeline("rank")
    main(["rank", "--quiet", *arguments])
    assert "Oststadt" in screen.getvalue()
    assert ("\x1b[1m" in screen.getvalue()) is coloured


def test_workbook_is_not_poured_onto_the_screen(pipeline, monkeypatch):
    screen, aside = terminal(monkeypatch), terminal(monkeypatch, "stderr")
    calls = pipeline("rank")
    assert main(["rank", "-f", "xlsx"]) == 2
    assert "-o DATEI" in aside.getvalue()
    assert (screen.getvalue(), calls) == ("", [])


def test_csv_on_the_screen_has_no_byte_order_mark(pipeline, monkeypatch):
    screen = terminal(monkeypatch)
    pipeline("rank")
    main(["rank", "--quiet", "-f", "csv"])
    assert screen.getvalue().startswith("rank;name;fit")


def test_remarks_are_wrapped_on_a_terminal_only(monkeypatch, capsys):
    say_aside("wort " * 30, "Warnung:")
    assert capsys.readouterr().err.count("\n") == 1
    shown = Screen()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    say_aside("wort " * 30, "Warnung:")
    assert max(map(len, shown.getvalue().splitlines())) <= 40
    assert not has_colour(shown)


def test_reader_that_has_gone(monkeypatch):
    class Gone(io.StringIO):
        def write(self, _):
            raise BrokenPipeError

    silenced = []
    monkeypatch.setattr("sys.stdout", Gone())
    monkeypatch.setattr("districtanalysis.cli.streams.silence_stdout", lambda: silenced.append(True))
    write_out(b"x")
    assert silenced
