"""A study as TOML text, with the comments that somebody needs who reads it for the first time."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from districtanalysis.domain.study import SCHEMA_VERSION, Criterion, Words
from districtanalysis.language import say

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def study_toml(content: Mapping[str, object], criteria: Mapping[str, Criterion]) -> str:
    """Return a complete ``study.toml``: ``content`` holds ``study``, the list ``source`` and perhaps ``instruments``.

    Reading the text gives the same study again.
    """
    return "\n".join(_lines(content, criteria)) + "\n"


def _lines(content: Mapping[str, object], criteria: Mapping[str, Criterion]) -> Iterator[str]:
    yield from (f"# {line}" for line in say("written.toml_head").splitlines())
    yield f"schema_version = {SCHEMA_VERSION}"
    yield from _table("[study]", content["study"])
    for source in _entries(content["source"]):
        yield from _table("[[source]]", source)
    if content.get("instruments"):
        yield from _table("[instruments]", content["instruments"])
    if not criteria:
        yield ""
        yield from (f"# {line}" for line in say("written.toml_no_criteria").splitlines())
    for key, criterion in criteria.items():
        yield from _criterion(key, criterion)
    if {"infrastructure", "sustainability"} <= set(criteria):
        yield from _presets()


def _entries(value: object) -> Sequence[Mapping[str, object]]:
    return value if isinstance(value, Sequence) else ()


def _table(head: str, values: object) -> Iterator[str]:
    yield ""
    yield head
    if isinstance(values, Mapping):
        yield from (f"{_key(key)} = {_value(value)}" for key, value in values.items())


def _criterion(key: str, criterion: Criterion) -> Iterator[str]:
    yield from _table(
        f"[criteria.{_key(key)}]", {"label": criterion.label, "weight": criterion.weight, "why": criterion.why}
    )
    for choice in criterion.indicator:
        values: dict[str, object] = {"key": choice.key, "direction": choice.direction, "weight": choice.weight}
        if choice.goalposts is not None:
            values["goalposts"] = list(choice.goalposts)
        yield from _table(f"[[criteria.{_key(key)}.indicator]]", {**values, "why": choice.why})


def _presets() -> Iterator[str]:
    for name, reverse in (("ressourcen", []), ("luecken", ["infrastructure", "sustainability"])):
        yield from _table(f"[ranking.presets.{name}]", {"label": say(f"written.preset_{name}"), "reverse": reverse})


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _value(value: Words | object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items()) + " }"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(part) for part in value) + "]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # a TOML basic string has the escapes of JSON
    return json.dumps(value, ensure_ascii=False)
