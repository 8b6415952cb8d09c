"""Names of districts as people write them: matched with the evidence shown, never silently."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from districtanalysis.domain.letters import foreign_letters, latin_reading
from districtanalysis.domain.variables import fold

_ABBREVIATIONS = (
    (r"\bsiedlg\.?(?=\W|$)", "siedlung"),
    (r"str\.", "strasse"),
    (r"\bst\.", "sankt"),
    (r"\bgr\.", "gross"),
    (r"\bkl\.", "klein"),
    (r"\bob\.", "ober"),
    (r"\bunt\.", "unter"),
)
_SIMILAR = 0.75


@dataclass(frozen=True, slots=True)
class Match:
    """A printed name and the district it was taken for.

    ``evidence`` is exact, alias, case, spelling, letters or new.
    """

    printed: str
    district: str
    evidence: str


def match_names(printed: Iterable[str], known: Iterable[str], aliases: Mapping[str, str]) -> dict[str, Match]:
    """Return the district of each printed name.

    A name that fits no known one is a district of its own (evidence ``new``). Two known names that
    fit equally well are no match.

    >>> found = match_names(["ERLENBACH", "Siedlg./ West"], ["Erlenbach", "Siedlung/West"], {})
    >>> [(match.district, match.evidence) for match in found.values()]
    [('Erlenbach', 'case'), ('Siedlung/West', 'spelling')]
    """
    districts = _Known(known)
    return {name: _match(name, districts, aliases) for name in dict.fromkeys(printed)}


class _Known:
    """Known names, by each of the ways in which they may be spelled."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = dict.fromkeys(names)

    @cached_property
    def by_case(self) -> dict[str, list[str]]:
        """The names without upper and lower case."""
        return self._by(fold)

    @cached_property
    def by_spelling(self) -> dict[str, list[str]]:
        """The names without all freedoms of spelling."""
        return self._by(spelling)

    def _by(self, key: Callable[[str], str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.names:
            found.setdefault(key(name), []).append(name)
        return found


def spelling(name: str) -> str:
    """Return a name without the freedoms of spelling: case, umlauts, blanks, hyphens, abbreviations.

    >>> spelling("Bännjerrück/ Karl-Pfaff-Siedlg.")
    'baennjerrueck/karl pfaff siedlung'
    """
    text = fold(name)
    for pattern, full in _ABBREVIATIONS:
        text = re.sub(pattern, full, text)
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        text = text.replace(umlaut, plain)
    text = re.sub(r"\s*/\s*", "/", text.replace("-", " "))
    return re.sub(r"\s+", " ", text).strip()


def _match(name: str, known: _Known, aliases: Mapping[str, str]) -> Match:
    plain = name.strip()
    if plain in known.names:
        return Match(name, plain, "exact")
    if plain in aliases:
        return Match(name, aliases[plain], "alias")
    for evidence, same in (
        ("case", known.by_case.get(fold(plain), [])),
        ("spelling", known.by_spelling.get(spelling(plain), [])),
    ):
        if len(same) == 1:
            return Match(name, same[0], evidence)
    if foreign_letters(plain):
        return _by_letters(name, known)
    return Match(name, plain, "new")


def _by_letters(name: str, known: _Known) -> Match:
    """Match a name with look-alike letters by its shape; only one clearly nearest name will do."""
    reading = spelling(latin_reading(name.strip()))
    scored = sorted(
        (
            (SequenceMatcher(None, reading, spelled).ratio(), other)
            for spelled, names in known.by_spelling.items()
            for other in names
        ),
        reverse=True,
    )
    clear = len(scored) == 1 or (len(scored) > 1 and scored[0][0] > scored[1][0])
    if clear and scored[0][0] >= _SIMILAR:
        return Match(name, scored[0][1], "letters")
    return Match(name, name.strip(), "new")
