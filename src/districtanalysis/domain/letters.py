"""Letters of other scripts that print like Latin ones."""

from __future__ import annotations

import unicodedata

# Cyrillic and Greek letters that print like Latin ones; the printed shape counts, not the sound.
LOOKALIKES = str.maketrans(
    {
        **dict(zip("АВЕКМНОРСТХУаеорсухікѕјһԁмнтв", "ABEKMHOPCTXYaeopcyxiksjhdmhtb", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
    }
)


def foreign_letters(name: str) -> str:
    """Return the letters of ``name`` that are not Latin, in their order, once each.

    >>> foreign_letters("Erfenbach"), foreign_letters("Еrfenbach")
    ('', 'Е')
    """
    odd = [letter for letter in name if letter.isalpha() and "LATIN" not in unicodedata.name(letter, "")]
    return "".join(dict.fromkeys(odd))


def latin_reading(name: str) -> str:
    """Return ``name`` with look-alike letters replaced by the Latin ones they print like.

    >>> latin_reading("Еrfenbach")
    'Erfenbach'
    """
    return name.translate(LOOKALIKES)
