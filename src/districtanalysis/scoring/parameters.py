"""What the formulas of a plan can be told: names and kinds of their parameters, checked before anything is computed."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from math import isfinite

import numpy as np

from districtanalysis.domain.ranking import Plan
from districtanalysis.domain.registry import unknown_name
from districtanalysis.errors import StudyError
from districtanalysis.language import join, say
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.magnitude import beyond
from districtanalysis.scoring.normalise import NORMALISATIONS
from districtanalysis.scoring.ties import TIES

# These stand beside the indicator itself.
_ELSEWHERE = {"direction", "goalposts"}


def known_parameters(method: str) -> dict[str, str]:
    """Return the parameters of a normalisation or aggregation: name -> "number", "whole", "numbers" or "ties".

    >>> known_parameters("z_score"), known_parameters("geometric")
    ({'ddof': 'whole', 'mean': 'number', 'sd': 'number'}, {'floor': 'number'})
    """
    found: dict[str, str] = {}
    for registry in (NORMALISATIONS, AGGREGATIONS):
        if method in registry:
            entry = registry[method]
            for name, parameter in inspect.signature(entry.function).parameters.items():
                if parameter.kind is parameter.KEYWORD_ONLY and name not in _ELSEWHERE:
                    found[name] = _kind(str(parameter.annotation))
    if method in AGGREGATIONS and AGGREGATIONS[method].positive:
        found["floor"] = "number"
    return found


def checked_parameters(plan: Plan) -> dict[str, dict[str, object]]:
    """Return the parameters of ``plan`` in the kinds that the formulas expect.

    Raises ``StudyError`` for an unknown method, parameter or indicator, naming the nearest known
    one, and for a value of the wrong kind.
    """
    found: dict[str, dict[str, object]] = {}
    methods = [*NORMALISATIONS, *(name for name in AGGREGATIONS if name not in NORMALISATIONS)]
    for method, given in plan.parameters.items():
        if method not in methods:
            raise StudyError(_unknown("", method, methods))
        known = known_parameters(method)
        for name, value in given.items():
            if name not in known:
                raise StudyError(_unknown(method, name, list(known)))
            found.setdefault(method, {})[name] = _values(plan, f"{method}.{name}", value, known[name])
    return found


def _values(plan: Plan, where: str, value: object, kind: str) -> object:
    if not isinstance(value, Mapping):
        return _value(where, value, kind)
    scored = list(plan.scored())
    for key in value:
        if key not in scored:
            raise StudyError(_unknown(where, str(key), scored))
    return {key: _value(f"{where}.{key}", part, kind) for key, part in value.items()}


def _value(where: str, value: object, kind: str) -> object:
    """Return ``value`` as ``kind``: numbers come as float out of the study."""
    if kind == "ties":
        fits = value in TIES
    elif kind == "numbers":
        fits = isinstance(value, tuple | list) and bool(value)
    else:
        fits = isinstance(value, int | float) and (kind == "number" or float(value).is_integer())
    numbers = value if isinstance(value, tuple | list) else [value]
    if fits and any(
        isinstance(one, float) and not (isfinite(one) and beyond(np.array([one])) is None) for one in numbers
    ):
        fits, kind = False, "moderate"
    if not fits:
        expected = say(f"recipes.parameter.{kind}", known=join(TIES, "words.or"))
        raise StudyError(say("recipes.fault.parameter", name=_path(where), found=value, expected=expected))
    return int(value) if kind == "whole" and isinstance(value, int | float) else value


def _unknown(where: str, name: str, known: list[str]) -> str:
    if not known:
        return say("recipes.fault.no_parameters", name=_path(where))
    return f"[{_path(where)}] {unknown_name('', name, known)}"


def _path(where: str) -> str:
    return f"ranking.parameters.{where}".rstrip(".")


def _kind(annotation: str) -> str:
    kinds: Iterator[str] = (
        kind
        for sign, kind in (("Sequence", "numbers"), ("Ties", "ties"), ("int", "whole"), ("float", "number"))
        if annotation.startswith(sign)
    )
    return next(kinds, "number")
