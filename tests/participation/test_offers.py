"""Offers: what is covered, what is not, and lists that a study can count."""

import pytest

from districtanalysis.domain.offers import Offer
from districtanalysis.participation.offers import coverage, engagement_rows, facility_rows
from districtanalysis.sources.actors_file import read_register

LISTS = "".join(
    f'[[list]]\naxis = "{axis}"\nentry = "{entry}"\n'
    for axis, entries in {
        "field": ("Sprache", "Wohnen"),
        "group": ("Frauen", "Jugend"),
        "district": ("Ost", "West"),
    }.items()
    for entry in entries
)


def offer(name, fields, groups=(), districts=(), **more):
    lines = [
        f'name = "{name}"',
        f"fields = {list(fields)}",
        f"groups = {list(groups)}",
        f"districts = {list(districts)}",
    ]
    return "[[offer]]\n" + "\n".join([*lines, *(f'{key} = "{value}"' for key, value in more.items())]) + "\n"


@pytest.fixture
def covered(tmp_path):
    def read(*parts):
        path = tmp_path / "angebote.toml"
        path.write_text("schema_version = 1\n" + "".join(parts), encoding="utf-8")
        return coverage(read_register(path))

    return read


@pytest.fixture
def town(covered):
    return covered(
        LISTS,
        offer("Kurs", ["Sprache"], ["Frauen"], ["Ost"]),
        offer("Treff", ["sprache"], [], ["Ost"]),  # for everybody, spelled differently
        offer("Telefon", ["Sprache"], ["Jugend"]),  # the whole town
        offer("Plan", ["Wohnen"], ["Jugend"], ["West"], state="planned"),
    )


def test_matrix_by_hand(town):
    # Sprache, Ost: Kurs, Treff and Telefon; Sprache, West: Telefon alone; Wohnen: only a plan
    assert town.matrix("field", "district").values.tolist() == [[3, 1], [0, 0]]
    assert town.matrix("field", "group").values.tolist() == [[2, 2], [0, 0]]
    assert town.matrix("group", "district").values.tolist() == [[2, 0], [2, 1]]


def test_blank_spots(town):
    assert town.blanks().values.tolist() == [
        ["Sprache", "Frauen", ("West",)],
        ["Wohnen", "Frauen", ("Ost", "West")],
        ["Wohnen", "Jugend", ("Ost", "West")],
    ]
    assert town.declared == {"field", "group", "district"}


def test_local_offers_and_those_of_the_whole_town_stay_apart(town):
    frame = town.to_frame().set_index(["field", "group", "district"])
    assert frame.loc[("Sprache", "Jugend", "Ost")].tolist() == [1, 1]
    assert frame.loc[("Sprache", "Jugend", "West")].tolist() == [0, 1]
    assert len(frame) == 8
    assert "Sprache" in town._repr_html_()


def test_without_lists_only_what_is_named_is_known(covered):
    result = covered(offer("Kurs", ["Sprache"]))
    assert result.declared == frozenset()
    assert result.entries == {"field": ("Sprache",), "group": ("alle Zielgruppen",), "district": ("Gesamtstadt",)}
    assert result.blanks().empty


def test_an_entry_beside_the_list_is_told(covered):
    result = covered(LISTS, offer("Kurs", ["Sprahce"], ["Frauen"]))
    (finding,) = result.findings
    assert (finding.rule, finding.severity, finding.cell) == ("offer_unlisted", "warning", "offer[1].fields")
    assert "Sprahce" in result.entries["field"]


def test_no_offers(covered):
    result = covered(LISTS)
    assert len(result.blanks()) == 4
    assert covered().offers == ()


OFFERS = [
    Offer("Haus", kind="Jugend", number=2, districts=("Ost", "West")),
    Offer("Bad", kind="Sport", districts=("Ost",)),
    Offer("Café", districts=("Ost",), lasting=True, contact=True, evidence="Flyer"),
    Offer("Kurs", districts=("West",), lasting=True),
    Offer("Telefon"),
    Offer("Alt", kind="Sport", districts=("Ost",), state="ended"),
]


def test_lists_for_a_study():
    assert facility_rows(OFFERS) == [
        ("Ost", "Jugend", "2", "Haus"),
        ("West", "Jugend", "2", "Haus"),
        ("Ost", "Sport", "vorhanden", "Bad"),
    ]
    assert engagement_rows(OFFERS) == [
        ("Ost", "Engagementstruktur", "3", "Flyer"),
        ("West", "Engagementstruktur", "2", "Kurs"),
    ]
