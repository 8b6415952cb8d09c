"""What a column or row of a table is about: patterns of a layout -> variable and dimensions."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from string import Formatter

from districtanalysis.sources.dimensions import read_age, read_date, read_sex
from districtanalysis.sources.header import Header
from districtanalysis.sources.layout import ColumnRule, Meaning


@dataclass(frozen=True, slots=True)
class Meant:
    """A variable and its dimensions; ages -1 for missing or open, None for "all"."""

    variable: str
    age_from: int = -1
    age_to: int = -1
    sex: str | None = None
    origin: str | None = None
    kind: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A column of figures: its position, the rule that reads it and what it is about."""

    column: int
    rule: ColumnRule
    meant: Meant


def meaning_of(rule: Meaning, match: re.Match[str], printed: str) -> Meant:
    r"""Return what a heading or row that fits a rule is about; named groups of the pattern count first.

    >>> rule = Meaning(variable="residents")
    >>> meaning_of(rule, re.search(r"e(?P<age_from>\d+)_(?P<age_below>\d+)", "e_e03_05"), "E_E03_05").age_to
    4
    """
    groups = {name: text for name, text in match.groupdict().items() if text is not None}
    texts = {
        name: _filled(getattr(rule, name), groups, printed) or groups.get(name) for name in ("sex", "origin", "kind")
    }
    if "sex" in groups and rule.sex is None:
        texts["sex"] = read_sex(groups["sex"]) or None
    age_from, age_to = _age(rule, groups)
    day = read_date(groups["date"]) if "date" in groups else rule.date
    variable = _filled(rule.variable, groups, printed) or rule.variable
    return Meant(variable, age_from, age_to, texts["sex"], texts["origin"], texts["kind"], day)


def _filled(template: str | None, groups: dict[str, str], printed: str) -> str | None:
    """Return a text with its ``{name}`` filled."""
    if template is None or "{" not in template:
        return template
    return template.format_map({**groups, "heading": printed})


def _age(rule: Meaning, groups: dict[str, str]) -> tuple[int, int]:
    if rule.age is not None:
        return rule.age
    if "age" in groups:
        return read_age(groups["age"]) or (-1, -1)
    if not {"age_from", "age_to", "age_below"} & groups.keys():
        return (-1, -1)
    low = int(groups.get("age_from", 0))
    high = int(groups["age_to"]) if "age_to" in groups else int(groups.get("age_below", 0)) - 1
    return (low, -1 if high < 0 or high >= rule.open_age - 1 else high)


def planned(header: Header, rules: tuple[ColumnRule, ...]) -> tuple[list[Planned], list[ColumnRule]]:
    """Return the columns that the rules read, rule by rule, and the rules that found none."""
    plan: list[Planned] = []
    without: list[ColumnRule] = []
    taken: set[int] = set()
    for rule in rules:
        found = [i for i in _fitting(header, rule) if i not in taken]
        if not found:
            without.append(rule)
        for column in found:
            match = re.search(rule.heading, header.folded[column])
            if match is not None:
                plan.append(Planned(column, rule, meaning_of(rule, match, header.headings[column])))
        taken.update(found)
    return plan, without


def _fitting(header: Header, rule: ColumnRule) -> list[int]:
    pattern = re.compile(rule.heading)
    several = bool(pattern.groupindex) or _has_template(rule)
    fitting = [column for column, text in enumerate(header.folded) if text and pattern.search(text)]
    return fitting if several else fitting[:1]


def _has_template(rule: ColumnRule) -> bool:
    texts = (rule.variable, rule.sex, rule.origin, rule.kind)
    return any(name is not None for text in texts if text for _, name, _, _ in Formatter().parse(text))
