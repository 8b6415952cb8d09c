from __future__ import annotations

import pytest

from districtanalysis.domain.letters import LOOKALIKES, foreign_letters, latin_reading


@pytest.mark.parametrize("name", ["Hohenecken", "Bännjerrück/Karl-Pfaff-Siedlg.", "Straße 17", "Ångström", "", "São-Ñ"])
def test_latin_names_have_no_foreign_letters(name: str) -> None:
    assert foreign_letters(name) == ""
    assert latin_reading(name) == name


def test_cyrillic_letters_are_named_once_each_in_their_order() -> None:
    assert foreign_letters("Нонемескем") == "Нонемск"


def test_a_single_foreign_letter_among_latin_ones_is_found() -> None:
    assert foreign_letters("Dansеnberg") == "е"
    assert latin_reading("Dansеnberg") == "Dansenberg"


def test_letters_are_read_by_their_shape_and_not_their_sound() -> None:
    # Cyrillic В prints like B and sounds like W; Н prints like H and sounds like N
    assert latin_reading("Ветzеnbеrg") == "Betzenberg"
    assert latin_reading("Νоrd") == "Nord"


def test_every_lookalike_is_replaced_by_one_latin_letter() -> None:
    assert all(foreign_letters(chr(code)) for code in LOOKALIKES)
    assert all(len(str(latin)) == 1 and str(latin).isascii() for latin in LOOKALIKES.values())
