"""Words that tell keys and other columns apart."""

import pytest

from districtanalysis.sources.inspection.words import NOT_ASSIGNED, ROW_NUMBER, is_key_heading


@pytest.mark.parametrize(
    "heading",
    ["stadtteil", "stadtbezirk", "raumid", "plr_id", "lor planungsräume nummer", "wohnviertel_id", "raumbezug",
     "sb_nummer", "schlüssel", "gemeinde", "neighborhood_id", "country", "von stadt-bezirk . . .", "ags"],
)  # fmt: skip
def test_headings_of_keys(heading):
    assert is_key_heading(heading)


@pytest.mark.parametrize(
    "heading", ["jahr", "indikator", "merkmal", "geschlecht", "einwohner", "alter", "rang", "2019"]
)
def test_other_headings(heading):
    assert not is_key_heading(heading)


def test_leftovers_and_row_numbers():
    assert NOT_ASSIGNED.match("nicht zuzuordnen")
    assert not NOT_ASSIGNED.match("sonstige hilfen")
    assert ROW_NUMBER.search("lfd. nr.")
