"""How pictures look: colours as data, type, contrast; what matplotlib is told before anything is drawn."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("palettes.toml")
# matplotlib brings the first one; the others are what a viewer of an SVG may have.
FONTS = ("DejaVu Sans", "Verdana", "Arial", "Helvetica")
TITLE, TEXT, SMALL = 12.0, 9.0, 8.0
_LINEAR_FROM = 0.04045


@cache
def palette() -> dict[str, Any]:
    """Return the content of ``palettes.toml``.

    >>> palette()["paper"]
    '#ffffff'
    """
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def colour(name: str) -> str:
    """Return a single colour by its purpose.

    >>> colour("ink")
    '#1b2530'
    """
    return str(palette()[name])


def hatch(name: str) -> str:
    """Return the pattern of something that has no value: ``missing``, ``suppressed``, ``not_typed``, ``rest``.

    >>> hatch("missing")
    '////'
    """
    return str(palette()["hatches"][name])


def group_colours(count: int) -> list[str]:
    """Return one colour per group; beyond the list they repeat, with another pattern.

    >>> len(set(group_colours(8)))
    8
    """
    known = palette()["lists"]["groups"]
    return [str(known[i % len(known)]) for i in range(count)]


def group_hatches(count: int) -> list[str]:
    """Return one pattern per group, so that nothing hangs on colour alone.

    >>> group_hatches(2)
    ['', '//']
    """
    known = palette()["hatches"]["groups"]
    return [str(known[(i + i // len(known)) % len(known)]) for i in range(count)]


def steps(name: str, count: int) -> list[str]:
    """Return ``count`` colours of an ordered list, evenly chosen from light to dark.

    >>> steps("sequential", 2)
    ['#c3dcea', '#134a73']
    """
    known = [str(entry) for entry in palette()["lists"][name]]
    if count == 1:
        return [known[len(known) // 2]]
    # The ends are kept for many classes: the lightest is close to the paper, the darkest to black.
    margin = 0 if count >= len(known) - 1 else 1
    last = len(known) - 1 - margin
    places = [margin + (last - margin) * i / (count - 1) for i in range(count)]
    return [_between(known, place) for place in places]


def on(background: str) -> str:
    """Return the colour of text on ``background``: ink or paper, whichever stands out more.

    >>> on("#ffffff"), on("#08294a")
    ('#1b2530', '#ffffff')
    """
    dark, light = colour("ink"), colour("paper")
    return dark if contrast(dark, background) >= contrast(light, background) else light


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21.

    Source: WCAG 2.1, definition of contrast ratio.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(value: str) -> float:
    """Return the relative luminance of a colour ``#rrggbb``, 0 (black) to 1 (white).

    Source: WCAG 2.1, definition of relative luminance.

    >>> luminance("#000000")
    0.0
    """
    red, green, blue = (_linear(part / 255) for part in _parts(value))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@contextmanager
def our_style() -> Iterator[None]:
    """Draw everything inside the block in our style, and leave the settings of others as they were."""
    import matplotlib as mpl

    rules: Any = settings()
    with mpl.rc_context(rules):
        yield
        # the first figure of a notebook makes its backend interactive: without that no later figure is shown
        interactive = mpl.is_interactive()
    mpl.interactive(interactive)


def settings() -> dict[str, Any]:
    """Return what matplotlib is told while a picture is drawn: type, thin lines, no interpretation of names."""
    return {
        "font.family": "sans-serif",
        "font.sans-serif": list(FONTS),
        "font.size": TEXT,
        "text.color": colour("ink"),
        "text.hinting": "none",  # letters as wide as measured, however few dots a picture has
        "text.parse_math": False,  # a district may carry a dollar sign in its name
        "axes.edgecolor": colour("line"),
        "axes.labelcolor": colour("muted"),
        "axes.linewidth": 0.8,
        "axes.unicode_minus": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlesize": TITLE,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "xtick.color": colour("line"),
        "ytick.color": colour("line"),
        "xtick.labelcolor": colour("ink"),
        "ytick.labelcolor": colour("ink"),
        "xtick.labelsize": TEXT,
        "ytick.labelsize": TEXT,
        "hatch.linewidth": 0.6,
        "hatch.color": colour("muted"),
        "legend.frameon": False,
        "legend.fontsize": TEXT,
        "figure.facecolor": colour("paper"),
        "savefig.facecolor": colour("paper"),
        "svg.fonttype": "none",
        "svg.hashsalt": "districtanalysis",
        "pdf.fonttype": 42,
    }


def _between(known: list[str], place: float) -> str:
    low = min(int(place), len(known) - 2)
    part = place - low
    pairs = zip(_parts(known[low]), _parts(known[low + 1]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def _parts(value: str) -> tuple[int, int, int]:
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_FROM else float(((part + 0.055) / 1.055) ** 2.4)
