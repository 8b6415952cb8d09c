"""What ``rank --uncertainty`` varies, as it is written on the command line."""

from __future__ import annotations

import re
from typing import Any

import click

from districtanalysis.cli.types import Fault
from districtanalysis.language import join, say

# Those of ``scoring.varied``, which is loaded when the command runs; a test holds them together.
ASSUMPTIONS = ("weights", "indicator_weights", "normalisation", "aggregation", "missing", "treatment", "noise")
_WITH_SETTINGS = {"normalisation", "aggregation", "missing", "treatment", "noise"}
_NOISE = ("binomial", "beta")
_NUMBER = r"\d+(?:[.,]\d+)?"
_BOUNDS = re.compile(rf"({_NUMBER})\s*(?:-|–|\.\.)\s*({_NUMBER})")
_KINDS = {"all", "around", "spread"}
_NAME = re.compile(r"[^\W\d][\w-]*")
Entries = dict[str, Any]


class Vary(click.ParamType[Entries]):
    """Names of assumptions, with settings behind "=": entries of ``[ranking.uncertainty]``.

    >>> Vary().convert("weights,normalisation=goalposts+min_max", None, None)
    {'vary': ('weights', 'normalisation'), 'normalisation': ('goalposts', 'min_max')}
    >>> Vary().convert("all", None, None)
    {'vary': 'all'}
    """

    name = "vary"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Entries:
        """Return the entries; raises ``Fault`` for an unknown name and settings where there are none."""
        if isinstance(value, dict):
            return value
        names: list[str] = []
        found: Entries = {}
        for part in str(value).split(","):
            name, sign, settings = (piece.strip() for piece in part.partition("="))
            if name not in {*ASSUMPTIONS, "all"} or (sign and not settings):
                known = join([*ASSUMPTIONS, "all"])
                raise Fault(say("robustness.fault.vary_empty", found=part.strip() or value, known=known), ctx, param)
            if sign and name not in _WITH_SETTINGS:
                raise Fault(say("robustness.fault.vary_settings", found=part.strip(), name=name), ctx, param)
            names.append(name)
            if sign:
                listed = tuple(piece.strip() for piece in settings.split("+"))
                found[name] = _noise(listed, part, param, ctx) if name == "noise" else listed
        return {"vary": "all" if "all" in names else tuple(dict.fromkeys(names)), **found}


def _noise(listed: tuple[str, ...], part: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
    if len(listed) != 1 or listed[0] not in _NOISE:
        raise Fault(say("cli.fault.choice", found=part.strip(), known=join(_NOISE, "words.or")), ctx, param)
    return listed[0]


class WeightDraws(click.ParamType[Entries]):
    """A way to draw weights: entries of ``[ranking.uncertainty]``.

    >>> WeightDraws().convert("around=50", None, None)
    {'weights': 'around', 'concentration': 50.0}
    >>> WeightDraws().convert("population,infrastructure=sustainability", None, None)
    {'weights': 'order', 'order': ('population', ('infrastructure', 'sustainability'))}
    >>> WeightDraws().convert("population=20-60; infrastructure=10,5-40", None, None)
    {'weights': 'ranges', 'ranges': {'population': (20.0, 60.0), 'infrastructure': (10.5, 40.0)}}
    """

    name = "weight_draws"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Entries:
        """Return the entries; raises ``Fault`` for anything that is no way to draw weights."""
        if isinstance(value, dict):
            return value
        text = str(value).strip()
        found = _kind(text) or _ranges(text) or _order(text)
        if found is None:
            raise Fault(say("robustness.fault.weight_draws", found=value), ctx, param)
        return found


def _kind(text: str) -> Entries | None:
    kind, sign, number = (piece.strip() for piece in text.partition("="))
    if kind not in _KINDS:
        return None
    if not sign:
        return {"weights": kind}
    if kind == "all" or not re.fullmatch(_NUMBER, number):
        return None
    return {
        "weights": kind,
        **({"concentration": _float(number)} if kind == "around" else {"spread": _float(number) / 100}),
    }


def _ranges(text: str) -> Entries | None:
    ranges: dict[str, tuple[float, float]] = {}
    for part in text.split(";" if ";" in text else ","):
        name, _, bounds = (piece.strip() for piece in part.partition("="))
        match = _BOUNDS.fullmatch(bounds)
        if not name or match is None or name in ranges:
            return None
        ranges[name] = (_float(match[1]), _float(match[2]))
    return {"weights": "ranges", "ranges": ranges}


def _order(text: str) -> Entries | None:
    """Names in falling importance; ">" is understood as well, but a shell takes it for itself."""
    groups = [tuple(name.strip() for name in group.split("=")) for group in re.split("[,>]", text)]
    names = [name for group in groups for name in group]
    if len(names) < 2 or _KINDS & {*names} or not all(_NAME.fullmatch(name) for name in names):
        return None
    return {"weights": "order", "order": tuple(group[0] if len(group) == 1 else group for group in groups)}


def _float(text: str) -> float:
    return float(text.replace(",", "."))
