"""From a mapping to a checked model: every fault at once, each with its path and the nearest key."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from districtanalysis.domain.study import SCHEMA_VERSION
from districtanalysis.errors import StudyError
from districtanalysis.language import join, say

M = TypeVar("M", bound=BaseModel)
_HIDDEN = {"folder", "path"}


def parse(model: type[M], content: Mapping[str, object], where: str) -> M:
    """Return ``content`` as ``model``.

    Raises ``StudyError`` with one line per fault, naming ``where``, the path in the file, what was
    found and the nearest known key; a ``schema_version`` newer than this software is named first.
    """
    _check_version(content, where)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = [f"  {_fault(model, fault)}" for fault in error.errors()]
        raise StudyError("\n".join([say("study.faults", file=where), *faults])) from error


def _check_version(content: Mapping[str, object], where: str) -> None:
    version = content.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise StudyError(say("study.newer_schema", file=where, found=version, known=SCHEMA_VERSION))


def _fault(model: type[BaseModel], fault: Mapping[str, Any]) -> str:
    path = _path(fault["loc"])
    kind = fault["type"]
    if kind == "extra_forbidden":
        return _unknown_key(model, fault["loc"], path)
    if kind == "missing":
        return say("study.key_missing", path=path)
    if kind == "literal_error":
        return say("study.not_one_of", path=path, found=fault["input"], expected=fault["ctx"]["expected"])
    if kind == "value_error":
        prefix = f"{path}: " if path else ""
        return prefix + str(fault["ctx"]["error"])
    return say("study.wrong_value", path=path, found=_short(fault["input"]), expected=_expected(kind))


def _unknown_key(model: type[BaseModel], loc: Sequence[str | int], path: str) -> str:
    known = sorted(_fields_at(model, loc[:-1]) - _HIDDEN)
    near = difflib.get_close_matches(str(loc[-1]), known, n=1, cutoff=0.5)
    hint = say("errors.nearest", name=near[0]) if near else say("errors.known", names=join(known))
    return f"{say('study.unknown_key', path=path)} {hint}"


def _fields_at(model: type[BaseModel], loc: Sequence[str | int]) -> set[str]:
    current: object = model
    for part in loc:
        current = _step(current, part)
    return set(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else set()


def _step(annotation: object, part: str | int) -> object:
    """Follow one part of a path into a model: a field, or the members of a list or dict."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(part))
        return _model_inside(field.annotation) if field else None
    return annotation


def _model_inside(annotation: object) -> object:
    """Return the model that an annotation holds; wrappers such as ``tuple[X, ...]`` keep their member."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = [_model_inside(argument) for argument in get_args(annotation)]
    return next((found for found in inner if found is not None), None)


def _path(loc: Sequence[str | int]) -> str:
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def _expected(kind: str) -> str:
    for name in ("float", "int", "string", "date", "bool", "tuple", "dict"):
        if name in kind:
            return say(f"study.expected.{name}")
    return say("study.expected.other", kind=kind)


def _short(value: object, limit: int = 60) -> str:
    text = str(value)
    return text if len(text) <= limit else text[:limit] + "…"
