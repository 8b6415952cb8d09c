"""Plain values as TOML text: what a study file holds, written again."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import cast

from districtanalysis.language import LANGUAGES

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(content: Mapping[str, object]) -> str:
    """Return ``content`` (texts, numbers, dates, lists, tables) as TOML; None is left out.

    Reading the text gives the same content again.

    >>> print(toml_text({"v": 1, "study": {"title": "Probe"}, "source": [{"id": "a"}, {"id": "b"}]}))
    v = 1
    <BLANKLINE>
    [study]
    title = "Probe"
    <BLANKLINE>
    [[source]]
    id = "a"
    <BLANKLINE>
    [[source]]
    id = "b"
    """
    return "\n".join(_lines(content, ""))


def toml_value(value: object) -> str:
    """Return one value as it stands behind an equals sign.

    >>> toml_value(["a", 1.5, True]), toml_value({"de": "Ost"})
    ('["a", 1.5, true]', '{ de = "Ost" }')
    """
    if isinstance(value, Mapping):
        entries = (f"{toml_key(str(key))} = {toml_value(part)}" for key, part in value.items() if part is not None)
        return "{ " + ", ".join(entries) + " }"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(part) for part in value) + "]"
    if isinstance(value, int | float):
        return repr(value)
    # a TOML basic string has the escapes of JSON, and one more
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_key(key: str) -> str:
    """Return a key, in quotation marks where it needs them.

    >>> toml_key("ranking"), toml_key("Süd")
    ('ranking', '"Süd"')
    """
    return key if _BARE.fullmatch(key) else toml_value(key)


def _lines(content: Mapping[str, object], prefix: str) -> Iterator[str]:
    tables = {key: value for key, value in content.items() if _is_table(value) or _is_tables(value)}
    for key, value in content.items():
        if key not in tables and value is not None:
            yield f"{toml_key(key)} = {toml_value(value)}"
    for key, value in tables.items():
        name = f"{prefix}{toml_key(key)}"
        for table in value if isinstance(value, list | tuple) else [value]:
            yield ""
            yield f"[[{name}]]" if isinstance(value, list | tuple) else f"[{name}]"
            yield from _lines(cast("Mapping[str, object]", table), f"{name}.")


def _is_table(value: object) -> bool:
    """Return whether ``value`` gets a heading of its own; a text per language stays on one line."""
    return isinstance(value, Mapping) and not set(value) <= set(LANGUAGES)


def _is_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(part, Mapping) for part in value)
