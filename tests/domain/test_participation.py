"""The log as a frame."""

from __future__ import annotations

import math

from districtanalysis.domain.participation import Amount, Event, ParticipationLog


def test_the_log_as_a_frame() -> None:
    rows = (
        Event("Forum", "2019", 2019, participants=Amount(46, 46, math.inf, exact=False, text="mind. 46")),
        Event("Werkstatt", groups=("Eltern", "Jugendliche")),
    )
    log = ParticipationLog(rows)
    frame = log.to_frame()
    assert frame["participants_high"].tolist()[0] == math.inf
    assert frame["year"].isna().tolist() == [False, True]
    assert frame["groups"].tolist() == ["", "Eltern; Jugendliche"]
    assert "Forum" in log._repr_html_()
    assert [row.when for row in rows] == ["2019", "ohne Datum"]
