"""Profiles of signs: which printed sign means what, one data file per office, shipped or beside the study."""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from districtanalysis.domain.observations import STATUSES
from districtanalysis.domain.parsing import parse
from districtanalysis.domain.study import Strict, Words, worded
from districtanalysis.errors import StudyError
from districtanalysis.language import join, say
from districtanalysis.sources.study_file import read_toml

_FOLDER = Path(__file__).parent / "signs"
_WORDS = "words"
_OWN: dict[str, Profile] = {}


def _known_status(status: str) -> str:
    if status not in STATUSES:
        near = difflib.get_close_matches(status, STATUSES, n=1, cutoff=0.5)
        hint = " " + say("errors.nearest", name=near[0]) if near else ""
        raise ValueError(say("source.unknown_status", status=status, hint=hint, known=join(STATUSES)))
    return status


Status = Annotated[str, AfterValidator(_known_status)]


class SignFile(Strict):
    """An office's own signs; what it does not say is as in the profile that it ``extends``."""

    schema_version: int = 1
    label: Words = ""
    extends: str = "classic"
    zero: Literal["exact_zero", "rounded_zero"] | None = None
    brackets: Literal["unreliable", "suppressed", ""] | None = None
    footnotes: tuple[Literal["number", "raised", "letter", "star"], ...] | None = None
    signs: dict[str, Status] = Field(default_factory=dict)
    suffixes: dict[str, Status] = Field(default_factory=dict)


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
    title: Words = ""

    @property
    def label(self) -> str:
        """The name that readers see, in the language in force."""
        return worded(self.title) if self.title else say(f"source.signs.{self.name}")

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
    if name in _OWN:
        return _OWN[name]
    known = profile_names()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        hint = " " + say("errors.nearest", name=near[0]) if near else ""
        raise StudyError(say("source.unknown_profile", name=name, hint=hint, known=join(known)))
    entry = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Profile(name, entry["zero"], entry["brackets"], tuple(entry["footnotes"]), entry["signs"], entry["suffixes"])


def own_profile(path: Path) -> str:
    """Return the name under which the signs of a file (TOML) are known from now on; a changed file gets another one.

    The file says ``label``, ``signs`` and what else differs from the profile that it ``extends``. Raises
    ``StudyError`` for a missing file, for faults in it and for a status that there is not.
    """
    if not path.is_file():
        raise StudyError(say("study.not_found", path=path))
    content = parse(SignFile, read_toml(path), path.name)
    name = f"{path.stem} {hashlib.sha256(path.read_bytes()).hexdigest()[:8]}"
    base = load_profile(content.extends)
    _OWN[name] = Profile(
        name=name,
        zero=content.zero or base.zero,
        brackets=base.brackets if content.brackets is None else content.brackets,
        footnotes=base.footnotes if content.footnotes is None else content.footnotes,
        signs={**base.signs, **content.signs},
        suffixes={**base.suffixes, **content.suffixes},
        title=content.label or path.stem,
    )
    return name


@cache
def load_words() -> dict[str, dict[str, list[str]]]:
    """Return the words in, before and behind figures: ``cells``, ``before`` and ``behind``.

    >>> "knapp" in load_words()["before"]["nearly"]
    True
    """
    entry = tomllib.loads((_FOLDER / f"{_WORDS}.toml").read_text(encoding="utf-8"))
    return {part: entry[part] for part in ("cells", "before", "behind")}
