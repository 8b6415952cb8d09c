"""Offers on a page: matrices, blank spots, and what is not known."""

import pandas as pd

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.display import Paragraph, Table
from districtanalysis.domain.offers import Coverage, Offer
from districtanalysis.pipeline.offers import load_offers
from districtanalysis.report.offers_page import offers_blocks, offers_data

EXAMPLE = raw_folder() / "beispiel" / "akteure.toml"


def test_the_blank_spots_of_the_example():
    blocks = list(offers_blocks(load_offers(EXAMPLE), pictures=()))
    blanks = next(block for block in blocks if isinstance(block, Table) and block.key == "blanks")
    # by hand: nobody offers language courses for the elderly, anywhere
    assert ("Bildung und Sprache", "Ältere", "alle") in blanks.rows
    assert "50 Verbindungen" in blocks[0].text
    assert "ohne Liste" not in blocks[-1].text


def test_everything_covered_and_nothing_declared():
    cube = pd.DataFrame({"field": ["f"], "group": ["alle"], "district": ["Stadt"], "offers": [1]})
    entries = {"field": ("f",), "group": ("alle",), "district": ("Stadt",)}
    result = Coverage((Offer("a", fields=("f",)),), entries, cube, cube.assign(offers=0), frozenset())
    blocks = list(offers_blocks(result, pictures=()))
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert any("mindestens ein Angebot" in text for text in texts)
    assert "Handlungsfelder, Zielgruppen und Stadtteile" in texts[-1]
    assert [block.key for block in blocks if isinstance(block, Table)] == ["field_by_district", "offers"]


def test_no_offers_is_one_sentence():
    empty = pd.DataFrame(columns=["field", "group", "district", "offers"])
    result = Coverage((), {"field": (), "group": (), "district": ()}, empty, empty, frozenset())
    assert len(list(offers_blocks(result))) == 1


def test_data_for_programs():
    data = offers_data(load_offers(EXAMPLE))
    assert len(data["coverage"]) == 80
    assert data["blanks"][0].keys() == {"field", "group", "districts"}
