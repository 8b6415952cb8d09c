"""The grid of offers."""

import pandas as pd
import pytest

from districtanalysis.domain.offers import Coverage, Offer
from districtanalysis.report.caption import caption_of
from districtanalysis.report.plot import offers


def covered(fields, districts, groups=("alle",)):
    entries = {"field": fields, "group": groups, "district": districts}
    made = (
        Offer("Kurs", fields=fields[:1], districts=districts[:1]),
        Offer("Telefon", fields=fields[:1]),
        Offer("Plan", fields=fields[1:], state="planned"),
    )
    return Coverage(made, entries, pd.DataFrame(), pd.DataFrame(), frozenset())


def test_numbers_stand_in_their_cells_and_what_is_missing_is_hatched(texts):
    ax = offers(covered(("Sprache", "Wohnen"), ("Ost", "West")))
    assert caption_of(ax).table.rows == (("Sprache", 2, 1), ("Wohnen", 0, 0))
    assert caption_of(ax).title == "In 2 von 4 Verbindungen ist kein Angebot genannt"
    assert sorted(text for text in texts(ax) if text.isdigit()) == ["0", "0", "1", "2"]
    assert [bool(patch.get_hatch()) for patch in ax.patches] == [False, False, True, True]


def test_a_town_without_districts_shows_target_groups():
    ax = offers(covered(("Sprache", "Wohnen"), ("Gesamtstadt",), ("Frauen", "Jugend")))
    assert [column.label for column in caption_of(ax).table.columns][1:] == ["Frauen", "Jugend"]
    assert "nach Zielgruppe" in caption_of(ax).subtitle


@pytest.mark.parametrize("count", [1, 18, 40])
def test_few_and_many_districts(count):
    districts = tuple(f"Karl-Pfaff-Siedlung {i}" for i in range(count))
    ax = offers(covered(("Sprache", "Wohnen"), districts))
    assert len(ax.patches) == 2 * max(count, 1)
