"""From a mapping to a checked model: every fault at once, each with its path and the nearest key."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, TypeGuard, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from districtanalysis.domain.study import SCHEMA_VERSION
from districtanalysis.errors import StudyError
from districtanalysis.language import join, number, say

M = TypeVar("M", bound=BaseModel)
Fault = Mapping[str, Any]
Path = tuple[str | int, ...]
_HIDDEN = {"folder", "path"}
_BOUNDS = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le"}
# whole numbers first: pydantic also says "int_from_float"
_KINDS = {name: name for name in ("int", "float", "string", "date", "bool", "tuple", "dict")} | {"model": "dict"}


def parse(model: type[M], content: Mapping[str, object], where: str) -> M:
    """Return ``content`` as ``model``.

    Raises ``StudyError`` with one line per fault, naming ``where``, the path in the file, what was
    found and the nearest known key; a ``schema_version`` newer than this software is named first.

    >>> from districtanalysis.domain.study import Head
    >>> parse(Head, {"title": "Pilot", "purpose": "Beratung", "city": "Heidenheim"}, "study.toml").city
    'Heidenheim'
    """
    _check_version(content, where)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        lines = [f"  {line}" for line in _lines(model, error.errors())]
        raise StudyError("\n".join([say("study.faults", file=where), *lines])) from error


def _check_version(content: Mapping[str, object], where: str) -> None:
    version = content.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise StudyError(say("study.newer_schema", file=where, found=version, known=SCHEMA_VERSION))


def _lines(model: type[BaseModel], faults: Sequence[Fault]) -> list[str]:
    """Return one line per place: alternatives of one value together, consequences of a deeper fault left out."""
    places: dict[Path, list[Fault]] = {}
    for fault in faults:
        places.setdefault(_trace(model, fault["loc"])[0], []).append(fault)
    deepest = [path for path in places if not any(_is_above(path, other) for other in places)]
    return [_line(model, path, places[path]) for path in deepest]


def _is_above(path: Path, other: Path) -> bool:
    return len(path) < len(other) and other[: len(path)] == path


def _line(model: type[BaseModel], path: Path, faults: Sequence[Fault]) -> str:
    fault, shown = faults[0], _shown(path)
    kind = fault["type"]
    if kind == "extra_forbidden":
        return _unknown_key(_trace(model, fault["loc"])[1], shown, str(path[-1]))
    if kind == "missing":
        return say("study.key_missing", path=shown)
    if kind == "value_error":
        return (f"{shown}: " if shown else "") + str(fault["ctx"]["error"])
    if kind == "too_short":
        least, found = fault["ctx"]["min_length"], fault["ctx"]["actual_length"]
        return say("study.too_short", path=shown, found=found, least=least)
    if kind == "literal_error" and len(faults) == 1:
        return say("study.not_one_of", path=shown, found=_short(fault["input"]), expected=_literals(fault, ""))
    expected = join((_expected(each) for each in faults), "words.or")
    return say("study.wrong_value", path=shown, found=_short(fault["input"]), expected=expected)


def _unknown_key(holder: object, shown: str, key: str) -> str:
    known = sorted(set(holder.model_fields) - _HIDDEN) if _is_model(holder) else []
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    hint = say("errors.nearest", name=near[0]) if near else say("errors.known", names=join(known))
    return f"{say('study.unknown_key', path=shown)} {hint}"


def _trace(model: type[BaseModel], loc: Sequence[str | int]) -> tuple[Path, Any]:
    """Return the parts of ``loc`` that stand in the file, and the annotation that holds the last of them.

    Where a value may be of several kinds, pydantic puts the kind into the path; nobody wrote that.
    """
    path: list[str | int] = []
    holder: Any = model
    current: Any = model
    for part in loc:
        options = _options(current)
        if len(options) > 1:
            current = next((option for option in options if _tag(option) == str(part).partition("[")[0]), None)
            continue
        path.append(part)
        holder = options[0] if options else None
        current = _inside(holder, part)
    return tuple(path), holder


def _inside(annotation: Any, part: str | int) -> Any:
    """Return the annotation of one part of a model, list or dict; None where there is no such part."""
    if _is_model(annotation):
        field = annotation.model_fields.get(str(part))
        return field.annotation if field is not None else None
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return arguments[1]
    if get_origin(annotation) is tuple and isinstance(part, int):
        return arguments[0] if arguments[-1] is Ellipsis else arguments[min(part, len(arguments) - 1)]
    return None


def _options(annotation: Any) -> list[Any]:
    """Return the kinds that a value may have, without None and without conditions on it."""
    if get_origin(annotation) is Annotated:
        return _options(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return [option for member in get_args(annotation) for option in _options(member)]
    return [] if annotation is None or annotation is type(None) else [annotation]


def _tag(option: Any) -> str:
    """Return the name by which pydantic calls one of several kinds."""
    kind = get_origin(option) or option
    return str(getattr(kind, "__name__", kind))


def _is_model(annotation: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _shown(path: Path) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _expected(fault: Fault) -> str:
    kind = str(fault["type"])
    if kind == "literal_error":
        return _literals(fault, '"')
    if kind in _BOUNDS:
        return say(f"study.expected.{kind}", bound=number(fault["ctx"][_BOUNDS[kind]], None))
    name = next((word for start, word in _KINDS.items() if kind.startswith(start)), None)
    return say(f"study.expected.{name}") if name else say("study.expected.other", kind=kind)


def _literals(fault: Fault, quote: str) -> str:
    names = re.findall(r"'([^']*)'", fault["ctx"]["expected"])
    return join([f"{quote}{name}{quote}" for name in names], "words.or")


def _short(value: object, limit: int = 60) -> str:
    text = str(value)
    return text if len(text) <= limit else text[:limit] + "…"
