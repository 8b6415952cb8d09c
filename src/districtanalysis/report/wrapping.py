"""Lines of a given width: running text, and headings that may be divided within a word."""

from __future__ import annotations

import re
import textwrap
import unicodedata

from districtanalysis.language import say
from districtanalysis.report.values import SOFT_HYPHEN, plain

# Shorter words are not divided: what stays on either line would be hard to read.
_LONG_WORD = 9
_SHORTEST_PART = 3


def width_of(text: str) -> int:
    r"""Return how many columns ``text`` takes on a terminal.

    >>> width_of("Höhe"), width_of("Ho\u0308he"), width_of("中")
    (4, 4, 2)
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    none = sum(letter == SOFT_HYPHEN or unicodedata.combining(letter) > 0 for letter in text)
    return len(text) + wide - none


def wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """Return ``text`` in lines of at most ``width``; ``first`` and ``rest`` are set before the lines.

    >>> wrap("Wer hier nicht vorn liegt, hat nicht weniger Bedarf.", 30, rest="  ")
    ['Wer hier nicht vorn liegt, hat', '  nicht weniger Bedarf.']
    """
    lines: list[str] = []
    for paragraph in _together(plain(text)).split("\n"):
        head = rest if lines else first
        lines += textwrap.wrap(
            paragraph, max(width, len(rest) + 10), initial_indent=head, subsequent_indent=rest, break_on_hyphens=False
        ) or [head.rstrip()]
    return lines


def parts_of(word: str) -> list[str]:
    r"""Return the parts between which ``word`` may be divided.

    A part that needs a hyphen when it ends a line ends in a soft hyphen. Division follows soft
    hyphens, hyphens, slashes, and in long words the common last parts of German compounds
    (``report.joints``), which are syllable boundaries there.

    >>> parts_of("Bevölkerungsstruktur"), parts_of("Rang"), parts_of("Nord/Kaiserberg")
    (['Bevöl\xad', 'kerungs\xad', 'struktur'], ['Rang'], ['Nord/', 'Kaiserberg'])
    """
    parts: list[str] = []
    for piece in re.findall(r"[^-/]*[-/]+|[^-/]+", word):
        *before, last = piece.split(SOFT_HYPHEN)
        parts += [f"{part}{SOFT_HYPHEN}" for part in before]
        parts += _at_joint(last)
    return parts


def wrap_label(label: str, width: int) -> list[str]:
    """Return a heading in lines of at most ``width``, dividing words only where they must be.

    >>> wrap_label("Bevölkerungsstruktur", 13)
    ['Bevölkerungs-', 'struktur']
    """
    lines = [""]
    for word in _together(label).split(" "):
        # A word is divided only where it would not fit a line of its own.
        parts = [word] if width_of(word) <= width else parts_of(word)
        for place, part in enumerate(parts):
            trial = f"{lines[-1]}{' ' if place == 0 and lines[-1] else ''}{part}"
            if width_of(_ended(trial)) <= width or not lines[-1]:
                lines[-1] = trial
            else:
                lines.append(part)
    return [piece for line in lines for piece in _cut(_ended(line), width)]


def narrowest(label: str) -> int:
    """Return the width that the longest undividable part of a heading needs.

    >>> narrowest("Passung (0–100)"), narrowest("Bevölkerungsstruktur")
    (7, 8)
    """
    return max((width_of(_ended(part)) for word in _together(label).split(" ") for part in parts_of(word)), default=1)


def _together(text: str) -> str:
    """Return ``text`` with the groups of a number (1 000) kept on one line."""
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "\N{NO-BREAK SPACE}", text)


def _at_joint(word: str) -> list[str]:
    if len(word) < _LONG_WORD:
        return [word] if word else []
    found = {match.start() for joint in say("report.joints").split() for match in re.finditer(joint, word)}
    cuts = [0]
    for place in sorted(found):
        if place - cuts[-1] >= _SHORTEST_PART and len(word) - place >= _SHORTEST_PART:
            cuts.append(place)
    *heads, last = [word[start:end] for start, end in zip(cuts, [*cuts[1:], len(word)], strict=True)]
    return [*(f"{head}{SOFT_HYPHEN}" for head in heads), last]


def _ended(line: str) -> str:
    """Return a line as it is drawn: only a soft hyphen at its end shows."""
    return f"{plain(line)}-" if line.endswith(SOFT_HYPHEN) else plain(line)


def _cut(line: str, width: int) -> list[str]:
    return [line] if width_of(line) <= width else textwrap.wrap(line, width)
