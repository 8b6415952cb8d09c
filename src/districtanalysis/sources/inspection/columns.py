"""Which column names the areas, which one holds their names, and what the others hold."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

import numpy as np

from districtanalysis.domain.variables import fold
from districtanalysis.language import say
from districtanalysis.sources.cells import Texts
from districtanalysis.sources.inspection.blocks import Block
from districtanalysis.sources.inspection.window import BLANK, CODE, NUMBER, SIGN, TEXT, YEAR, Window, kind_of
from districtanalysis.sources.inspection.words import (
    AREA_WORD,
    FEATURES,
    ID_WORD,
    NAME_WORD,
    NO_AREA,
    ROW_NUMBER,
    is_key_heading,
)

_CODE = re.compile(r"[A-Z0-9_.-]{2,12}")
_BOTH = re.compile(r"^(?P<key>\d{1,12}) (?P<name>\D.*)$")
# a part behind the sign that is no zero, and no group of three digits
_PART = re.compile(r"[-+]?\d+[.,](?!\d{3}$)\d*[1-9]\d* ?%?|[-+]?0[.,]\d*[1-9]\d* ?%?")
_TYPOS = 0.1
_LONGEST = 60
_CANDIDATES = 40


@dataclass(slots=True)
class Column:
    """A column of a table: its heading, the texts of its rows of data, and the share of each kind of cell.

    ``carried`` says that blank cells were filled from above.
    """

    place: int
    levels: tuple[str, ...]
    texts: Texts
    filled: float
    numbers: float
    years: float
    codes: float
    signs: float
    words: float
    decimals: bool
    added: bool
    sizes: set[int] = field(default_factory=set)
    carried: bool = False

    @property
    def heading(self) -> str:
        """The heading as printed, its rows joined by a blank."""
        return " ".join(self.levels)

    @property
    def folded(self) -> str:
        """The heading for comparing."""
        return fold(self.heading).replace("_", " ").strip()

    @property
    def distinct(self) -> int:
        """How many different cells it holds."""
        return len(self.texts.names)

    @property
    def unique(self) -> bool:
        """Whether no cell comes twice."""
        codes = self.texts.codes[self.texts.codes >= 0]
        return len(codes) > 1 and len(np.unique(codes)) == len(codes)

    @property
    def is_figures(self) -> bool:
        """Whether it holds figures rather than names, codes or years."""
        return self.numbers + self.signs > 0.5 and (self.numbers > 0 or self.signs > 0.9)


@dataclass(slots=True)
class Key:
    """The column that names the areas: how it was recognised, how sure that is, and whether it is about areas."""

    column: Column
    confidence: float
    evidence: list[str]
    areas: bool
    name: Column | None = None
    in_one: bool = False


def columns_of(window: Window, block: Block, headings: list[tuple[str, ...]]) -> list[Column]:
    """Return the columns of a table that hold anything."""
    body = np.array(block.body)
    kinds = window.kinds[body]
    start, stop = window.rows[block.body[0]], window.rows[block.body[-1]] + 1
    found: list[Column] = []
    for place in range(window.kinds.shape[1]):
        own = kinds[:, place]
        there = int((own != BLANK).sum())
        if not there and not headings[place]:
            continue
        share = {kind: float((own == kind).sum()) / max(there, 1) for kind in (NUMBER, YEAR, CODE, SIGN, TEXT)}
        cells = [window.texts[row][place] for row in block.body]
        parts = sum(_PART.fullmatch(text) is not None for text in cells)
        decimals = parts > _TYPOS * there
        added = not decimals and all(re.fullmatch(r"-?\d+\.0", text) for text in cells if kind_of(text) == NUMBER)
        names = len(found) < _CANDIDATES or share[TEXT] > 0.5
        texts = _own(window.cells.texts(place, start, stop)) if names else Texts(np.zeros(0, dtype=np.int32), ())
        sizes = {len(text) for text in cells if text}
        column = Column(
            place,
            headings[place],
            texts,
            filled=there / len(body),
            numbers=share[NUMBER],
            years=share[YEAR],
            codes=share[CODE],
            signs=share[SIGN],
            words=share[TEXT],
            decimals=decimals,
            added=added and share[NUMBER] > 0,
            sizes=sizes,
        )
        found.append(column)
    _carry_down(found)
    return found


def _own(texts: Texts) -> Texts:
    """Return texts whose names are those of their own rows; a sheet is read once for all its tables."""
    kept = np.unique(texts.codes[texts.codes >= 0])
    number = np.full(len(texts.names) + 1, -1, dtype=np.int32)
    number[kept] = np.arange(len(kept))
    return Texts(number[texts.codes], tuple(texts.names[code] for code in kept.tolist()))


def _carry_down(columns: list[Column]) -> None:
    """Fill a column of areas whose name stands in the first row of each area only, beside sexes, ages or years."""
    stated = any(NO_AREA.search(column.folded) and column.filled > 0.95 for column in columns)
    for column in columns if stated else ():
        sparse = 0.05 < column.filled < 0.8 and column.words > 0.5 and AREA_WORD.search(column.folded)
        if sparse and len(column.texts.codes) and column.texts.codes[0] >= 0:
            known = np.where(column.texts.codes >= 0, np.arange(len(column.texts.codes)), 0)
            column.texts = Texts(column.texts.codes[np.maximum.accumulate(known)], column.texts.names)
            column.filled, column.carried = 1.0, True


def find_key(columns: list[Column], rows: int) -> Key | None:
    """Return the column that names what the rows are about; None where no column can.

    Points are given for its heading and for what its cells are like: each a reason that is said.
    """
    scored = []
    for column in columns[:_CANDIDATES]:
        found = _points(column, columns, rows)
        if found is not None:
            scored.append((found[0], -column.place, column, found[1]))
    if not scored:
        return None
    points, _, column, evidence = max(scored, key=lambda entry: entry[:2])
    if points < 0 and not AREA_WORD.search(column.folded):
        return None
    in_one = column.words > 0.5 and _share(column, _BOTH) > 0.8
    name = None if in_one else _name_of(column, columns)
    beside = _partial_key(column, columns)
    if beside is not None:
        evidence = [say("inspect.evidence.partial", heading=_shown(column))]
        column, name = beside, column
    elif name is not None:
        evidence.append(say("inspect.evidence.names_beside", heading=_shown(name)))
    areas, sure = _about_areas(column, name, in_one=in_one)
    if in_one:
        evidence.append(say("inspect.evidence.key_and_name"))
    return Key(column, _confidence(points, column, sure), evidence, areas, name, in_one)


def _partial_key(column: Column, columns: list[Column]) -> Column | None:
    """Return the key on the left of a name in a list without figures, unique only with the keys of the levels above."""
    if any(other.is_figures and not ID_WORD.search(fold(other.heading)) for other in columns):
        return None
    left = next((other for other in columns if other.place == column.place - 1), None)
    pair = left is not None and ID_WORD.search(fold(left.heading)) and NAME_WORD.search(column.folded)
    return left if pair and left is not None and left.filled >= column.filled else None


def _points(column: Column, columns: list[Column], rows: int) -> tuple[float, list[str]] | None:
    """Return how much speaks for a key column, and why; None for one that cannot be the key."""
    if not column.texts.names or (column.distinct == 1 and rows > 1) or column.decimals:
        return None
    heading = column.folded
    points = -0.1 * column.place
    evidence: list[str] = []
    if ROW_NUMBER.search(heading):
        return None
    if NO_AREA.search(heading):
        points -= 2 if FEATURES.search(heading) else 4
    else:
        points += _heading_points(column, evidence)
    partner = _name_of(column, columns)
    if partner is not None and not column.words > 0.5 and (evidence or column.codes > 0.5):
        points += 2
    points += _content_points(column, evidence)
    if column.distinct <= 2 < rows / 2:
        points -= 3
    coarser = next((c for c in columns if _is_coarser(c, column)), None)
    if coarser is not None:
        points += 3
        evidence.append(say("inspect.evidence.finer", heading=_shown(coarser)))
    if max(map(len, column.texts.names[:200])) > _LONGEST:
        points -= 3
    points += min(2.0, math.log10(max(column.distinct, 1)))
    return points - 10 * (1 - column.filled), evidence


def _heading_points(column: Column, evidence: list[str]) -> float:
    area = bool(AREA_WORD.search(column.folded))
    called_key = bool(ID_WORD.search(fold(column.heading)))
    if area or called_key:
        what = "area_key" if area and called_key else "area" if area else "key"
        evidence.append(say(f"inspect.evidence.{what}_heading", heading=_shown(column)))
    return 3.0 * area + 2.0 * called_key


def _content_points(column: Column, evidence: list[str]) -> float:
    """Return what the cells say: keys are codes, run on from row to row, or are names that come once."""
    if column.years > 0.5:
        return -4.0
    names = column.texts.names
    whole = [int(name) for name in names if name.isdecimal()]
    one_width = len(column.sizes) == 1 and min(column.sizes) > 1
    numeric = column.numbers > 0.5 and not (column.codes and one_width)
    running = len(whole) > 2 and whole == sorted(whole) and whole[0] in {0, 1} and whole[-1] < 1.5 * len(whole)
    long_ones = min(column.sizes) >= 4 and max(column.sizes) - min(column.sizes) <= 1
    called_key = bool(ID_WORD.search(fold(column.heading)))
    may = not numeric or running or (called_key and column.unique)
    may = may or (long_ones and (called_key or bool(AREA_WORD.search(column.folded))))
    points = 0.0 if may else -3.0
    if column.unique and may:
        points += 3
        evidence.append(say("inspect.evidence.unique"))
    if _share(column, _BOTH) > 0.8:
        points += 2
    if not numeric and len(column.sizes) <= 3 and _share(column, _CODE) > 0.9:
        points += 2
        evidence.append(say("inspect.evidence.codes", example=names[0]))
    elif running:
        points += 1.5
        evidence.append(say("inspect.evidence.running", first=whole[0], last=whole[-1]))
    return points


def _is_coarser(other: Column, column: Column) -> bool:
    """Return whether another column names larger areas: each key lies in one of them, and comes once itself."""
    if other is column or not AREA_WORD.search(other.folded) or not column.unique or column.numbers > 0.5:
        return False
    first, second = column.texts, other.texts
    return len(first.codes) == len(second.codes) and 1 < other.distinct < 0.5 * column.distinct


def _name_of(key: Column, columns: list[Column]) -> Column | None:
    """Return the column that has exactly one text for every key."""
    if key.words > 0.5 and _share(key, _CODE) < 0.7:  # a total among them is a word
        return None
    found = [
        other
        for other in columns
        if other.place != key.place and other.words > 0.8 and other.texts.names and _one_to_one(key.texts, other.texts)
    ]
    named = [other for other in found if NAME_WORD.search(other.folded) or AREA_WORD.search(other.folded)]
    near = sorted(named or found, key=lambda other: (abs(other.place - key.place), -other.place))
    return near[0] if near and abs(near[0].place - key.place) <= 3 else None


def _one_to_one(first: Texts, second: Texts) -> bool:
    """Return whether each text of one column goes with one of the other; names that two keys share are allowed for."""
    if len(first.codes) != len(second.codes):
        return False
    both = (first.codes >= 0) & (second.codes >= 0)
    if both.sum() < 2:
        return False
    pairs = len(np.unique(first.codes[both].astype(np.int64) * (len(second.names) + 1) + second.codes[both]))
    keys, names = len(np.unique(first.codes[both])), len(np.unique(second.codes[both]))
    return pairs == keys and names >= 0.9 * keys


def _about_areas(key: Column, name: Column | None, *, in_one: bool) -> tuple[bool, float]:
    """Return whether the rows are areas, and how sure that is."""
    heading = key.folded
    if FEATURES.search(heading) or NO_AREA.search(heading):
        return False, 0.8
    if is_key_heading(fold(key.heading)):
        numbered = name is None and key.numbers > 0.5  # numbers of rows are no areas yet
        return True, 0.9 if AREA_WORD.search(heading) else 0.3 if numbered else 0.8
    long_ones = sum(len(text.split()) for text in key.texts.names[:100]) / max(len(key.texts.names[:100]), 1)
    if key.words > 0.5 and not in_one and long_ones > 3:
        return False, 0.6
    if in_one or name is not None:
        return True, 0.6
    return True, 0.4


def _confidence(points: float, column: Column, sure: float) -> float:
    strength = 0.4 + 0.1 * max(points, 0)
    return round(min(0.98, strength if column.heading else min(strength, 0.7), sure + 0.08), 2)


def _share(column: Column, pattern: re.Pattern[str]) -> float:
    names = column.texts.names[:500]
    return sum(pattern.fullmatch(name) is not None for name in names) / max(len(names), 1)


def _shown(column: Column) -> str:
    return " ".join(column.heading.split())


def said(evidence: list[str]) -> str:
    """Return reasons in one line, each said once.

    >>> said(["kein Eintrag doppelt", "Überschrift „id“"])
    'kein Eintrag doppelt; Überschrift „id“'
    """
    return "; ".join(dict.fromkeys(evidence))
