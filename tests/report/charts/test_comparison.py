import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.pictured import Against, Differences, Parts
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.comparison import age_structure, change, profile, shares


def title(ax):
    return caption_of(ax).title.replace("\N{NO-BREAK SPACE}", " ")


CENSUS = Parts(
    "Bevölkerung",
    pd.DataFrame(
        {"ohne": [30580.0, 7737650.0, 64354900.0], "mit Hintergrund": [15170.0, 2673340.0, 15297460.0]},
        index=["Heidenheim", "Land", "Bund"],
    ),
    marked="Heidenheim",
)


def test_shares_are_those_of_the_census_counts(texts):
    ax = shares(CENSUS)
    # 15 170 / 45 750 = 33.2 %, 2 673 340 / 10 410 990 = 25.7 %, 15 297 460 / 79 652 360 = 19.2 %
    assert {"33,2", "25,7", "19,2"} <= set(texts(ax))
    assert title(ax) == "Heidenheim 33,2 %, Bund 19,2 % mit Hintergrund"
    assert ax.get_yticklabels()[0].get_fontweight() == "bold"
    assert ax.get_xlim() == (0, 100)


def test_an_area_with_a_missing_part_has_no_bar(texts):
    frame = CENSUS.frame.copy()
    frame.iloc[1, 0] = np.nan
    ax = shares(Parts("B", frame))
    assert "nicht verfügbar" in texts(ax)
    assert caption_of(ax).table.rows[1][1:3] == (None, None)


def test_age_structure_runs_from_light_to_dark_and_names_the_ends():
    frame = pd.DataFrame({"unter 18": [1.0, 3.0], "ab 18": [9.0, 7.0]}, index=["Ost", "West"])
    ax = age_structure(Parts("Alter", frame, ordered=True))
    assert title(ax) == "Von 70,0 % (West) bis 90,0 % (Ost) ab 18"
    first, second = (sum(patch.get_facecolor()[:3]) for patch in ax.patches[2:4])
    assert first > second


def differences(values, **more):
    frame = pd.DataFrame({"name": [f"D{i}" for i in range(len(values))], "value": values})
    return Differences("Einwohner", frame, "%", **more)


def test_change_diverges_around_zero_and_is_ordered(texts):
    ax = change(differences([-3.0, 5.0, 0.0, np.nan], overall=1.2))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["D1", "D2", "D0", "D3"]
    assert [bar.get_width() for bar in ax.patches] == [5.0, 0.0, -3.0]
    assert {"+5,0", "±0,0", "−3,0", "nicht verfügbar", "Stadt +1,2"} <= set(texts(ax))
    assert title(ax) == "Einwohner: 1 Stadtteil mit Zunahme, 1 mit Abnahme"
    up, down = ax.patches[0].get_facecolor(), ax.patches[-1].get_facecolor()
    assert up[2] > up[0]  # blue rather than red
    assert down[1] > 0.4  # ochre, no red


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([-1.0, -2.0], "2 Stadtteile mit Abnahme, keiner"),
        ([1.0, 2.0], "2 Stadtteile mit Zunahme, keiner"),
        ([0.0, 0.0], "keine Veränderung"),
    ],
)
def test_the_title_of_change_fits_one_sided_cases(values, expected):
    assert expected in title(change(differences(values)))


def test_spans_of_change_are_in_view():
    result = differences([-1.0, 2.0])
    result.frame[["low", "high"]] = [[-4.0, 0.5], [1.0, 6.0]]
    ax = change(result)
    low, high = ax.get_xlim()
    assert low < -4
    assert high > 6
    assert [column.key for column in caption_of(ax).table.columns] == ["district", "value", "low", "high"]


def test_of_many_changes_both_ends_are_drawn():
    ax = change(differences(list(np.linspace(-50, 50, 542))))
    assert len(ax.patches) == 30
    assert len(caption_of(ax).table.rows) == 542


AGAINST = Against(
    "Ost",
    pd.DataFrame(
        {
            "label": ["Anteil", "Dichte", "Index"],
            "value": [12.0, 3.0, np.nan],
            "city": [10.0, 9.0, 1.0],
            "deviation": [1.0, -5.0, np.nan],
            "decimals": [1, 0, 2],
        },
        index=["a", "b", "c"],
    ),
    pd.DataFrame({"a": [0.0, -1.0], "b": [0.5, 1.0]}),
)


def test_a_profile_puts_far_values_at_the_edge_with_an_arrow(texts):
    ax = profile(AGAINST)
    markers = {line.get_marker() for line in ax.lines}
    assert {"o", "<", "."} <= markers
    assert "12,0 (Stadt 10,0)" in texts(ax)
    assert "n. v. (Stadt 1,00)" in texts(ax)
    assert title(ax) == "Ost: größter Abstand nach unten bei Dichte (−5,0)"
    assert "3 Stadtteile" in caption_of(ax).subtitle


def test_a_profile_names_what_it_is_compared_with(texts):
    ax = profile(Against("Ost", AGAINST.frame, AGAINST.others, "zusammen"))
    assert "12,0 (zusammen 10,0)" in texts(ax)
    assert "(zusammen)" in caption_of(ax).subtitle


def test_a_profile_near_the_city_says_so():
    frame = AGAINST.frame.assign(deviation=[0.1, -0.2, np.nan])
    assert "nahe am Vergleichswert" in title(profile(Against("Ost", frame)))
