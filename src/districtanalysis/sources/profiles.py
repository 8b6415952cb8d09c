"""Profiles of signs: which printed sign means what, one data file per office."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from districtanalysis.errors import StudyError
from districtanalysis.language import join, say

_FOLDER = Path(__file__).parent / "signs"
_WORDS = "words"


@dataclass(frozen=True, slots=True)
class Profile:
    """The signs of one office.

    ``signs`` maps a cell that holds only a sign to a status, ``zero`` is the status of a printed 0,
    ``brackets`` that of a number in brackets ("" where brackets mean nothing), ``suffixes`` maps
    status letters behind a number, ``footnotes`` names the kinds of footnote marks that occur.
    """

    name: str
    zero: str
    brackets: str
    footnotes: tuple[str, ...]
    signs: Mapping[str, str]
    suffixes: Mapping[str, str]

    @property
    def label(self) -> str:
        """The name that readers see, in the language in force."""
        return say(f"source.signs.{self.name}")

    def sign_of(self, status: str) -> str:
        """Return the sign that this office prints for a status, "" where it has none.

        >>> load_profile("classic").sign_of("not_yet")
        '...'
        """
        return next((sign for sign, meant in self.signs.items() if meant == status), "")


def profile_names() -> list[str]:
    """Return the names of the shipped profiles.

    >>> "classic" in profile_names()
    True
    """
    return sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem != _WORDS)


@cache
def load_profile(name: str) -> Profile:
    """Return a profile; raises ``StudyError`` naming the nearest one for an unknown name.

    >>> load_profile("lower_saxony_new").zero
    'exact_zero'
    """
    known = profile_names()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        hint = " " + say("errors.nearest", name=near[0]) if near else ""
        raise StudyError(say("source.unknown_profile", name=name, hint=hint, known=join(known)))
    entry = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Profile(name, entry["zero"], entry["brackets"], tuple(entry["footnotes"]), entry["signs"], entry["suffixes"])


@cache
def load_words() -> dict[str, dict[str, list[str]]]:
    """Return the words in, before and behind figures: ``cells``, ``before`` and ``behind``.

    >>> "knapp" in load_words()["before"]["nearly"]
    True
    """
    entry = tomllib.loads((_FOLDER / f"{_WORDS}.toml").read_text(encoding="utf-8"))
    return {part: entry[part] for part in ("cells", "before", "behind")}
