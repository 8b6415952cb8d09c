"""Rules of a layout for columns of figures and for the names in a long table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from districtanalysis.domain.variables import fold
from districtanalysis.sources.dimensions import read_date
from districtanalysis.sources.inspection.headings import Said, context_of, escaped, read_heading
from districtanalysis.sources.inspection.plan import Plan, Planned
from districtanalysis.sources.inspection.shape import Shape
from districtanalysis.sources.layout import ColumnRule
from districtanalysis.sources.meaning import Meant, planned

Content = dict[str, object]
_MOST_NAMES = 80
_CROWD = 30


def column_rules(plan: Plan, shape: Shape) -> list[Content]:
    """Return one rule per family of columns: columns that differ in year or age only share a rule.

    Where many columns name no known variable, one rule reads all of a kind.
    """
    figures = plan.of("figure")
    many = Counter(filter(None, map(_crowded, figures)))
    crowds = [kind for kind, count in many.items() if count > _CROWD]
    named = [entry for entry in figures if _crowded(entry) not in crowds]
    rules = _family_rules(named, shape)
    if not _each_reads_its_own(shape, rules):
        rules = [_single(entry, shape) for entry in named]
    return [*rules, *(_crowd([entry for entry in figures if _crowded(entry) == kind], shape) for kind in crowds)]


def _crowded(entry: Planned) -> tuple[str, bool] | None:
    """Return what a column may be read together with; None for one that says more than its heading."""
    return (entry.variable.name, entry.column.added) if entry.variable.kind and not entry.said.date else None


def _family_rules(figures: Sequence[Planned], shape: Shape) -> list[Content]:
    families: dict[tuple[object, ...], list[Content]] = {}
    for entry in figures:
        rule = _single(entry, shape)
        own = {name: value for name, value in rule.items() if name not in {"heading", "age", "date"}}
        family = read_heading(shape.header.headings[entry.column.place]).pattern
        if "age_below" in entry.said.pattern:
            family = family.replace("(?P<age_to>", "(?P<age_below>")
        families.setdefault((family, *sorted((k, str(v)) for k, v in own.items())), []).append(rule)
    rules: list[Content] = []
    for key, singles in families.items():
        joint = _joint(str(key[0]), singles)
        rules += [joint] if joint is not None and _same(shape, joint, singles) else singles
    return rules


def _crowd(members: Sequence[Planned], shape: Shape) -> Content:
    """Return one rule for all columns of one kind that name no known variable."""
    own = {entry.column.place for entry in members}
    inside = [escaped(text) for place, text in enumerate(shape.header.folded) if place in own]
    outside = [escaped(text) for place, text in enumerate(shape.header.folded) if text and place not in own]
    few = len(outside) < len(inside)
    pattern = f"^(?!({'|'.join(outside)})$)." if few else f"^({'|'.join(inside)})$"
    rule: Content = {"heading": pattern, "variable": members[0].variable.name, "kind": "{heading}"}
    return {**rule, "decimals": 0} if members[0].column.added else rule


def _single(entry: Planned, shape: Shape) -> Content:
    said, variable = entry.said, entry.variable
    rule: Content = {"heading": shape.pattern(entry.column.place), "variable": variable.name}
    if entry.column.added:
        rule["decimals"] = 0
    if variable.kind:
        rule["kind"] = "{heading}"
    else:
        rule |= _dimensions(said)
    if said.date and (day := read_date(said.date)) is not None:
        rule["date"] = day
        if variable.kind:
            rule["kind"] = _without_date(shape.header.headings[entry.column.place])
    return rule


def _dimensions(said: Said) -> Content:
    found: Content = {}
    if said.age_from >= 0:
        found["age"] = [said.age_from] if said.age_to < 0 else [said.age_from, said.age_to]
    if said.sex:
        found["sex"] = said.sex
    return found


def _without_date(heading: str) -> str:
    """Return a heading without its year, so that the same column of two years is one kind.

    >>> _without_date("Anteil_in_%_2018")
    'Anteil_in_%'
    """
    plain = re.sub(r"(?:\d{1,2}\. ?\d{1,2}\. ?)?(?:19|20)\d\d(?:-\d\d-\d\d)?", "", heading)
    return " ".join(plain.split()).strip(" _-/,;:").replace("{", "(").replace("}", ")") or heading


def _joint(family: str, rules: Sequence[Content]) -> Content | None:
    """Return one rule for columns that differ in the numbers of their headings only."""
    if len(rules) < 2 or "(?P<" not in family:
        return None
    shared = {name: value for name, value in rules[0].items() if name not in {"heading", "age", "date"}}
    return {"heading": family, **shared}


def _same(shape: Shape, joint: Content, singles: Sequence[Content]) -> bool:
    """Return whether a joint rule reads the same columns with the same meaning as single ones."""
    return _meanings(shape, [joint]) == _meanings(shape, singles)


def _each_reads_its_own(shape: Shape, rules: Sequence[Content]) -> bool:
    columns = [column for column, _ in _meanings(shape, rules)]
    return len(columns) == len(set(columns))


def _meanings(shape: Shape, rules: Sequence[Content]) -> list[tuple[int, Meant]]:
    plan, _ = planned(shape.header, tuple(ColumnRule.model_validate(rule) for rule in rules))
    return sorted(((entry.column, entry.meant) for entry in plan), key=lambda entry: entry[0])


def long_rules(plan: Plan, shape: Shape, context: str) -> list[Content]:
    """Return one rule per column of values, with what the names in the other columns mean."""
    names = [entry for entry in plan.of("named") if not _is_copy(entry, plan)]
    patterns = [shape.pattern(entry.column.place) for entry in names]
    values = plan.of("figure")
    rules = []
    for entry in values:
        variable = entry.variable
        row = list(_rows(names, context)) if len(values) == 1 else []
        last: Content = {"match": "^(?P<kind>.+)$", "variable": variable.name if variable.kind else "published_figure"}
        rule: Content = {"value": shape.pattern(entry.column.place), "variable_column": patterns}
        rules.append({**rule, **({"decimals": 0} if entry.column.added else {}), "row": [*row, last]})
    return rules


def _is_copy(entry: Planned, plan: Plan) -> bool:
    """Return whether a column says the same as one before it, in a longer or shorter form."""
    codes = entry.column.texts.codes
    for other in plan.of("named"):
        if other is entry:
            return False
        if other.column.distinct == entry.column.distinct and (other.column.texts.codes == codes).all():
            return True
    return False


def _rows(names: Sequence[Planned], context: str) -> Iterator[Content]:
    """Yield what known names mean, each printed name for itself."""
    seen: dict[str, Content] = {}
    texts = [entry.column.texts for entry in names]
    for printed in dict.fromkeys(" | ".join(text.name(row) for text in texts) for row in range(len(texts[0].codes))):
        if len(seen) >= _MOST_NAMES:
            break
        folded = fold(printed)
        *before, last = folded.split(" | ")
        said = read_heading(last)
        about = said.variable or (context_of(*before, context) if said.bare else "")
        if about and not said.share:
            seen[folded] = {"match": f"^{escaped(folded)}$", "variable": about, **_dimensions(said)}
    yield from seen.values()
