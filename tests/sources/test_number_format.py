from __future__ import annotations

import pytest

from districtanalysis.sources.number_format import (
    AS_NEEDED,
    UNKNOWN,
    NumberFormat,
    read_format,
    shown_decimals,
    style_formats,
)


# Format codes as Excel stores them; decimals counted by hand.
@pytest.mark.parametrize(
    ("code", "decimals"),
    [
        ("General", -2),
        ("@", -2),
        ("0", 0),
        ("#,##0", 0),
        ("#,##0.00", 2),
        ("0.0;-0.0;0.0", 1),
        ('#,##0.0" €"', 1),
        ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-', 2),
        ("[Red]0.000", 3),
        ("0.##", -2),
        ("0.0,", -1),
        ("0.00E+00", -1),
        ("# ?/?", -1),
        ("dd.mm.yyyy", -1),
    ],
)
def test_a_format_code_tells_the_printed_decimals(code: str, decimals: int) -> None:
    assert read_format(code).decimals == decimals


def test_units_in_a_format_are_no_marks() -> None:
    assert (read_format('0" km²"').before, read_format('0" km²"').after) == ("", "")
    assert (read_format('"("0")"').before, read_format('"("0")"').after) == ("(", ")")


def test_styles_name_their_formats_by_number_or_by_code() -> None:
    styles = b"""<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0&quot; 1)&quot;"/></numFmts>
        <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs></styleSheet>"""
    general, noted, percent, day = style_formats(styles)
    assert general.decimals == AS_NEEDED
    assert noted == NumberFormat(1, after=" 1)")
    assert (percent.decimals, percent.percent) == (2, True)
    assert day.decimals == UNKNOWN


def test_no_styles_are_no_formats() -> None:
    assert style_formats(b"") == []


def test_a_number_without_format_shows_its_decimals_unless_it_was_computed() -> None:
    assert [shown_decimals(value) for value in (7.0, 17.25, 352 / 3694 * 100, 1e-9, 1e22)] == [0, 2, -1, -1, -1]
