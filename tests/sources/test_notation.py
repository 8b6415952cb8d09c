from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.domain.observations import QUALIFIERS, STATUSES
from districtanalysis.errors import StudyError
from districtanalysis.sources.notation import Figure, clear, read_figure

BLANKS = ["", " ", "\N{NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{NARROW NO-BREAK SPACE}"]


def german(value: int, decimals: int, group: str) -> str:
    """The number value / 10**decimals in German notation, written digit by digit."""
    digits = str(abs(value)).rjust(decimals + 1, "0")
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    grouped = f"{int(whole):,}".replace(",", group)
    return ("-" if value < 0 else "") + grouped + ("," + part if part else "")


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), st.sampled_from([*BLANKS, ".", "'", "’"]))
def test_a_number_in_german_notation_comes_back(value: int, decimals: int, group: str) -> None:
    figure = read_figure(german(value, decimals, group))
    assert figure.value == pytest.approx(value / 10**decimals, abs=1e-9, rel=1e-15)
    assert figure.decimals == decimals
    assert figure.low == figure.high == figure.value
    assert figure.status == ("rounded_zero" if value == 0 else "exact")


@given(st.text(max_size=20), st.sampled_from(["classic", "plain", "zensus", "kaiserslautern", "lower_saxony_new"]))
def test_any_text_gives_a_figure_in_the_words_of_the_field(text: str, profile: str) -> None:
    figure = read_figure(text, profile=profile)
    assert figure.status in STATUSES
    assert figure.qualifier in QUALIFIERS
    assert figure.text == text.strip()
    if figure.status == "unreadable":
        assert math.isnan(figure.value)
        assert math.isnan(figure.low)


# Signs of section 2 of the profiles' offices: DIN 55301 (classic), Lower Saxony (new), Zensus 2022, Kaiserslautern.
@pytest.mark.parametrize(
    ("printed", "profile", "status"),
    [
        ("-", "classic", "exact_zero"),
        ("–", "classic", "exact_zero"),
        ("0", "classic", "rounded_zero"),
        ("0,0", "classic", "rounded_zero"),
        (".", "classic", "unknown_or_secret"),
        ("·", "classic", "unknown_or_secret"),
        ("...", "classic", "not_yet"),
        ("…", "classic", "not_yet"),
        ("/", "classic", "unreliable"),
        ("x", "classic", "not_meaningful"),
        ("X", "classic", "not_meaningful"),
        ("(12)", "classic", "unreliable"),
        ("153 p", "classic", "preliminary"),
        ("153r", "classic", "revised"),
        ("153 s", "classic", "estimated"),
        ("153 e", "classic", "exact"),
        ("0", "lower_saxony_new", "exact_zero"),
        ("k", "lower_saxony_new", "rounded_zero"),
        ("g", "lower_saxony_new", "unknown_or_secret"),
        ("t", "lower_saxony_new", "not_yet"),
        ("u", "lower_saxony_new", "unreliable"),
        ("-", "lower_saxony_new", "unreadable"),
        (".", "zensus", "suppressed"),
        ("*", "kaiserslautern", "suppressed"),
        ("*", "classic", "unreadable"),
        ("( )", "zuerich", "suppressed"),
        ("0", "plain", "exact_zero"),
        ("n. v.", "classic", "not_available"),
        ("nicht verfügbar", "classic", "not_available"),
        ("k. A.", "classic", "not_available"),
        ("", "classic", "not_available"),
        ("keine", "classic", "exact_zero"),
        ("nicht vorhanden", "classic", "exact_zero"),
    ],
)
def test_signs_mean_what_their_profile_says(printed: str, profile: str, status: str) -> None:
    assert read_figure(printed, profile=profile).status == status


def test_a_sign_for_nothing_is_a_number_and_a_sign_for_a_missing_one_is_not() -> None:
    assert read_figure("-").value == 0
    assert math.isnan(read_figure(".").value)
    assert read_figure("(12)").value == 12


@pytest.mark.parametrize(
    ("printed", "value", "low", "high", "qualifier"),
    [
        ("mind. 46", 46, 46, math.inf, "at_least"),
        ("mindestens 46", 46, 46, math.inf, "at_least"),
        ("über 100", 100, 100, math.inf, "at_least"),
        ("≥ 46", 46, 46, math.inf, "at_least"),
        ("46 und mehr", 46, 46, math.inf, "at_least"),
        ("ca. 19.700", 19700, 19700, 19700, "about"),
        ("rd. 24.000", 24000, 24000, 24000, "about"),
        ("knapp 500", 500, 0, 500, "nearly"),
        ("bis zu 20", 20, 0, 20, "at_most"),
        ("unter 3", 3, 0, 3, "at_most"),
        ("2-3", 2.5, 2, 3, "between"),
        ("2–3", 2.5, 2, 3, "between"),
        ("2 bis 3", 2.5, 2, 3, "between"),
        ("circa 2-3", 2.5, 2, 3, "between"),
        ("zwischen 2 und 3", 2.5, 2, 3, "between"),
        ("1.200 bis 1.400", 1300, 1200, 1400, "between"),
    ],
)
def test_qualifiers_leave_the_bounds_open_that_they_leave_open(
    printed: str, value: float, low: float, high: float, qualifier: str
) -> None:
    figure = read_figure(printed)
    assert (figure.value, figure.low, figure.high, figure.qualifier) == (value, low, high, qualifier)
    assert figure.status == "exact"
    assert figure.text == printed


@pytest.mark.parametrize("printed", ["vorhanden", "ja", "Vorhanden", True])
def test_presence_is_at_least_one_and_no_number(printed: object) -> None:
    figure = read_figure(printed)
    assert figure.qualifier == "present"
    assert math.isnan(figure.value)
    assert (figure.low, figure.high) == (1, math.inf)


@pytest.mark.parametrize(
    ("printed", "value", "footnotes"),
    [
        ("153 1)", 153, ("1)",)),
        ("15 1)", 15, ("1)",)),
        ("1 234 1)", 1234, ("1)",)),
        ("153 1) 2)", 153, ("1)", "2)")),
        ("12¹", 12, ("1)",)),
        ("153¹⁾", 153, ("1)",)),
        ("153a)", 153, ("a)",)),
        ("7*", 7, ("*",)),
        ("30,86 % 2)", 30.86, ("2)",)),
    ],
)
def test_footnote_signs_are_kept_beside_the_number(printed: str, value: float, footnotes: tuple[str, ...]) -> None:
    figure = read_figure(printed)
    assert (figure.value, figure.footnotes, figure.text) == (value, footnotes, printed)


def test_footnote_signs_count_only_where_the_profile_has_them() -> None:
    assert read_figure("7*", profile="kaiserslautern").status == "unreadable"
    assert read_figure("153a)", profile="zensus").status == "unreadable"


def test_a_footnote_may_stand_behind_a_sign_and_behind_brackets() -> None:
    assert read_figure(". 1)").status == "unknown_or_secret"
    bracketed = read_figure("(153) 1)")
    assert (bracketed.value, bracketed.status, bracketed.footnotes) == (153, "unreliable", ("1)",))


@pytest.mark.parametrize(
    ("printed", "value", "decimals"),
    [
        ("2.781.620", 2781620, 0),
        ("2 781 620", 2781620, 0),
        ("3\N{THIN SPACE}715", 3715, 0),
        ("4\N{NO-BREAK SPACE}336", 4336, 0),
        ("1'107'010", 1107010, 0),
        ("17,60", 17.6, 2),
        ("-4,5", -4.5, 1),
        ("\N{MINUS SIGN}4,5", -4.5, 1),
        ("-  23", -23, 0),
        ("+3,2", 3.2, 1),
        ("1.234,5", 1234.5, 1),
        ("1,234,567", 1234567, 0),
        ("0.534", 0.534, 3),
    ],
)
def test_numbers_that_have_one_reading(printed: str, value: float, decimals: int) -> None:
    figure = read_figure(printed)
    assert (figure.value, figure.decimals, figure.ambiguous) == (value, decimals, False)


def test_percent_is_said_and_the_number_kept() -> None:
    figure = read_figure("53,40%")
    assert (figure.value, figure.decimals, figure.percent) == (53.4, 2, True)
    assert not read_figure("53,40").percent


def test_a_point_that_could_be_either_sign_is_read_the_german_way_and_flagged() -> None:
    assert (read_figure("1.234").value, read_figure("1.234").ambiguous) == (1234, True)
    assert (read_figure("12.5").value, read_figure("12.5").ambiguous) == (12.5, True)


def test_the_signs_of_the_table_settle_what_is_ambiguous() -> None:
    as_decimal = read_figure("1.234", decimal=".")
    assert (as_decimal.value, as_decimal.decimals, as_decimal.ambiguous) == (1.234, 3, False)
    as_thousands = read_figure("1.234", decimal=",")
    assert (as_thousands.value, as_thousands.ambiguous) == (1234, False)
    assert read_figure("1.5", decimal=",").status == "unreadable"
    assert read_figure("1,234.5", decimal=".").value == 1234.5
    assert read_figure("1.234", decimal=",", thousands=" ").status == "unreadable"


# The typing errors of a published social atlas (Flensburg 2022, table 8), a date, words, a broken grouping.
@pytest.mark.parametrize(
    "printed",
    [
        "1.3066",
        "1.4131",
        "857´0",
        "857°",
        "12 34",
        "1531)",
        "31.12.2019",
        "Kirchengemeinden",
        "2 Kitas",
        "2016-17",
        "--",
    ],
)
def test_what_cannot_be_read_is_unreadable_and_keeps_its_text(printed: str) -> None:
    figure = read_figure(printed)
    assert figure.status == "unreadable"
    assert math.isnan(figure.value)
    assert figure.text == printed


def test_a_cell_that_holds_a_number_brings_its_decimals() -> None:
    assert read_figure(7, decimals=0) == Figure(7.0, 7.0, 7.0, decimals=0, text="7")
    assert read_figure(17.6, decimals=1).text == "17,6"
    assert read_figure(3694).decimals == 0
    assert read_figure(9.53).decimals == -1
    assert read_figure(0, decimals=0).status == "rounded_zero"


def test_blank_cells_are_not_available_and_dates_are_no_figures() -> None:
    assert read_figure(None).status == "not_available"
    assert read_figure(math.nan).status == "not_available"
    spoiled = read_figure(dt.date(2020, 6, 13))
    assert (spoiled.status, spoiled.text) == ("unreadable", "2020-06-13")
    assert read_figure(math.inf).status == "unreadable"
    assert read_figure(False).value == 0


def test_an_unknown_profile_names_the_nearest() -> None:
    with pytest.raises(StudyError, match="Gemeint ist vielleicht „classic“"):
        read_figure("1", profile="clasic")


def test_invisible_characters_are_taken_out() -> None:
    assert clear("Aus\xadländer\u200b\n insgesamt") == "Ausländer insgesamt"
