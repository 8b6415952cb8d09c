"""Actors rated by several people: medians, spread, agreement, quadrants, codes, and slips told with their place."""

import numpy as np
import pytest

from districtanalysis.participation.actors import actor_analysis, pseudonym, quadrant
from districtanalysis.sources.actors_file import read_register

HEAD = 'schema_version = 1\n[analysis]\ntitle = "Probe"\nlow = 1\nhigh = 5\n'
NAMES = ("Verein", "Schule", "Rathaus", "Chor")


def actor(name, themes=(), districts=(), **more):
    lines = [f'name = "{name}"', f"themes = {list(themes)}", f"districts = {list(districts)}"]
    return "[[actor]]\n" + "\n".join([*lines, *(f'{key} = "{value}"' for key, value in more.items())]) + "\n"


def rating(name, rater, activity, cooperation):
    return f'[[rating]]\nactor = "{name}"\nrater = "{rater}"\nactivity = {activity}\ncooperation = {cooperation}\n'


@pytest.fixture
def analysed(tmp_path):
    def read(*parts, head=HEAD, names=False):
        path = tmp_path / "akteure.toml"
        path.write_text(head + "".join(parts), encoding="utf-8")
        return actor_analysis(read_register(path), names=names)

    return read


@pytest.fixture
def four(analysed):
    parts = [
        actor("Verein", ["Sport"], ["Ost"]),
        actor("Schule", ["Bildung", "Sport"], ["Ost"]),
        actor("Rathaus", ["Bildung"]),
        actor("Chor", ["Kultur"], ["West"]),
    ]
    rows = [
        ("Verein", "a", 5, 1),
        ("Verein", "b", 4, 2),
        ("Verein", "c", 4, 2),
        ("Schule", "a", 4, 5),
        ("Schule", "b", 5, 5),
    ]
    rows += [("Rathaus", "a", 3, 4), ("Chor", "a", 1, 5), ("Chor", "b", 5, 5)]
    return analysed(*parts, *(rating(*row) for row in rows), names=True)


def by_name(result):
    return result.frame.set_index("name")


def test_median_and_spread(four):
    frame = by_name(four)
    assert frame.loc["Verein", ["activity", "activity_low", "activity_high"]].tolist() == [4, 4, 5]
    assert frame.loc["Verein", ["cooperation", "cooperation_low", "cooperation_high"]].tolist() == [2, 1, 2]
    assert frame["raters"].to_dict() == {"Verein": 3, "Schule": 2, "Rathaus": 1, "Chor": 2}


def test_quadrants_and_gaps(four):
    assert by_name(four)["quadrant"].to_dict() == {
        "Verein": "active_alone",
        "Schule": "active_cooperating",
        "Rathaus": "between",
        "Chor": "between",  # the median of 1 and 5 is the middle
    }
    assert four.of("active_alone") == ["Verein"]
    assert by_name(four)["divided"].to_dict() == {"Verein": False, "Schule": False, "Rathaus": False, "Chor": True}


@pytest.mark.parametrize(
    ("activity", "cooperation", "expected"),
    [
        (4, 4, "active_cooperating"),
        (4, 2, "active_alone"),
        (2, 4, "quiet_cooperating"),
        (2, 2, "quiet_alone"),
        (4, 3, "between"),
        (4, np.nan, "unrated"),
    ],
)
def test_every_quadrant(activity, cooperation, expected):
    assert quadrant(activity, cooperation, 3) == expected


def test_agreement_is_that_of_the_formula(four):
    # cooperation, pairs of raters: Verein 1 2 2, Schule 5 5, Chor 5 5 (Rathaus has one rater and is left out).
    # Coincidences: 22: 1, 12: 1, 21: 1, 55: 4; totals 1, 2, 4 of 7. Ordinal distances by what lies between:
    # 1-2: (1.5)^2, 1-5: (4.5)^2, 2-5: 3^2. Observed 2 * 2.25 = 4.5;
    # expected 2 * (1*2*2.25 + 1*4*20.25 + 2*4*9) / 6 = 52.5; alpha = 1 - 4.5 / 52.5.
    (activity, cooperation) = four.agreement
    assert cooperation.alpha == pytest.approx(1 - 4.5 / 52.5)
    assert (cooperation.actors, cooperation.raters) == (3, 3)
    assert activity.axis == "activity"


def test_by_theme_and_district(four):
    themes = four.by["theme"].set_index("entry")
    assert themes["actors"].to_dict() == {"Bildung": 2, "Kultur": 1, "Sport": 2}
    assert themes.loc["Sport", ["active_alone", "active_cooperating"]].tolist() == [1, 1]
    assert four.by["district"]["entry"].tolist() == ["Ost", "West"]


def test_codes_are_stable_and_names_stay_inside(analysed):
    few = analysed(actor("Verein"), actor("Schule"))
    more = analysed(actor("Chor"), actor("Schule"), actor("Verein"))
    codes = {part.name: part.code for part in more.actors}
    assert [part.code for part in few.actors] == [codes["Verein"], codes["Schule"]]
    assert codes["Verein"] == pseudonym("verein")
    assert "name" not in few.to_frame()
    assert "kind" not in few.to_frame()
    assert "Verein" not in few._repr_html_()
    assert few.label(codes["Verein"]) == codes["Verein"]


def test_the_order_of_the_list_does_not_give_names_away(analysed):
    one = analysed(*(actor(name) for name in NAMES)).frame
    other = analysed(*(actor(name) for name in reversed(NAMES))).frame
    assert list(one.index) == list(other.index) == sorted(one.index)
    assert analysed(*(actor(name) for name in NAMES), names=True).frame["name"].tolist() == list(NAMES)


def test_a_keyword_changes_all_codes(analysed):
    plain = analysed(actor("Verein"))
    keyed = analysed(actor("Verein"), head=HEAD + 'keyword = "geheim"\n')
    assert keyed.keyed
    assert keyed.actors[0].code != plain.actors[0].code


def test_a_code_of_ones_own_and_codes_that_would_collide(analysed):
    result = analysed(actor("Verein", code="V1"), actor("Schule", code=pseudonym("Chor")), actor("Chor"))
    codes = [part.code for part in result.actors]
    assert codes[0] == "V1"
    assert len(set(codes)) == 3
    assert len(codes[2]) == 6  # one digit more


def test_many_actors_have_different_codes(analysed):
    result = analysed(*(actor(f"Akteur {i}") for i in range(400)))
    assert result.frame.index.is_unique


def test_names_on_request(analysed):
    result = analysed(actor("Verein"), names=True)
    assert result.to_frame()["name"].tolist() == ["Verein"]


@pytest.mark.parametrize(
    ("rows", "rule", "cell", "words"),
    [
        ([("Verein", "a", 6, 2)], "form_number_between", "rating[1].activity", "„Aktivität“ enthält „6“"),
        ([("Verein", "a", 4, 0.5)], "form_number_between", "rating[1].cooperation", "Eine Zahl von 1 bis 5."),
        ([("Verein", "a", 4, '"gut"')], "form_number", "rating[1].cooperation", "„gut“"),
        ([("Verein", "a", 4, 2), ("verein ", "A", 5, 5)], "rating_twice", "rating[2].actor", "rating[1].actor"),
        ([("Verin", "a", 4, 2)], "rating_unknown_actor", "rating[1].actor", "„Verein“"),
    ],
)
def test_wrong_ratings_are_told_with_place_and_remedy(analysed, rows, rule, cell, words):
    result = analysed(actor("Verein"), *(rating(*row) for row in rows))
    finding = next(finding for finding in result.findings if finding.rule == rule)
    assert (finding.severity, finding.cell) == ("error", cell)
    assert words in finding.message


def test_the_first_of_two_ratings_counts_and_values_off_the_scale_do_not(analysed):
    result = analysed(
        actor("Verein"),
        rating("Verein", "a", 4, 2),
        rating("Verein", "a", 1, 1),
        rating("Verein", "b", 9, 2),
        names=True,
    )
    assert by_name(result).loc["Verein", "activity"] == 4
    assert by_name(result).loc["Verein", "raters"] == 2


def test_other_slips(analysed):
    result = analysed(actor("Verein", code="X"), actor("VEREIN"), actor("Chor", code="x"), rating("Verein", "a", 3, 3))
    assert [(f.rule, f.severity) for f in result.findings] == [
        ("actor_twice", "error"),
        ("actor_code_twice", "error"),
        ("actor_unrated", "warning"),
    ]
    wrong = analysed(actor("Verein"), head="[analysis]\nlow = 5\nhigh = 1\n")
    assert "survey_scale_ends" in [finding.rule for finding in wrong.findings]


def test_nothing_rated_and_nothing_at_all(analysed):
    unrated = analysed(actor("Verein"))
    assert unrated.frame["quadrant"].tolist() == ["unrated"]
    assert np.isnan(unrated.agreement[0].alpha)
    assert analysed().actors == ()
    assert analysed().by["theme"].empty


def test_another_scale(analysed):
    result = analysed(actor("Verein"), rating("Verein", "a", 6, 2), head="[analysis]\nlow = 0\nhigh = 10\n", names=True)
    assert result.middle == 5
    assert by_name(result).loc["Verein", "quadrant"] == "active_alone"
