"""The page of origins, age classes and topics."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import from_rows
from districtanalysis.domain.origins import AgeClasses, MultipleAnswers, OriginsOptions
from districtanalysis.indicators.origins import origins
from districtanalysis.language import using
from districtanalysis.report.origins_page import origins_page
from districtanalysis.report.render import Style, render

COUNTS = {"Türkei": (50, 2, 9), "Syrien": (40, 30, 8), "Italien": (20, 25, 7), "ungeklärt": (4, 6, 5)}


def made() -> DistrictData:
    rows = [
        {"district_id": name, "variable": "foreigners", "origin": origin, "date": "2020-12-31", "value": value}
        for origin, values in COUNTS.items()
        for name, value in zip("ABC", values, strict=True)
    ]
    return DistrictData(pd.DataFrame({"name": ["Ost", "West", "Nord"]}, index=list("ABC")), from_rows(rows))


def classes() -> AgeClasses:
    frame = pd.DataFrame({"label": ["0–5", "7+"], "low": [0, 7], "high": [5.0, None], "persons": [4.0, float("nan")]})
    return AgeClasses("Geflüchtete", frame, gaps=("6",))


def topics() -> MultipleAnswers:
    frame = pd.DataFrame(
        {
            "topic": ["Wohnen", ""],
            "mentions": [30.0, 5.0],
            "of_persons": [75.0, float("nan")],
            "of_mentions": [85.7, 14.3],
        }
    )
    return MultipleAnswers(frame, 40.0, 35.0, 3, joined=2)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", ["table", "md", "html", "json", "csv", "xlsx", "docx"])
def test_every_format_shows_it(language: str, form: str) -> None:
    with using(language):
        page = origins_page(origins(made(), OriginsOptions(top=2)), [classes()], topics(), subtitle="Studie")
        assert render(page, form, Style())


def test_withheld_cells_carry_a_sign_and_never_reach_json() -> None:
    page = origins_page(origins(made(), OriginsOptions(top=3)))
    table = next(table for table in page.tables if table.key == "districts")
    west = next(row for row in table.rows if row[0] == "West")
    assert west[1:3].count("*") >= 1
    text = render(page, "json", Style()).decode()
    assert '"A"' in text
    import json

    districts = json.loads(text)["origins"]["districts"]
    assert districts["B"]["Türkei"] is None


def test_gaps_lost_values_and_joined_topics_are_told() -> None:
    page = origins_page(None, [classes()], topics())
    text = render(page, "table", Style()).decode()
    assert "nicht verfügbar, nicht null" in text
    assert "In keiner Klasse liegt das Alter 6" in " ".join(text.split())
    assert "2 weitere zusammen" in text
    assert "35 Nennungen von 40 Personen" in " ".join(text.split()).replace("\N{NO-BREAK SPACE}", " ")
