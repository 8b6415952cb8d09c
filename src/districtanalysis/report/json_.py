"""Pages as JSON: the data behind the page, or its tables where it carries none."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from districtanalysis.domain.display import Page, Paragraph, Table, Tree
from districtanalysis.report.render import Style


def render(page: Page, style: Style) -> bytes:  # noqa: ARG001
    """Return ``page.data`` as JSON in UTF-8: keys sorted, letters kept, what is missing as null.

    A page without data is written as ``title``, ``subtitle``, ``tables`` (rows by column key),
    ``texts`` and ``trees``.

    >>> print(render(Page("Passung", (), data={"ö": float("nan"), "b": 1}), Style()).decode())
    {
      "b": 1,
      "ö": null
    }
    <BLANKLINE>
    """
    content = page.data or _described(page)
    text = json.dumps(simple(content), ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
    return f"{text}\n".encode()


def simple(value: Any) -> Any:
    """Return ``value`` in the types that JSON knows; missing and infinite numbers become None.

    Numbers of numpy become plain numbers, everything unknown its text.

    >>> simple({"a": (1, float("inf")), 2: None})
    {'a': [1, None], '2': None}
    """
    if isinstance(value, Mapping):
        return {str(key): simple(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        listed = [simple(entry) for entry in value]
        return sorted(listed) if isinstance(value, set | frozenset) else listed
    if hasattr(value, "tolist"):
        return simple(value.tolist())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, str | int | float) else str(value)


def tree_of(tree: Tree) -> dict[str, object]:
    """Return a tree as nested mappings: its data, ``text`` and ``children``.

    >>> tree_of(Tree("Passung 81,5", data={"fit": 81.5}))
    {'fit': 81.5, 'text': 'Passung 81,5', 'children': []}
    """
    return {**tree.data, "text": tree.text, "children": [tree_of(child) for child in tree.children]}


def _described(page: Page) -> dict[str, object]:
    trees = [block for block in page.blocks if isinstance(block, Tree)]
    texts = [
        {"heading": block.heading, "text": block.text, "tone": block.tone}
        for block in page.blocks
        if isinstance(block, Paragraph)
    ]
    return {
        "title": page.title,
        "subtitle": page.subtitle,
        "tables": {table.key: _table(table) for table in page.tables},
        "texts": texts,
        "trees": [tree_of(tree) for tree in trees],
    }


def _table(table: Table) -> dict[str, object]:
    keys = [column.key for column in table.columns]
    rows = []
    for place, row in enumerate(table.rows):
        marks = {key: sign for key in keys if (sign := table.marks.get((place, key)))}
        rows.append({**dict(zip(keys, row, strict=True)), **({"marks": marks} if marks else {})})
    return {"title": table.title, "note": table.note, "rows": rows}
