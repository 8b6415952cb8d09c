"""The charts: one decorated function makes a new one."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec

from districtanalysis.domain.registry import Registry
from districtanalysis.report.style import our_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes as Axes  # noqa: PLC0414 - for rooms that may not know matplotlib

P = ParamSpec("P")
# The label of a chart is the text chart.<key>.label, its name for listeners chart.<key>.kind.
CHARTS: Registry[Callable[..., Axes]] = Registry("chart")


def chart(key: str) -> Callable[[Callable[P, Axes]], Callable[P, Axes]]:
    """Return a decorator that files a drawing function under ``key`` and draws it in our style."""

    def file(function: Callable[P, Axes]) -> Callable[P, Axes]:
        @functools.wraps(function)
        def draw(*given: P.args, **named: P.kwargs) -> Axes:
            with our_style():
                return function(*given, **named)

        CHARTS.add(key, draw)
        return draw

    return file
