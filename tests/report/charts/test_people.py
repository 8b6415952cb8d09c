import pandas as pd
import pytest

from districtanalysis.domain.pictured import Ages, Amounts
from districtanalysis.errors import MethodError
from districtanalysis.language import using
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.people import origins, pyramid


def title(ax):
    return caption_of(ax).title.replace("\N{NO-BREAK SPACE}", " ")


# 100 persons: 20 under 18, 60 from 18 to 64, 20 from 65
BANDS = pd.DataFrame(
    {
        "age_to": [17, 64, -1],
        "female": [10, 30, 12],
        "male": [10, 30, 8],
        "female_foreign": [2, 9, 0],
        "male_foreign": [3, 6, 1],
    },
    index=[0, 18, 65],
)


def test_the_pyramid_has_men_left_and_areas_that_can_be_compared():
    ax = pyramid(Ages("Ost", BANDS))
    bars = [bar for bar in ax.patches if bar.get_height() in {18.0, 47.0, 5.0}]
    women, men = bars[0], next(bar for bar in bars if bar.get_width() < 0)
    # 10 of 100 persons over 18 years of age: 10 / 18 percent per year
    assert women.get_width() == pytest.approx(10 / 18)
    assert men.get_width() == pytest.approx(-10 / 18)
    area = sum(abs(bar.get_width()) * bar.get_height() for bar in bars)
    assert area == pytest.approx(100 + 21)  # all residents and the foreign nationals among them
    assert title(ax) == "Ost: 20,0 % unter 18, 20,0 % ab 65 Jahren"


def test_another_area_is_an_outline_and_named():
    ax = pyramid(Ages("Ost", BANDS.drop(columns=["female_foreign", "male_foreign"]), BANDS, "Ulm"))
    assert "Umriss: Ulm" in [text.get_text() for text in ax.texts]
    assert len(caption_of(ax).table.columns) == 3


def test_the_axis_counts_both_sides_upwards():
    ax = pyramid(Ages("Ost", BANDS))
    ax.figure.canvas.draw()
    assert not any("−" in label.get_text() for label in ax.get_xticklabels())


AMOUNTS = Amounts("Herkunft", pd.Series({"Syrien": 30.0, "Italien": 50.0, "Polen": 15.0, "Irak": 5.0}), "Ost")


def test_origins_show_the_largest_and_the_remainder(texts):
    ax = origins(AMOUNTS, top=2)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Italien", "Syrien", "2 weitere zusammen"]
    assert {"50 (50,0 %)", "30 (30,0 %)", "20 (20,0 %)"} <= set(texts(ax))
    assert ax.patches[-1].get_hatch()  # the remainder does not hang on colour
    caption = caption_of(ax)
    assert title(ax) == "Ost: Italien an erster Stelle; die 2 größten Gruppen machen 80 % aus"
    assert [row[1] for row in caption.table.rows] == [50.0, 30.0, 20.0]
    assert any("kein Maß für Bedarf" in note for note in caption.notes)


def test_origins_without_remainder_say_so():
    with using("en"):
        caption = caption_of(origins(AMOUNTS))
    assert caption.title == "Ost: Italien comes first"
    assert len(caption.table.rows) == 4


def test_groups_that_overlap_are_shares_of_the_printed_total_without_a_rest():
    amounts = pd.Series({"EU": 60.0, "Polen": 45.0, "Türkei": 40.0})
    ax = origins(Amounts("Herkunft", amounts, "Ost", whole=100.0), top=2)
    table = caption_of(ax).table
    assert [row[2] for row in table.rows] == [60.0, 45.0]
    assert "überschneiden" in caption_of(ax).notes[0]


def test_nothing_to_draw_is_said():
    with pytest.raises(MethodError, match="Kein Wert"):
        origins(Amounts("Herkunft", pd.Series({"EU": float("nan")}), "Ost"))
