"""Standard output and standard error: UTF-8 when piped, quiet when the reader has gone."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import TextIO

_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
_WIDEST = 100


def prepare() -> None:
    """Make the streams able to carry every letter: UTF-8 when piped, a stand-in where a terminal cannot."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty() or os.environ.get("PYTHONIOENCODING"):
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8")


def has_colour(stream: TextIO) -> bool:
    """Return whether ``stream`` is a terminal that draws bold and colour."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_out(data: bytes) -> None:
    """Write ``data`` (text in UTF-8, or a file) to stdout; a reader that has gone is no error."""
    try:
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None or sys.stdout.isatty():
            sys.stdout.write(data.decode("utf-8"))
        else:
            sys.stdout.flush()
            buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()


def silence_stdout() -> None:
    """Send what is left of stdout nowhere, so that the interpreter does not stumble over it at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def say_aside(message: str, prefix: str = "") -> None:
    """Write one remark to stderr: wrapped on a terminal, one line per paragraph elsewhere."""
    head = f"{_BOLD}{prefix}{_RESET}" if prefix and has_colour(sys.stderr) else prefix
    text = f"{prefix} {message}" if prefix else message
    if sys.stderr.isatty():
        import shutil

        width = min(shutil.get_terminal_size().columns - 1, _WIDEST)
        text = "\n".join(
            textwrap.fill(line, max(width, 20), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
            for line in text.split("\n")
        )
    sys.stderr.write(text.replace(prefix, head, 1) + "\n")
    sys.stderr.flush()
