"""The log of participation: sums keep what is uncertain, and nobody is called unreached without a list."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.participation import Amount, Event, ParticipationLog, amount_words
from districtanalysis.participation.log import added, participation_log, tally
from districtanalysis.sources.participation_file import read_participation


def log_of(tmp_path: Path, text: str) -> ParticipationLog:
    path = tmp_path / "beteiligung.toml"
    path.write_text(f"schema_version = 1\n{text}", encoding="utf-8")
    return participation_log(*read_participation(path))


def event(**entries: str) -> str:
    return "[[event]]\n" + "".join(f"{key} = {value}\n" for key, value in entries.items())


def test_the_printed_numbers_of_the_county() -> None:
    log = participation_log(*read_participation(raw_folder() / "heidenheim" / "beteiligung.csv"))
    # 150 participants on 18.02.2017, five workshops in 2019, about two to three meetings without a date
    assert [part.label for part in log.by_year] == ["2017", "2019", "ohne Jahr"]
    assert log.total is not None
    assert (log.total.events.low, log.total.events.high) == (8, 9)
    assert log.total.participants == Amount(150, 150, 150)
    assert log.total.uncounted == 2
    assert log.events[0].when == "18.02.2017"
    assert log.events[1].day is None
    assert log.not_reached is None


def test_sums_keep_their_bounds(tmp_path: Path) -> None:
    log = log_of(
        tmp_path,
        event(date='"2019"', format='"Forum"', participants='"rd. 80"')
        + event(date='"03/2020"', format='"Forum"', participants='"mind. 46"')
        + event(date="2020-05-01", format='"Werkstatt"', participants="12"),
    )
    by_format = {part.label: part.participants for part in log.by_format}
    assert by_format["Werkstatt"] == Amount(12, 12, 12)
    together = by_format["Forum"]
    assert together is not None
    assert (together.low, together.high) == (126, math.inf)
    assert amount_words(together) == "mindestens 126"
    assert [part.label for part in log.by_year] == ["2019", "2020"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(80, 80, 80, exact=False), "rund 80"),
        (Amount(2.5, 2, 3, exact=False), "2 bis 3"),
        (Amount(50, 0, 50, exact=False), "höchstens 50"),
        (None, "n. v."),
    ],
)
def test_numbers_in_words(amount: Amount | None, words: str) -> None:
    assert amount_words(amount) == words


def test_who_was_not_reached(tmp_path: Path) -> None:
    groups = '[[group]]\ngroup = "Jugendliche"\n[[group]]\ngroup = "Seniorinnen und Senioren"\n'
    log = log_of(tmp_path, event(date='"2020"', format='"Forum"', groups='["jugendliche", "Eltern"]') + groups)
    assert log.not_reached == ("Seniorinnen und Senioren",)
    assert log.reached == {"jugendliche": 1, "Eltern": 1}
    assert [(f.rule, f.cell) for f in log.findings] == [("participation_group_unknown", "event[1].groups")]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    log = log_of(tmp_path, event(date='"irgendwann"', format='"Forum"', participants='"viele"'))
    found = {f.rule: (f.severity, f.cell) for f in log.findings}
    assert found["participation_number"] == ("error", "event[1].participants")
    assert found["participation_date"] == ("warning", "event[1].date")
    missing = log_of(tmp_path, event(date='"2019"', format='"Forum"', participants='"n. v."'))
    assert missing.findings == ()


def test_an_empty_log(tmp_path: Path) -> None:
    log = log_of(tmp_path, "")
    assert log.total is None
    assert log.to_frame().empty
    assert added([]).value == 0
    assert tally("", [Event("Forum")]).participants is None


def test_a_day_that_is_none_is_told(tmp_path: Path) -> None:
    log = log_of(tmp_path, event(date='"31.02.2026"', format='"Forum"'))
    assert [finding.rule for finding in log.findings] == ["participation_date"]
