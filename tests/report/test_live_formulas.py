"""Formulas in plain A1 references."""

import pytest

from districtanalysis.language import using
from districtanalysis.report.live_formulas import (
    Names,
    cell,
    column_of,
    looked_up,
    mean,
    position,
    rank,
    rounded,
    score,
    share,
)

NAMES = Names("R", "B", "K", "I", "W", "S", "C")


def test_references():
    assert cell("O'Brien", 1, 27, fixed=True) == "'O''Brien'!$AB$2"
    assert column_of("W", 0, 3) == "'W'!$A$2:$A$4"
    assert share(2, 1, 2, 3) == "=B3/SUM($B$3:$B$4)"
    assert rounded(mean("geometric", [("A1", "B1")])) == "ROUND(A1^B1,10)"


def test_goalposts_are_cut_off_at_both_ends():
    assert score("goalposts", NAMES, 1, 0, 3).startswith("=MAX(0,MIN(100,100*IF('I'!$E$2=\"weniger\",")
    with using("en"):
        assert '="less"' in score("goalposts", NAMES, 1, 0, 3)


@pytest.mark.parametrize(("ties", "expected"), [("min", "=RANK(C2,$C$2:$C$4,0)"), ("dense", "=ROUND(1+SUMPRODUCT(")])
def test_ranks_follow_the_rule_for_ties(ties, expected):
    assert rank(ties, 1, 2, 3).startswith(expected)


def test_a_place_finds_its_district():
    assert looked_up(NAMES, "W", 0, 2, 3, 1) == "=INDEX('W'!$A$2:$A$4,MATCH(2,'C'!$E$2:$E$4,0))"
    assert position(1, 2, 3) == "=RANK(C2,$C$2:$C$4,0)+COUNTIF($C$2:C2,C2)-1"
