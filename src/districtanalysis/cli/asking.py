"""Questions on the terminal: asked on stderr, so that stdout stays free for results."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from districtanalysis.language import say


def ask(question: str, default: str = "", *, needed: bool = True, read: Callable[[str], str] | None = None) -> str:
    """Return the answer to ``question``; an empty one takes ``default``.

    ``read`` turns the answer into a value and raises ``click.BadParameter`` for one that will not
    do; the question is then asked again. Raises ``click.Abort`` where the input ends.
    """
    hint = f" [{default}]" if default else ""
    while True:
        sys.stderr.write(f"{question}{hint}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stderr.write("\n")
            raise click.Abort from EOFError()
        answer = line.strip() or default
        if not answer and needed:
            sys.stderr.write(f"{say('cli.init.answer_needed')}\n")
            continue
        try:
            return read(answer) if read is not None and answer else answer
        except click.BadParameter as error:
            sys.stderr.write(f"{error.message}\n")
