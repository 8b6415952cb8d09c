"""The record of decisions in words and rows."""

from __future__ import annotations

import datetime as dt

from districtanalysis.domain.decision import Decision, DecisionLog, LocalKnowledge, RankedThen


def test_a_decision_as_rows_without_what_is_empty() -> None:
    entry = Decision(
        "2",
        "Oststadt",
        date=dt.date(2026, 7, 16),
        body="Gemeinderat",
        weights=(("population", 1 / 3),),
        ranked=(RankedThen("ost", "Oststadt", 1, 81.5),),
        local=(LocalKnowledge("Der Treff ist geschlossen.", "contradicts", "Oststadt"),),
    )
    assert entry.heading == "Nr. 2, 16.07.2026, Gemeinderat"
    rows = entry.to_rows()
    assert rows["decision"][0]["weights"] == ("population = 0.333333",)
    assert "dissent" not in rows["decision"][0]
    assert rows["ranked"][0]["decision"] == rows["local"][0]["decision"] == "2"


def test_all_decisions_as_a_frame() -> None:
    log = DecisionLog((Decision("1", "Oststadt"), Decision("2", "Mittelrain")), {})
    assert log.to_frame().index.tolist() == ["1", "2"]
    assert "Mittelrain" in log._repr_html_()
    assert Decision("1", "x").heading == "Nr. 1, ohne Datum"
