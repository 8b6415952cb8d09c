"""The page of participation: rough numbers stay rough, and who was not reached."""

from districtanalysis.domain.participation import Amount, Event, ParticipationLog
from districtanalysis.participation.log import tally
from districtanalysis.report.participation_page import events_table, participation_blocks, participation_page
from districtanalysis.report.render import FORMATS, render

EVENTS = (
    Event("Forum", "2019", 2019, participants=Amount(80, 80, 80, exact=False, text="rd. 80"), groups=("Eltern",)),
    Event("Forum", "2020", 2020, participants=Amount(12, 12, 12, text="12")),
    Event("Werkstatt", "2020", 2020),
)


def log(**how):
    by_format = (tally("Forum", EVENTS[:2]), tally("Werkstatt", EVENTS[2:]))
    by_year = (tally("2019", EVENTS[:1]), tally("2020", EVENTS[1:]))
    return ParticipationLog(EVENTS, by_format, by_year, tally("Zusammen", EVENTS), {"Eltern": 1}, **how)


def test_rough_numbers_stay_rough():
    blocks = list(participation_blocks(log()))
    assert blocks[0].text == (
        "3 Einträge mit 3 Terminen. Gezählt sind rund 92 Teilnahmen; ein Eintrag ohne Zahl ist darin nicht enthalten."
    )
    assert [row[2] for row in blocks[1].rows] == ["rund 92", None, "rund 92"]
    assert [column.key for column in events_table(log()).columns] == [
        *("date", "format", "title", "place", "events", "participants", "groups")
    ]


def test_who_was_not_reached():
    def said(**how):
        return [getattr(block, "text", "") for block in participation_blocks(log(**how))]

    assert any(text.startswith("Wer nicht erreicht wurde, lässt sich nicht sagen") for text in said())
    assert "In keinem Eintrag genannt: Jugendliche und Senioren." in said(not_reached=("Jugendliche", "Senioren"))
    assert "Jede Zielgruppe der Liste ist mindestens einmal genannt." in said(not_reached=())
    groups = next(
        b for b in participation_blocks(log(not_reached=("Jugendliche",))) if getattr(b, "key", "") == "groups"
    )
    assert groups.rows == (("Eltern", 1), ("Jugendliche", 0))


def test_every_format():
    for key in FORMATS:
        assert render(participation_page(log()), key), key
    assert next(iter(participation_blocks(ParticipationLog(())))).text == "Die Datei enthält keine Termine."
    only = ParticipationLog(EVENTS[2:], total=tally("Zusammen", EVENTS[2:]))
    assert "zu keinem ist angegeben" in next(iter(participation_blocks(only))).text
