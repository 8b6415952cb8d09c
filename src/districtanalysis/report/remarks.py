"""Findings gathered by rule and numbered, so that a table can point to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from districtanalysis.domain.finding import SEVERITIES, Finding
from districtanalysis.language import say

_SHOWN = 3
_FINE = {"share_matches_count", "mean_of_shares"}  # say that nothing is odd, or concern the town as a whole


@dataclass(frozen=True, slots=True)
class Remark:
    """One rule that found something: its number, title, places and districts (empty = all)."""

    number: int
    title: str
    where: str
    districts: frozenset[str]

    def applies_to(self, district: str) -> bool:
        """Return whether the remark concerns ``district``."""
        return not self.districts or district in self.districts


def remarks_of(findings: Sequence[Finding], districts: Sequence[str]) -> list[Remark]:
    """Return the findings that concern one of ``districts`` or all of them, one entry per rule.

    Warnings come before notes; within a severity the order is that of the rules.
    """
    relevant = [f for f in findings if f.rule not in _FINE and (not f.district or f.district in districts)]
    rules = sorted({f.rule for f in relevant}, key=lambda rule: _order(rule, relevant))
    return [_remark(number, [f for f in relevant if f.rule == rule]) for number, rule in enumerate(rules, start=1)]


def numbers(remarks: Sequence[Remark], district: str) -> str:
    """Return the numbers of the remarks that concern ``district``, runs joined: "1, 3–5"; "" for none.

    >>> everyone = [Remark(n, "", "", frozenset()) for n in (1, 2, 3)]
    >>> numbers([*everyone, Remark(5, "", "", frozenset({"Ost"}))], "Ost")
    '1–3, 5'
    """
    found = [remark.number for remark in remarks if remark.applies_to(district)]
    runs: list[list[int]] = []
    for value in found:
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _order(rule: str, findings: Sequence[Finding]) -> tuple[int, str]:
    worst = min(SEVERITIES.index(f.severity) for f in findings if f.rule == rule)
    return worst, rule


def _remark(number: int, findings: list[Finding]) -> Remark:
    places = list(dict.fromkeys(place for f in findings if (place := f.place)))
    where = "; ".join(_joined(places[:_SHOWN])) or say("rank.whole_study")
    if len(places) > _SHOWN:
        where = say("rank.more_places", where=where, count=len(places) - _SHOWN)
    everywhere = any(not f.district for f in findings)
    named = frozenset() if everywhere else frozenset(f.district for f in findings)
    return Remark(number, findings[0].title, where, named)


def _joined(places: list[str]) -> list[str]:
    """Return places with the cells of one sheet behind its name: "a.xlsx, Blatt „S“, E6, E7"."""
    heads: dict[str, list[str]] = {}
    for place in places:
        head, _, cell = place.rpartition(", ")
        heads.setdefault(head or place, []).extend([cell] if head else [])
    return [", ".join([head, *cells]) for head, cells in heads.items()]
