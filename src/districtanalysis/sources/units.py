"""Units as tables print them: in a header row of their own, or before or behind what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from districtanalysis.domain.variables import fold

_OF = r"(?: (?:der|des|von|aller|of)\b.*)?"
_UNITS = (
    ("percent", rf"(?:in |als )?(?:%|prozent|percent|v\. ?h\.|vom hundert)(?!\w){_OF}"),
    ("per", r"(?:(?:je|pro|per) (?:(?:1[.,  ]?0)?00[.,  ]?\d*|tausend|hundert|\w+).*|‰|(?:in )?promille)"),
    ("thousands", r"(?:in )?(?:1[.,  ]?000|tausend|tsd\.?|mio\.?|millionen|thousands?|millions?)"),
    ("count", r"(?:in )?(?:anzahl|anz\.|absolut|abs\.|personen|zahl|number|count|persons|absolute)"),
)
_SHARE = re.compile(r"\b(anteil\w*|share|quote|rate)\b|\w(anteil|quote)e?\b")
_APART = r"[\s/,;:()\[\]]"


def split_unit(heading: str) -> tuple[str, str]:
    """Return what a heading names, folded, and its unit: count, percent, per (a quotient), thousands, "" for none.

    A share that is called one without its unit is in percent.

    >>> split_unit("Ausländer / in %"), split_unit("Haushalte Anzahl"), split_unit("Arbeitslose je 1 000 Einwohner")
    (('ausländer', 'percent'), ('haushalte', 'count'), ('arbeitslose', 'per'))
    >>> split_unit("Einwohner"), split_unit("in %")
    (('einwohner', ''), ('', 'percent'))
    """
    folded = fold(heading)
    for unit, pattern in _UNITS:
        match = re.search(rf"(?:^|(?<={_APART})){pattern}{_APART}*$", folded) or re.match(
            rf"{_APART}*{pattern}(?={_APART})" if unit != "per" else r"(?!)", folded
        )
        if match is not None:
            rest = folded[: match.start()] + folded[match.end() :]
            return re.sub(rf"^{_APART}+|{_APART}+$", "", rest), unit
    return folded, "percent" if _SHARE.search(folded) else ""


def is_unit(text: str) -> bool:
    """Return whether a cell holds a unit and nothing else.

    >>> [text for text in ("in %", "je 1 000", "Anzahl", "Anteil", "Ost", "12,5 %") if is_unit(text)]
    ['in %', 'je 1 000', 'Anzahl']
    """
    rest, unit = split_unit(text)
    return bool(unit) and not rest


def is_unit_row(texts: Sequence[str]) -> bool:
    """Return whether a row holds units and nothing else: it belongs to the headings beside it.

    >>> is_unit_row(["", "Anzahl", "in %"]), is_unit_row(["Ost", "in %"]), is_unit_row(["", ""])
    (True, False, False)
    """
    filled = [text for text in texts if text]
    return bool(filled) and all(map(is_unit, filled))


def fits_unit(concept: str, unit: str) -> bool:
    """Return whether figures of a concept (count, share, figure, ordinal, text) can be given in a unit."""
    if unit == "percent":
        return concept == "share"
    return unit not in {"per", "thousands"} or concept == "figure"
