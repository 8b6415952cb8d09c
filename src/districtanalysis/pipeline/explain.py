"""``explain``: where a value comes from, down to the cell of the table."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.display import Page, Paragraph, Tree
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Ranking
from districtanalysis.errors import StudyError
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.language import join, say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.pipeline.walk import fit_tree, indicator_tree, indicators_tree, scored_tree
from districtanalysis.report.sources_note import sources_note
from districtanalysis.sources.names import match_names


def run(study: Path | None, district: str, indicator: str | None = None, *, may_fall_back: bool = True) -> Outcome:
    """Return the page that walks the fit of ``district``, or one indicator of it, back to the cells.

    A study without criteria has no fit: its indicators are walked back instead. Raises
    ``StudyError`` for a district or an indicator that is not there, with the nearest name.
    """
    prepared = prepare(study, may_fall_back=may_fall_back)
    prepared.refuse_errors()
    if prepared.study.criteria:
        tree = explain(rank_prepared(prepared), prepared.data, district, indicator)
    else:
        tree = explain(compute_indicators(prepared.data), prepared.data, district, indicator)
    page = Page(
        say("explain.title", name=tree.data["district"]),
        (tree, Paragraph(say("rank.standing"), tone="note"), sources_note(prepared.data.sources)),
        subtitle=prepared.study.title,
        data=as_dict(tree),
    )
    return Outcome(page, prepared.messages, (), 0, tree)


def explain(result: Ranking | IndicatorTable, data: DistrictData, district: str, indicator: str | None = None) -> Tree:
    """Return what a value of ``district`` rests on, as a tree down to file, sheet and cell.

    ``result`` is a ranking (the fit, or one scored or context indicator) or an indicator table.
    Raises ``StudyError`` for a name that is not there.
    """
    table = result.table if isinstance(result, Ranking) else result
    name = find_district(list(table.frame.index), district)
    if indicator is not None:
        key = _indicator(table, indicator)
        if isinstance(result, Ranking) and key in result.plan.scored() and name in result.frame.index:
            return scored_tree(result, data, name, key)
        return indicator_tree(table, data, name, key)
    if isinstance(result, Ranking):
        if name not in result.frame.index:
            entry = result.left_out.get(name)
            reason = str(entry.reason) if entry is not None else say("explain.no_candidate")
            raise StudyError(say("explain.excluded", name=table.names[name], reason=reason))
        return fit_tree(result, data, name)
    return indicators_tree(table, data, name)


def as_dict(tree: Tree) -> dict[str, object]:
    """Return a tree as nested dicts: text, its data, and ``children``.

    >>> as_dict(Tree("a", (Tree("b"),)))
    {'text': 'a', 'children': [{'text': 'b', 'children': []}]}
    """
    return {"text": tree.text, **tree.data, "children": [as_dict(child) for child in tree.children]}


def find_district(known: Sequence[str], given: str, aliases: Mapping[str, str] | None = None) -> str:
    """Return the district that is meant: by name, other spelling, or the only one that contains the word.

    Raises ``StudyError`` where none or several are, naming the nearest.

    >>> find_district(["Oststadt", "Mittelrain"], "ost")
    'Oststadt'
    """
    names = [str(name) for name in known]
    match = match_names([given], names, aliases or {})[given]
    if match.evidence != "new" and match.district in names:
        return match.district
    inside = [name for name in names if given.casefold() in name.casefold()]
    if len(inside) == 1:
        return inside[0]
    raise StudyError(_unknown("district", given, names, {name.casefold(): name for name in names}))


def _indicator(table: IndicatorTable, given: str) -> str:
    labels = {table.label(str(key)).casefold(): str(key) for key in table.frame.columns}
    if given in table.frame.columns:
        return given
    if given.casefold() in labels:
        return labels[given.casefold()]
    keys = {str(key): str(key) for key in table.frame.columns}
    raise StudyError(_unknown("indicator", given, list(keys), {**keys, **labels}))


def _unknown(kind: str, given: str, known: list[str], spoken: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(given.casefold(), list(spoken), n=1, cutoff=0.5)
    hint = " " + say("errors.nearest", name=spoken[near[0]]) if near else ""
    return say(f"study.unknown_{kind}", name=given, hint=hint, known=join(known))
