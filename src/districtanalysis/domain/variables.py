"""What a figure can be about: the variables, code books and kinds of facilities, from data files."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from districtanalysis.domain.registry import Registry
from districtanalysis.language import LANGUAGES, has, say, using

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Variable:
    """One entry of ``variables.toml``.

    ``concept`` is count, share, ordinal or text; ``part_of`` names the count that this one must
    not exceed and whose population concept it must share; ``caseload`` marks figures of a service,
    not of a register.
    """

    key: str
    unit: str
    concept: str
    additive: bool
    headings: tuple[str, ...] = ()
    part_of: str = ""
    numerator: str = ""
    denominator: str = ""
    caseload: bool = False

    @property
    def label(self) -> str:
        """The name that readers see, in the language in force."""
        return say(f"variable.{self.key}")


@dataclass(frozen=True, slots=True)
class CodeBook:
    """The steps of an ordinal variable; ``patterns`` read a step out of a printed text."""

    key: str
    steps: tuple[int, ...]
    several: str = "refuse"
    patterns: tuple[tuple[str, int], ...] = ()

    def step_label(self, step: int) -> str:
        """Return the meaning of ``step`` in the language in force."""
        return say(f"codebook.{self.key}.step_{step}")

    def read(self, text: str) -> int | None:
        """Return the step that a printed text or number stands for, or None.

        >>> codebook("generation_situation").read("Generationenumbruch in den nächsten Jahren")
        1
        """
        folded = fold(text)
        number = re.match(r"(\d+)(?:\s*[–-]|$)", folded)
        if number is not None and int(number[1]) in self.steps:
            return int(number[1])
        return next((step for pattern, step in self.patterns if re.search(pattern, folded)), None)


def fold(text: str) -> str:
    r"""Return a heading or name for comparing: lower case, blanks and line breaks joined.

    >>> fold("Aus\xadländer\n insgesamt ")
    'ausländer insgesamt'
    """
    plain = text.replace("\N{SOFT HYPHEN}", "").replace("\N{NO-BREAK SPACE}", " ")
    plain = re.sub(r"(?<=\w)-\s*\n\s*(?=[a-zäöü])", "", plain)
    return re.sub(r"\s+", " ", plain).strip().casefold().replace("ß", "ss")


@cache
def variables() -> Registry[Variable]:
    """Return every variable by key.

    >>> variables()["foreigners"].part_of
    'residents'
    """
    registry: Registry[Variable] = Registry("variable")
    for key, entry in _read("variables.toml").items():
        if key != "schema_version":
            fields = dict(entry)
            fields["headings"] = tuple(fields["headings"])
            registry.add(key, Variable(key=key, **fields))
    return registry


@cache
def codebooks() -> Registry[CodeBook]:
    """Return the code books of the ordinal variables by key.

    >>> codebooks()["programme_frame"].steps
    (0, 1, 2)
    """
    registry: Registry[CodeBook] = Registry("codebook")
    for key, entry in _read("codebooks.toml")["codes"].items():
        patterns = tuple((pattern, step) for pattern, step in entry.get("patterns", []))
        registry.add(key, CodeBook(key, tuple(entry["steps"]), entry["several"], patterns))
    return registry


def codebook(key: str) -> CodeBook:
    """Return one code book; raises ``StudyError`` for an unknown key.

    >>> codebook("engagement_structure").steps
    (0, 1, 2, 3)
    """
    return codebooks()[key]


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """Return the known kinds of facilities and the patterns of their printed names.

    >>> "daycare" in kinds()
    True
    """
    return {key: tuple(patterns) for key, patterns in _read("codebooks.toml")["kinds"].items()}


def read_kind(text: str) -> str:
    """Return the kind that a printed name stands for; an unknown name is a kind of its own.

    >>> read_kind("Kinderhaus/Kita"), read_kind("Eisbahn")
    ('daycare', 'Eisbahn')
    """
    folded = fold(text)
    if folded in _kind_names():
        return _kind_names()[folded]
    for key, patterns in kinds().items():
        if any(re.search(pattern, folded) for pattern in patterns):
            return key
    return text.strip()


@cache
def _kind_names() -> dict[str, str]:
    """Return the kind behind its own key and behind each name that it is shown by, folded."""
    names = {key: key for key in kinds()}
    for code in LANGUAGES:
        with using(code):
            names |= {fold(kind_label(key)): key for key in kinds()}
    return names


def kind_label(kind: str) -> str:
    """Return the name of a kind in the language in force; a kind of one's own names itself.

    >>> kind_label("daycare"), kind_label("Eisbahn")
    ('Kindertagesstätte', 'Eisbahn')
    """
    key = f"codebook.kinds.{kind}"
    return say(key) if re.fullmatch(r"[a-z_]+", kind) and has(key) else kind


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
