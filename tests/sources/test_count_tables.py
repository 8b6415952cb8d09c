"""Tables of counts: keys, joins, pooled city values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from districtanalysis.domain.count_table import CountTable, OwnIndicator
from districtanalysis.errors import SourceError
from districtanalysis.language import using
from districtanalysis.sources.count_tables import own_indicators, read_count_tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text("id;Name;Einw;Quote\n1;Ost;100;1,5\n02;West;300;2,5\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,n,m\n02,30,0\n3,5,0\n", encoding="utf-8")
    return tmp_path


A = CountTable(file="a.csv", district="id", name="Name", width=2)
B = CountTable(file="b.csv", district="id", width=2, prefix="b_")


def test_keys_names_and_decimal_commas(folder: Path) -> None:
    frame = read_count_tables([A, B], folder)
    assert list(frame.index) == ["01", "02", "03"]
    assert frame["district_name"].tolist() == ["Ost", "West", "03"]
    assert frame.loc["01", "Quote"] == 1.5
    assert np.isnan(frame.loc["01", "b_n"])


def test_rows_of_zeros_can_mean_nothing_stated(folder: Path) -> None:
    blank = B.model_copy(update={"missing_if_all_zero": ("m",)})
    assert read_count_tables([blank], folder)["b_m"].isna().all()
    assert read_count_tables([blank], folder)["b_n"].notna().all()


def test_indicators_with_base_and_pooled_city_value(folder: Path) -> None:
    frame = read_count_tables([A, B], folder)
    wanted = OwnIndicator(
        key="share",
        label={"de": "Anteil", "en": "Share"},
        numerator=("b_n",),
        denominator=("Einw",),
        describes_origin=True,
    )
    table = own_indicators(frame, [wanted, OwnIndicator(key="Q", label="Quote", numerator=("Quote",))])
    assert table.frame.loc["02", "share"] == pytest.approx(10.0)
    assert table.base.loc["02", "share"] == 300
    assert np.isnan(table.frame.loc["01", "share"])
    # only districts with both count for the city: 30 / 300
    assert table.city["share"] == pytest.approx(10.0)
    assert np.isnan(table.city["Q"])
    assert table.indicators["share"].describes_origin
    assert table.indicators["share"].source == "(b_n) / (Einw) x 100"
    assert table.label("share") == "Anteil"
    with using("en"):
        assert table.label("share") == "Share"


def test_differences_and_empty_districts(folder: Path) -> None:
    frame = read_count_tables([A], folder).assign(zero=0.0)
    minus = OwnIndicator(key="d", label="D", numerator=("Einw",), minus=("Quote",), denominator=("Einw",), per=1)
    by_zero = OwnIndicator(key="z", label="Z", numerator=("Einw",), denominator=("zero",))
    table = own_indicators(frame, [minus, by_zero])
    assert table.frame.loc["01", "d"] == pytest.approx(0.985)
    assert table.frame["z"].isna().all()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (CountTable(file="c.csv", district="id"), "nicht gefunden"),
        (A.model_copy(update={"district": "key"}), "„key“ fehlt"),
        (A.model_copy(update={"name": "Titel"}), "„Titel“ fehlt"),
        (B.model_copy(update={"missing_if_all_zero": ("x",)}), "„b_x“ fehlt"),
        (CountTable(file="twice.csv", district="id"), "mehrfach vorhanden: 1"),
    ],
)
def test_tables_that_do_not_fit(folder: Path, table: CountTable, words: str) -> None:
    (folder / "twice.csv").write_text("id,n\n1,2\n1,3\n", encoding="utf-8")
    with pytest.raises(SourceError, match=words):
        read_count_tables([table], folder)


def test_columns_that_do_not_fit(folder: Path) -> None:
    frame = read_count_tables([A], folder)
    with pytest.raises(SourceError, match="Es fehlen die Spalten x"):
        own_indicators(frame, [OwnIndicator(key="x", label="X", numerator=("x",))])
    with pytest.raises(SourceError, match="Keine Zahlen"):
        own_indicators(frame.assign(x="viele"), [OwnIndicator(key="x", label="X", numerator=("x",))])
