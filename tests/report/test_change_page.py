"""The page of a change: sentences, tables, notes, and everything in one row for CSV."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.display import Paragraph
from districtanalysis.domain.observations import from_rows
from districtanalysis.indicators.change import change
from districtanalysis.language import using
from districtanalysis.report.change_page import change_page, told
from districtanalysis.report.change_tables import flat_table
from districtanalysis.report.render import Style, render

DATES = ("2015-12-31", "2020-12-31")


def made(districts: int = 3) -> DistrictData:
    """Districts that grow by 10 %, shrink by 5 % and stay, in turn."""
    names = [f"D{i:02d}" for i in range(districts)]
    rows = [
        {"district_id": name, "variable": variable, "date": day, "value": value * (growth[i % 3] if late else 1.0)}
        for i, name in enumerate(names)
        for variable, value, growth in (
            ("residents", 1000.0, (1.1, 0.95, 1.0)),
            ("foreigners", 200.0, (1.5, 0.9, 1.0)),
        )
        for late, day in enumerate(DATES)
    ]
    index = pd.Index(names)
    return DistrictData(pd.DataFrame({"name": names, "level": "", "group": "Kern"}, index=index), from_rows(rows))


def words(page: object) -> str:
    return " ".join(block.text for block in page.blocks if isinstance(block, Paragraph))  # type: ignore[attr-defined]


def test_the_paragraph_says_the_town_the_districts_and_the_ends() -> None:
    result = change(made(), ["residents"])
    text = told(result, result.measure("residents"))
    # 3 000 -> 1 100 + 950 + 1 000 = 3 050: +1.7 %, (3050 / 3000)^(1/5) - 1 = 0.33 % per year
    assert text.startswith("Einwohner: 3\N{NO-BREAK SPACE}000 → 3\N{NO-BREAK SPACE}050 (+1,7 %, pro Jahr +0,3 %).")
    assert "Eingestuft als Zunahme: 1, als Abnahme: 1, als etwa gleich: 1 von 3 Stadtteilen." in text
    assert "Am stärksten gestiegen: D00 (+10,0 %); am stärksten gesunken: D01 (−5,0 %)." in text


def test_shares_are_told_in_points_with_their_range() -> None:
    page = change_page(change(made(), ["foreign_share"]))
    assert "Prozentpunkte, Schwankungsbereich" in words(page)
    table = next(table for table in page.tables if table.key == "districts_foreign_share")
    assert [column.key for column in table.columns][-3:] == ["class", "ranks", "base"]
    assert "Vollzählung, keine Stichprobe" in table.note
    assert "kein Maß für Bedarf" in words(page)


def test_many_districts_are_cut_and_csv_has_all() -> None:
    result = change(made(60), ["residents"])
    page = change_page(result)
    table = next(table for table in page.tables if table.key == "districts_residents")
    assert len(table.rows) == 40
    assert "von 60 Stadtteilen" in table.note
    assert len(flat_table(result).rows) == 62  # the group and the town
    assert render(page, "csv", Style()).decode("utf-8-sig").splitlines()[0].startswith("indicator;district_id;district")


def test_what_cannot_be_divided_says_so() -> None:
    page = change_page(change(made(), ["residents"]))
    assert "lässt sich nicht in natürliche Bewegung, Wanderung und Umgliederung zerlegen" in words(page)


def test_doubts_and_breaks_stand_on_the_page() -> None:
    from districtanalysis.domain.change import Break, ChangeOptions

    options = ChangeOptions(breaks=(Break(date=DATES[1], why="Neues Register"),))  # type: ignore[arg-type]
    page = change_page(change(made(), ["residents"], options=options), doubts=["a.csv, I1"])
    assert "nicht verglichen. Neues Register." in words(page)
    assert "In 1 Spalten passen Überschrift und Werte nicht zusammen (a.csv, I1)" in words(page)
    assert not [table for table in page.tables if table.key == "districts_residents"]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", ["table", "md", "html", "json", "csv", "xlsx", "docx"])
def test_every_format_shows_it(language: str, form: str) -> None:
    with using(language):
        page = change_page(change(made(), ["residents", "foreign_share"]), subtitle="Studie")
        assert render(page, form, Style())


def test_missing_values_are_said_and_never_empty() -> None:
    data = made()
    frame = data.observations.frame.copy()
    frame.loc[0, ["value", "low", "high"]] = np.nan
    from districtanalysis.domain.observations import Observations

    text = render(
        change_page(change(data.with_observations(Observations(frame)), ["residents"])), "table", Style()
    ).decode()
    assert "n. v." in text
