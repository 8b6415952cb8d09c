"""The indices of a monitor as data of the workshop page: classes instead of a fit, no sliders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.monitored import Monitored, MonitoredIndex
from districtanalysis.domain.study import Study
from districtanalysis.language import LANGUAGES, current, number, say, using
from districtanalysis.report.remarks import remarks_of
from districtanalysis.report.workshop_data import column, digest, words
from districtanalysis.report.workshop_map import map_data

_DECIMALS = 2
# The page asks for a way of computing; nothing can be computed with it.
_METHOD = {
    "normalisation": "z_score",
    "within": "arithmetic",
    "between": "arithmetic",
    "ties": "min",
    "missing": "refuse",
    "seed": 0,
}


def monitor_data(
    found: Mapping[str, Monitored],
    study: Study,
    sources: Sequence[SourceRecord],
    areas: Areas | None = None,
    findings: Sequence[Finding] = (),
) -> dict[str, object]:
    """Return everything that the page needs to show a monitor, as dicts and lists of JSON.

    ``found`` holds the result worded in each language. Districts stand in the order of their names. Each index takes
    the place of a criterion; the first one gives rank and colour.
    """
    one = found[LANGUAGES[0]]
    names = pd.concat([one.names, one.left_out])
    names = names.iloc[np.lexsort((names.index.astype(str), names.to_numpy(dtype=str)))]
    ids = list(names.index)
    data: dict[str, object] = {
        "count": len(ids),
        "names": [str(name) for name in names],
        "criteria": [_criterion(found, place) for place in range(len(one.indices))],
        "indicators": [_indicator(found, c, key, ids) for c, index in enumerate(one.indices) for key in index.labels],
        "method": _METHOD,
        "presets": [],
        "map": None if areas is None else map_data(areas, [str(name) for name in ids]),
        "excluded": [[name, {code: m.reasons[k] for code, m in found.items()}] for k, name in enumerate(one.left_out)],
        "fixed": _fixed(found, ids),
        "toml": {"head": ""},
    }
    told = words(
        study,
        sources,
        title=lambda: found[current()].label,
        standing=lambda: _standing(found[current()]),
        remarks=lambda: [f"{remark.title} ({remark.where})" for remark in remarks_of(findings, [str(i) for i in ids])],
    )
    return {**data, **told, "digest": digest(data)}


def _criterion(found: Mapping[str, Monitored], place: int) -> dict[str, object]:
    label = {code: one.indices[place].label for code, one in found.items()}
    return {"key": found[LANGUAGES[0]].indices[place].key, "label": label, "weight": 1, "why": ""}


def _fixed(found: Mapping[str, Monitored], ids: list[object]) -> dict[str, object]:
    """Return scores, ranks and classes; those without an index have none."""
    indices = found[LANGUAGES[0]].indices
    first = indices[0].frame.reindex(ids).astype(float)
    return {
        "fit": column(first["score"].tolist()),
        "rank": column(first["rank"].tolist()),
        "criteria": [column(index.frame["score"].reindex(ids).tolist()) for index in indices],
        "shares": [1.0] * len(indices),
        "leaves": [column(index.scaled[key].reindex(ids).tolist()) for index in indices for key in index.labels],
        "indicator_shares": [1.0 for index in indices for _ in index.labels],
        "additive": False,
        "bounded": False,
        "words": _each(found, lambda m: say("workshop.monitor.words", recipe=m.label)),
        "monitor": _classes(found, indices[0], ids),
    }


def _classes(found: Mapping[str, Monitored], first: MonitoredIndex, ids: list[object]) -> dict[str, object]:
    grouped = any(found[LANGUAGES[0]].groups)
    return {
        "head": _each(found, lambda m: m.indices[0].label),
        "lead": _each(found, _lead),
        "map": _each(found, lambda m: f"{say('workshop.monitor.map', index=m.indices[0].label)} {_order(m)}"),
        "labels": [{code: one.indices[0].classes[k] for code, one in found.items()} for k in range(len(first.classes))],
        "of": [int(step) for step in first.frame["step"].reindex(ids, fill_value=0)],
        "groups": _each(found, lambda m: list(m.groups.reindex(ids, fill_value=""))) if grouped else None,
    }


def _lead(found: Monitored) -> str:
    """Return how many districts each class of each index has, and how many are to be looked at."""
    parts = [
        say("workshop.monitor.lead", index=index.label, classes=", ".join(_counted(index)))
        for index in found.indices
        if index.classes
    ]
    if not parts:
        parts = [say("workshop.monitor.ordered", count=number(len(found.names)), index=found.indices[0].label)]
    if found.attention_label:
        label = found.attention_label[:1].upper() + found.attention_label[1:]
        count = number(int(found.attention.sum()))
        parts.append(say("workshop.monitor.lead", index=label, classes=count))
    return " ".join(parts)


def _counted(index: MonitoredIndex) -> list[str]:
    return [f"{label} {number(count)}" for label, count in index.counts()]


def _order(found: Monitored) -> str:
    return found.indices[0].order


def _standing(found: Monitored) -> list[list[str]]:
    return [*(["warning", note] for note in found.notes), ["note", say("rank.areas_not_people")]]


def _indicator(found: Mapping[str, Monitored], place: int, key: str, ids: list[object]) -> dict[str, object]:
    index = found[LANGUAGES[0]].indices[place]
    return {
        "key": key,
        "criterion": place,
        "label": _each(found, lambda m: m.indices[place].labels[key]),
        "decimals": _DECIMALS,
        "direction": "more",
        "weight": 1,
        **dict.fromkeys(("goalposts", "normalisation")),
        **dict.fromkeys(("why", "lock"), ""),
        "values": column(index.values[key].reindex(ids).astype(float).tolist()),
        "marks": {},
    }


def _each(found: Mapping[str, Monitored], make: Callable[[Monitored], object]) -> dict[str, object]:
    """Return what ``make`` words of the result in each language."""
    out = {}
    for code, one in found.items():
        with using(code):
            out[code] = make(one)
    return out
