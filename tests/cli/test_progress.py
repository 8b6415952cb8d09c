"""The bar: drawn on a terminal only, and gone when the work is done."""

from __future__ import annotations

import io

import pytest

from districtanalysis.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_half_done_is_half_a_bar() -> None:
    text = progress.bar(1, 2)
    assert text.count("█") == 15
    assert text.endswith("1 von 2")


def test_nothing_is_drawn_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", io.StringIO())
    assert progress.progress_bar() is None


def test_the_bar_leaves_an_empty_line(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    draw = progress.progress_bar()
    assert draw is not None
    draw(1, 2)
    draw(2, 2)
    drawn = screen.getvalue()
    assert "1 von 2" in drawn
    assert drawn.endswith("\r")
    assert drawn.split("\r")[-2].strip() == ""


def test_quick_work_needs_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    draw = progress.progress_bar()
    assert draw is not None
    draw(1, 2)
    assert not screen.getvalue()
