"""Kinds of values on the command line, with refusals in the language in force."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from districtanalysis.language import join, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Fault(click.BadParameter):
    """A refused value whose message is worded already."""


class Choice(click.ParamType[str]):
    """One of a few names.

    >>> Choice(("de", "en")).convert("en", None, None)
    'en'
    """

    name = "choice"

    def __init__(self, names: Sequence[str] | Callable[[], Sequence[str]]) -> None:
        self._names = names

    @property
    def names(self) -> tuple[str, ...]:
        """The names that are allowed."""
        return tuple(self._names() if callable(self._names) else self._names)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return ``value``; raises ``Fault`` where it is none of the names."""
        if str(value) not in self.names:
            raise Fault(say("cli.fault.choice", found=value, known=join(self.names, "words.or")), ctx, param)
        return str(value)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the names that begin with ``incomplete``."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in self.names if name.startswith(incomplete)]


class Whole(click.ParamType[int]):
    """A whole number of at least ``low``.

    >>> Whole(1).convert("3", None, None)
    3
    """

    name = "number"

    def __init__(self, low: int = 1) -> None:
        self.low = low

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; raises ``Fault`` where it is none or too small."""
        try:
            number = int(str(value))
        except ValueError:
            raise Fault(say("cli.fault.whole_number", found=value), ctx, param) from None
        if number < self.low:
            raise Fault(say("cli.fault.at_least", found=number, low=self.low), ctx, param)
        return number


class Day(click.ParamType[str]):
    """A reference date as ``2019-12-31``, or ``not_stated``.

    >>> Day().convert("2019-12-31", None, None)
    '2019-12-31'
    """

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return ``value``; raises ``Fault`` where it is no date."""
        if value != "not_stated":
            try:
                dt.date.fromisoformat(str(value))
            except ValueError:
                raise Fault(say("cli.fault.date", found=value), ctx, param) from None
        return str(value)


class Weights(click.ParamType[dict[str, float]]):
    """Weights by name: ``population=2,infrastructure=1``.

    Pairs are separated by commas or, where the numbers have decimal commas, by semicolons.

    >>> Weights().convert("population=1,5; infrastructure=1", None, None)
    {'population': 1.5, 'infrastructure': 1.0}
    """

    name = "weights"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> dict[str, float]:
        """Return the weights; raises ``Fault`` for anything that is no positive number by name."""
        if isinstance(value, dict):
            return value
        try:
            return read_weights(str(value))
        except ValueError as error:
            raise Fault(str(error), ctx, param) from None


def read_weights(text: str) -> dict[str, float]:
    """Return weights by name out of ``name=number`` pairs; raises ``ValueError`` with a worded message.

    >>> read_weights("population=2,infrastructure=1")
    {'population': 2.0, 'infrastructure': 1.0}
    """
    weights: dict[str, float] = {}
    for pair in text.split(";" if ";" in text else ","):
        name, sign, figure = (part.strip() for part in pair.partition("="))
        if not (name and sign and figure):
            raise ValueError(say("cli.fault.weight_pair", found=pair.strip() or text))
        if name in weights:
            raise ValueError(say("cli.fault.weight_twice", name=name))
        try:
            weight = float(figure.replace(",", "."))
        except ValueError:
            raise ValueError(say("cli.fault.weight_number", found=figure, name=name)) from None
        if not (weight > 0 and math.isfinite(weight)):
            raise ValueError(say("cli.fault.weight_positive", found=figure, name=name))
        weights[name] = weight
    return weights
