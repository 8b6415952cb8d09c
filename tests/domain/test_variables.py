from __future__ import annotations

import re

import pytest

from districtanalysis.domain.variables import (
    codebook,
    codebooks,
    fold,
    kind_label,
    kinds,
    read_kind,
    variables,
)
from districtanalysis.errors import StudyError
from districtanalysis.language import LANGUAGES, has, using

CONCEPTS = {"count", "share", "ordinal", "text", "figure"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_variable_has_a_name_a_unit_and_a_concept(code: str) -> None:
    with using(code):
        for key, entry in variables().items():
            assert entry.key == key
            assert entry.label
            assert entry.concept in CONCEPTS
            assert entry.unit in {"text", "code"} or has(f"unit.{entry.unit}")


def test_only_what_can_be_counted_together_is_additive() -> None:
    # a person has one residence, but a nationality can occur in two districts; shares are never added
    assert variables()["residents"].additive
    assert not variables()["nationalities"].additive
    kept_apart = {"share", "ordinal", "text"}
    assert not any(entry.additive for entry in dict(variables().items()).values() if entry.concept in kept_apart)


def test_references_between_variables_lead_somewhere() -> None:
    for entry in dict(variables().items()).values():
        assert all(name in variables() for name in (entry.part_of, entry.numerator, entry.denominator) if name)
        assert all(re.compile(pattern) for pattern in entry.headings)


def test_refugees_in_care_are_a_caseload_and_no_part_of_a_register() -> None:
    entry = variables()["refugees_in_care"]
    assert entry.caseload
    assert entry.part_of == ""


def test_an_unknown_variable_names_the_nearest_one() -> None:
    with pytest.raises(StudyError, match=r"Größe „resident“ ist unbekannt\. Gemeint ist vielleicht „residents“"):
        _ = variables()["resident"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_step_of_every_code_book_has_a_meaning(code: str) -> None:
    with using(code):
        for book in dict(codebooks().items()).values():
            assert len({book.step_label(step) for step in book.steps}) == len(book.steps)
            assert variables()[book.key].concept == "ordinal"


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Generationenumbruch in den nächsten Jahren", 1),
        ("Umbruch steht bevor", 1),
        ("Generationenumbruch", 2),
        ("generationendurchmisch", 0),
        ("Generationendurchmischung", 0),
        ("2", 2),
        ("1 – Umbruch steht bevor", 1),
        ("3", None),
        ("unklar", None),
        ("", None),
    ],
)
def test_generation_situations_are_read_as_printed(text: str, step: int | None) -> None:
    assert codebook("generation_situation").read(text) == step


def test_steps_of_engagement_are_numbers_and_never_guessed_from_words() -> None:
    book = codebook("engagement_structure")
    assert [book.read(text) for text in ("0", "3", "4", "viel", "2 - einzelne Angebote")] == [0, 3, None, None, 2]
    assert book.several == "highest"
    assert codebook("generation_situation").several == "refuse"


def test_an_unknown_code_book_is_refused() -> None:
    with pytest.raises(StudyError, match="Codebuch „engagement“ ist unbekannt"):
        codebook("engagement")


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Grundschule", "primary_school"),
        ("Kinderhaus/Kita", "daycare"),
        ("Kindergarten St. Anna", "daycare"),
        ("Jugend", "youth"),
        ("Kirche/Gemeindezentrum", "church_or_community_centre"),
        ("Freie Träger am Standort", "independent_provider"),
        ("Freier Träger am Standort", "independent_provider"),
        ("Sport", "sport"),
        ("Hort", "after_school_care"),
        ("Gymnasium", "grammar_school"),
        ("Private Realschule/Gymnasium", "private_secondary_school"),
        ("daycare", "daycare"),
        ("Eisbahn ", "Eisbahn"),
    ],
)
def test_kinds_of_facilities_are_read_as_printed(printed: str, kind: str) -> None:
    assert read_kind(printed) == kind


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_kind_has_a_name(code: str) -> None:
    with using(code):
        assert len({kind_label(kind) for kind in kinds()}) == len(kinds())
        assert all(has(f"codebook.kinds.{kind}") for kind in kinds())
        assert kind_label("Eisbahn") == "Eisbahn"


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Ausländer\n in %", "ausländer in %"),
        ("Bevölke-\nrung", "bevölkerung"),
        ("Aus\N{SOFT HYPHEN}länder", "ausländer"),
        (" Straße\N{NO-BREAK SPACE} 5 ", "strasse 5"),
        ("Haupt-\nWohnsitz", "haupt- wohnsitz"),
    ],
)
def test_headings_are_folded_for_comparing(printed: str, folded: str) -> None:
    assert fold(printed) == folded
