"""``load_layout``: a layout from its file, beside the study or shipped."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from districtanalysis.domain.parsing import parse
from districtanalysis.domain.variables import variables
from districtanalysis.errors import LayoutError
from districtanalysis.language import join, say
from districtanalysis.sources.layout import Layout

_SHIPPED = Path(__file__).parent / "layouts"
# Settings of which one takes the place of another that a layout would inherit.
_ALTERNATIVES = ({"header_rows", "header", "headings", "heading_row"}, {"key", "area", "file_pattern", "flat"})


def shipped_layouts() -> list[str]:
    """Return the names of the layouts that come with the package.

    >>> "berlin-ewr" in shipped_layouts()
    True
    """
    return sorted(file.stem for file in _SHIPPED.glob("*.toml"))


def load_layout(name: str, folder: Path) -> Layout:
    """Return the layout ``name``: a file beside the study, or one that is shipped.

    A layout that ``extends`` another one takes over what it does not say itself. Raises
    ``LayoutError`` for an unknown name (with the nearest one), a faulty pattern and an unknown
    variable, ``StudyError`` for faults in the file.

    >>> load_layout("berlin-ewr", Path()).key
    '^raumid$'
    """
    path = _path(name, folder)
    return _load(path, path.stat().st_mtime_ns)


def _path(name: str, folder: Path) -> Path:
    beside = folder / name
    path = beside if beside.suffix == ".toml" else _SHIPPED / f"{name}.toml"
    if not path.is_file():
        known = shipped_layouts()
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        hint = " " + say("errors.nearest", name=near[0]) if near else ""
        raise LayoutError(say("layout.unknown", name=name, folder=folder, known=join(known) or "–", hint=hint))
    return path


@lru_cache(maxsize=128)
def _load(path: Path, changed: int) -> Layout:  # noqa: ARG001  a file that was changed is read again
    layout = parse(Layout, _content(path), path.name)
    _check(layout, path.name)
    return layout


def _content(path: Path, seen: tuple[Path, ...] = ()) -> dict[str, object]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LayoutError(say("layout.not_toml", file=path.name, reason=error)) from error
    base = content.pop("extends", None)
    if base is None:
        return content
    below = _path(str(base), path.parent)
    if below in (*seen, path):
        raise LayoutError(say("layout.extends_itself", file=path.name, name=base))
    inherited = _content(below, (*seen, path))
    for alternatives in _ALTERNATIVES:
        if alternatives & content.keys():
            inherited = {key: value for key, value in inherited.items() if key not in alternatives}
    return {**inherited, **content}


def _check(layout: Layout, where: str) -> None:
    for pattern in _patterns(layout):
        try:
            re.compile(pattern)
        except re.error as error:
            raise LayoutError(say("layout.bad_pattern", file=where, pattern=pattern, reason=error)) from error
    for key in _variables(layout):
        variables()[key]


def _patterns(layout: Layout) -> Iterator[str]:
    yield from (layout.key, *layout.stop, *layout.totals, *layout.dimension.values(), *layout.not_read)
    yield from layout.missing_if_all_zero
    yield from (rule.heading for rule in layout.column)
    for part in (
        layout.key_pattern,
        layout.name_column,
        layout.begin,
        layout.sheet,
        layout.file_pattern,
        layout.split,
    ):
        yield part or ""
    for level in layout.level:
        yield from (level.key or "", level.begins or "", level.parent[0] if isinstance(level.parent, tuple) else "")
    for rule in layout.long:
        yield from (rule.value or "", rule.kind or "", rule.text or "", rule.date or "", *rule.name_columns)
        yield from (row.match for row in rule.rules)
    if layout.date is not None:
        yield from (layout.date.pattern, layout.date.column or "")
    if layout.matrix is not None:
        yield from (layout.matrix.heading, layout.matrix.total)
    if layout.header is not None:
        yield layout.header.row
    if layout.flat is not None:
        yield from (layout.flat.code, *(entry.code for entry in layout.flat.dimension))


def _variables(layout: Layout) -> Iterator[str]:
    yield from (rule.variable for rule in layout.column if "{" not in rule.variable)
    yield from (row.variable for rule in layout.long for row in rule.rules)
    yield from (rule.variable for rule in layout.long if rule.variable is not None)
    if layout.matrix is not None:
        yield layout.matrix.variable
