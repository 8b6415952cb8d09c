"""How much room words take in a picture, known before it is drawn; lengths in inches."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from districtanalysis.report.style import FONTS, TEXT

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

POINTS_PER_INCH = 72.0
LINE = 1.3
# Letters are moved to whole pixels when they are drawn: a line grows by up to this factor.
_HINTED = 1.025
SOFT_HYPHEN = "\N{SOFT HYPHEN}"


@lru_cache(maxsize=20_000)
def width(text: str, size: float = TEXT, *, bold: bool = False) -> float:
    """Return the width of one line of text in inches at ``size`` points.

    >>> 0.2 < width("Oststadt") < 1.0
    True
    """
    if not text:
        return 0.0
    found, _, _ = _paths().get_text_width_height_descent(text, _font(size, bold=bold), ismath=False)
    return _HINTED * float(found) / POINTS_PER_INCH


def widest(texts: list[str], size: float = TEXT, *, bold: bool = False) -> float:
    """Return the width of the widest of ``texts`` in inches; 0 where there is none.

    >>> widest([])
    0.0
    """
    return max((width(line, size, bold=bold) for text in texts for line in text.split("\n")), default=0.0)


def height(lines: int, size: float = TEXT) -> float:
    """Return the height of ``lines`` lines in inches.

    >>> height(0)
    0.0
    """
    return lines * size * LINE / POINTS_PER_INCH


def wrap(text: str, room: float, size: float = TEXT, *, bold: bool = False) -> list[str]:
    """Return ``text`` in lines that fit into ``room`` inches; it breaks at blanks, behind hyphens and slashes.

    A single word that is wider stands alone, or is cut where it is wider than its line.

    >>> wrap("Ost und West", 0.4)
    ['Ost', 'und', 'West']
    """
    lines = [""]
    for word in _words(text):
        tried = lines[-1] + word
        if not lines[-1] or width(_shown(tried), size, bold=bold) <= room:
            lines[-1] = tried
        else:
            lines.append(word)
    return [_shown(line) for line in lines if line.strip()]


def shorten(text: str, room: float, size: float = TEXT, *, bold: bool = False) -> str:
    """Return ``text``, cut with an ellipsis where it is wider than ``room`` inches.

    >>> shorten("Mergelstetten-Reutenen", 0.8).endswith("…")
    True
    """
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" -/") + "…"


def _shown(line: str) -> str:
    """Return a line as it is printed: a soft hyphen shows only where the line ends."""
    end = "-" if line.endswith(SOFT_HYPHEN) else ""
    return line.replace(SOFT_HYPHEN, "").strip() + end


def _words(text: str) -> list[str]:
    """Return the pieces between which a line may break, each with the sign or blank behind it."""
    pieces, start = [], 0
    for place, sign in enumerate(text):
        # a hyphen breaks between letters, not in "18-29" or "-5"
        inner = sign in "-/" and 0 < place < len(text) - 1 and text[place - 1].isalpha() and text[place + 1].isalpha()
        if sign in {" ", SOFT_HYPHEN} or inner:
            pieces.append(text[start : place + 1])
            start = place + 1
    return [*pieces, text[start:]] if start < len(text) else pieces


@cache
def _font(size: float, *, bold: bool) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=FONTS[0], size=size, weight="bold" if bold else "normal")


@cache
def _paths() -> TextToPath:
    from matplotlib.textpath import TextToPath

    return TextToPath()
