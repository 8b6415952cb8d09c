"""What a spreadsheet's number format prints: how many decimals, in percent or not, with which marks."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache

AS_NEEDED = -2
UNKNOWN = -1
_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    49: "@",
}
# Literals of a format that belong to the figure: a footnote sign, brackets, a star, a status letter.
_MARK = re.compile(r"^\s*(\d{1,2}\)|[¹²³⁴⁵⁶⁷⁸⁹]+⁾?|\*+|\)|[prs])?\s*$")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format prints around and behind the point.

    ``decimals`` is the printed number of decimals, ``AS_NEEDED`` (-2) where the value itself
    decides and ``UNKNOWN`` (-1) for dates, fractions, powers and scaled numbers. ``before`` and
    ``after`` are marks that the format prints beside every figure.
    """

    decimals: int
    percent: bool = False
    before: str = ""
    after: str = ""


@cache
def read_format(code: str) -> NumberFormat:
    """Return what a format code prints, by its section for positive numbers.

    >>> read_format("#,##0.00"), read_format('0" 1)"').after
    (NumberFormat(decimals=2, percent=False, before='', after=''), ' 1)')
    >>> read_format("0.0%").percent, read_format("dd/mm/yyyy").decimals
    (True, -1)
    """
    section = _first_section(code)
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", section).strip()
    if bare.lower() in {"general", "standard", "@", ""}:
        return NumberFormat(AS_NEEDED)
    if re.search(r"[dmyhsDMYHS/]|[eE][+-]|,\s*(\.|$|%)", bare) or not re.search(r"[0#?]", bare):
        return NumberFormat(UNKNOWN)
    before, after = _marks(section)
    behind = re.search(r"\.([0#?]*)", bare)
    digits = behind[1] if behind else ""
    decimals = len(digits) if not digits.strip("0") else AS_NEEDED
    return NumberFormat(decimals, "%" in bare, before, after)


def style_formats(styles: bytes) -> list[NumberFormat]:
    """Return the format of each cell style of a workbook's ``styles.xml``, by style number.

    >>> style_formats(b'<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="2"/></cellXfs>')[1].decimals
    2
    """
    codes = dict(_BUILT_IN)
    for tag in re.findall(rb"<(?:\w+:)?numFmt\s[^>]*>", styles):
        number = re.search(rb'numFmtId="(\d+)"', tag)
        code = re.search(rb'formatCode="([^"]*)"', tag)
        if number and code:
            codes[int(number[1])] = html.unescape(code[1].decode("utf-8", "replace"))
    block = re.search(rb"<(?:\w+:)?cellXfs[^>]*>(.*?)</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    tags = re.findall(rb"<(?:\w+:)?xf(?:\s[^>]*)?>", block[1]) if block else []
    numbers = (re.search(rb'numFmtId="(\d+)"', tag) for tag in tags)
    return [read_format(codes.get(int(found[1]), "yyyy") if found else "General") for found in numbers]


def shown_decimals(value: float) -> int:
    """Return the decimals that a number shows without a format; -1 for a computed number with many.

    >>> shown_decimals(17.6), shown_decimals(7.0), shown_decimals(352 / 3694)
    (1, 0, -1)
    """
    text = repr(value)
    if "e" in text or "n" in text:
        return UNKNOWN
    digits = text.partition(".")[2]
    if digits == "0":
        return 0
    return len(digits) if len(digits) <= 8 else UNKNOWN


def _first_section(code: str) -> str:
    parts = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+', code)
    return parts[0] if parts else ""


def _marks(section: str) -> tuple[str, str]:
    """Return the literals before and behind the digits where they are marks of the figure, not units."""
    text = re.sub(r"_.|\*.|\[[^\]]*\]", "", section)
    plain = re.sub(r'"([^"]*)"|\\(.)', lambda match: (match[1] or "") + (match[2] or ""), text)
    hidden = re.sub(r'"[^"]*"|\\.', lambda match: "\0" * len(_plain(match[0])), text)
    digits = re.search(r"[0#?][0#?.,]*", hidden)
    if digits is None or len(hidden) != len(plain):
        return "", ""
    before, after = plain[: digits.start()], plain[digits.end() :].replace("%", "")
    if before.strip() not in {"", "("} or not _MARK.match(after) or (before.strip() == "(") != (after.strip() == ")"):
        return "", ""
    return (before.strip(), after if after.strip() else "") if (before + after).strip() else ("", "")


def _plain(literal: str) -> str:
    return literal[1:-1] if literal.startswith('"') else literal[1:]
