"""Coverage: matrices and blank spots from its cube."""

import pandas as pd

from districtanalysis.domain.offers import Coverage, Offer

ENTRIES = {"field": ("f",), "group": ("g", "h"), "district": ("d",)}
CUBE = pd.DataFrame({"field": ["f", "f"], "group": ["g", "h"], "district": ["d", "d"], "offers": [1, 0]})
OFFERS = (Offer("a", fields=("f",), groups=("g",), districts=("d",)), Offer("b", fields=("f",), state="planned"))


def test_planned_offers_cover_nothing():
    result = Coverage(OFFERS, ENTRIES, CUBE, CUBE.assign(offers=0), frozenset())
    assert result.matrix("field", "group").values.tolist() == [[1, 0]]
    assert result.blanks().values.tolist() == [["f", "h", ("d",)]]
    assert result.to_frame()["everywhere"].tolist() == [0, 0]


def test_an_offer_that_names_nothing_reaches_all():
    result = Coverage(OFFERS, ENTRIES, CUBE, CUBE, frozenset())
    assert result.reached(OFFERS[1], "group") == ("g", "h")
