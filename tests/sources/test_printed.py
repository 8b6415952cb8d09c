from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import from_rows
from districtanalysis.errors import SelectionError, StudyError
from districtanalysis.language import using
from districtanalysis.sources.notation import read_figure
from districtanalysis.sources.printed import print_figure, printed
from districtanalysis.sources.profiles import load_profile, profile_names
from districtanalysis.sources.reading import read_table

SEEN = ("value", "low", "high", "status", "qualifier", "decimals")
CELLS = ["0", "0,0", "153", "(153)", "153 p", "153 u", "1 234,5", "-5", "mind. 46", "ca. 19 700", "knapp 500", "2-3"]


@pytest.mark.parametrize("signs", profile_names())
def test_what_is_read_is_printed_so_that_the_same_is_read_again(signs: str) -> None:
    for cell in [*load_profile(signs).signs, *CELLS, "höchstens 3", "vorhanden", "n. v."]:
        figure = read_figure(cell, profile=signs, decimal=",")
        again = read_figure(
            print_figure({key: getattr(figure, key) for key in (*SEEN, "text")}, signs), profile=signs, decimal=","
        )
        assert [repr(getattr(again, key)) for key in SEEN] == [repr(getattr(figure, key)) for key in SEEN], cell


def made(*figures: dict[str, object]) -> DistrictData:
    rows = [{"district_id": f"G{place}", "variable": "residents", **each} for place, each in enumerate(figures)]
    return DistrictData(pd.DataFrame(index=[f"G{place}" for place in range(len(figures))]), from_rows(rows))


def test_the_legend_explains_the_signs_that_occur_and_no_others() -> None:
    data = made(
        {"value": 0.0, "status": "rounded_zero", "decimals": 0},
        {"value": 12.0, "status": "preliminary", "decimals": 0},
        {"value": 1234.5, "decimals": 1},
        {"status": "suppressed"},
        {"value": 3.0, "status": "unreliable", "decimals": 0},
    )
    classic = printed(data, "residents")
    assert classic.frame.iloc[:, 0].tolist() == ["0", "12 p", "1\N{NO-BREAK SPACE}234,5", "n. v.", "(3)"]
    assert classic.legend == (
        "Zeichen: ( ) = Aussagewert eingeschränkt; 0 = mehr als nichts, aber weniger als die Hälfte der kleinsten "
        "gezeigten Einheit; n. v. = nicht verfügbar; p = vorläufig."
    )
    lower_saxony = printed(data, "residents", signs="lower_saxony_new")
    assert lower_saxony.frame.iloc[:, 0].tolist() == ["k", "12 p", "1\N{NO-BREAK SPACE}234,5", "n. v.", "3 u"]
    with using("en"):
        assert printed(data, "residents", signs="zensus").frame.iloc[3, 0] == "."
    assert printed(made({"value": 1.0, "decimals": 0}), "residents").legend == ""


def test_signs_without_one_for_a_rounded_zero_say_it_in_words() -> None:
    figure = {"value": 0.0, "status": "rounded_zero", "decimals": 0}
    assert print_figure(figure, "zensus") == "unter 0,5"
    assert print_figure({**figure, "status": "exact_zero"}, "zensus") == "0"


def test_no_cell_is_empty() -> None:
    rows = [
        {"district_id": "a", "variable": "residents", "date": "2020-12-31", "value": 1.0, "decimals": 0},
        {"district_id": "a", "variable": "residents", "date": "2021-12-31", "value": 2.0, "decimals": 0},
        {"district_id": "b", "variable": "residents", "date": "2021-12-31", "value": 3.0, "decimals": 0},
    ]
    found = printed(
        DistrictData(pd.DataFrame(index=["a", "b"]), from_rows(rows)), "residents", by="date", signs="plain"
    )
    assert found.to_frame().to_numpy().tolist() == [["1", "2"], [".", "3"]]
    assert ". = nicht verfügbar" in found.legend
    assert ". = nicht" in found._repr_html_()


def test_an_office_with_signs_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "zeichen.toml").write_text(
        'label = "Zeichen der Musterstadt"\nextends = "plain"\n[signs]\n"#" = "suppressed"\n"o" = "exact_zero"\n',
        encoding="utf-8",
    )
    (tmp_path / "t.toml").write_text(
        'name = "t"\nheader_rows = [1]\nkey = "^ort"\nsigns = "zeichen.toml"\n'
        'column = [{ heading = "^ew", variable = "residents" }]\n',
        encoding="utf-8",
    )
    (tmp_path / "t.csv").write_text("Ort;Ew\nOst;#\nWest;o\nNord;-\n", encoding="utf-8")
    data = read_table(tmp_path / "t.csv", str(tmp_path / "t.toml"))
    assert data.observations.frame["status"].tolist() == ["suppressed", "exact_zero", "exact_zero"]


def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(SelectionError, match="residents"):
        printed(made({"value": 1.0}), "foreigners")
    with pytest.raises(StudyError, match="classic"):
        printed(made({"value": 1.0}), "residents", signs="clasic")
