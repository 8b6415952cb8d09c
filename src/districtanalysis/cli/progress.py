"""A bar on stderr for work that takes a while; nothing where nobody watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from districtanalysis.language import number, say

_WIDTH = 30
_PATIENCE = 0.5  # seconds: what is done sooner needs no bar


def progress_bar(*, quiet: bool = False) -> Callable[[int, int], None] | None:
    """Return a function of (done, total) that draws the bar, or None where stderr is no terminal.

    >>> progress_bar(quiet=True) is None
    True
    """
    if quiet or not sys.stderr.isatty():
        return None
    started = time.monotonic()

    def draw(done: int, total: int) -> None:
        if time.monotonic() - started < _PATIENCE:
            return
        line = bar(done, total)
        sys.stderr.write(f"\r{line}" if done < total else f"\r{' ' * len(line)}\r")
        sys.stderr.flush()

    return draw


def bar(done: int, total: int) -> str:
    r"""Return the bar as text: how many of all draws are done.

    >>> bar(5_000, 10_000)
    '[███████████████               ] 5\xa0000 von 10\xa0000'
    """
    full = _WIDTH * done // max(total, 1)
    return f"[{'█' * full}{' ' * (_WIDTH - full)}] {say('cli.progress', done=number(done), total=number(total))}"
