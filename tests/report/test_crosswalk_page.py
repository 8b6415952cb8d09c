from __future__ import annotations

import pandas as pd

from districtanalysis.domain.area_weights import AreaWeights
from districtanalysis.domain.display import Paragraph
from districtanalysis.report.crosswalk_page import SHOWN, crosswalk_page


def weights(method: str = "overlay", **recipe: object) -> AreaWeights:
    links = pd.DataFrame({"old": ["a", "a", "b"], "new": ["x", "y", "y"], "weight": [0.25, 0.75, 1.0]})
    areas = pd.DataFrame({"parts": [2, 1], "lost": [0.02, 0.0], "by": ["overlay", "overlay"]}, index=["a", "b"])
    given = {"sliver": 0.005, "lost_area": 0.0125, **recipe}
    return AreaWeights(links, areas, method, 2, ("z",), recipe=given)


def words(result: AreaWeights) -> str:
    return "\n".join(block.text for block in crosswalk_page(result).blocks if isinstance(block, Paragraph))


def test_the_page_says_what_is_divided_lost_and_not_reached() -> None:
    text = words(weights())
    for part in (
        "Ein Gebiet geht ganz in einem neuen auf, eines wird geteilt.",
        "unter 0,5 %",
        "1,25 % der alten Fläche",
        "a (2,0",
        "kein altes fällt: z.",
    ):
        assert part in text, part


def test_weights_by_people_name_their_points() -> None:
    text = words(weights("points", people=1000.0, points=12, file="p.gpkg", outside_old=5.0, outside_new=0.0))
    assert "1\u202f000 Personen an 12 Punkten" in text or "1 000 Personen an 12 Punkten" in text.replace("\xa0", " ")
    assert "wohnen 5 Personen" in text
    assert "deshalb nach Fläche: a und b" in text
    assert "Alle Personen" in words(weights("points", people=1.0, points=1, file="p", outside_old=0.0, outside_new=0.0))


def test_csv_holds_every_pair_and_the_table_the_divided_ones() -> None:
    page = crosswalk_page(weights())
    assert page.flat is not None
    assert page.flat.rows == (("a", "x", 0.25), ("a", "y", 0.75), ("b", "y", 1.0))
    assert page.tables[0].rows == (("a", "x", 0.25), ("a", "y", 0.75))
    assert len(page.tables[0].rows) <= SHOWN


def test_without_divided_areas_there_is_no_table() -> None:
    links = pd.DataFrame({"old": ["a"], "new": ["x"], "weight": [1.0]})
    areas = pd.DataFrame({"parts": [1], "lost": [0.0], "by": ["overlay"]}, index=["a"])
    page = crosswalk_page(AreaWeights(links, areas, "overlay", 1, recipe={"sliver": 0.005, "lost_area": 0.0}))
    assert page.tables == ()
