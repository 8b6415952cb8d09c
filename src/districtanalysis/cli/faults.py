"""What is wrong with a command line, in the language in force."""

from __future__ import annotations

from collections.abc import Iterable

import click

from districtanalysis.cli.types import Fault
from districtanalysis.language import join, say


class UnknownCommand(click.UsageError):
    """A command that is not there; the message is worded already."""


def worded(error: click.ClickException) -> str:
    """Return the message of a refused command line.

    >>> worded(click.NoSuchOption("--tpo", possibilities=["--top"]))
    'Die Option „--tpo“ gibt es hier nicht. Gemeint ist vielleicht --top.'
    """
    if isinstance(error, click.NoSuchOption):
        text = say("cli.fault.no_such_option", name=error.option_name)
        return " ".join(part for part in (text, near(error.possibilities or ())) if part)
    if isinstance(error, click.MissingParameter):
        kind = "argument" if isinstance(error.param, click.Argument) else "option"
        return say(f"cli.fault.missing_{kind}", name=_name(error.param))
    if isinstance(error, Fault):
        return say("cli.fault.value", name=_name(error.param), message=error.message)
    if isinstance(error, click.BadOptionUsage):
        kind = "takes_no_value" if _is_flag(error) else "needs_value"
        return say(f"cli.fault.{kind}", name=error.option_name)
    if type(error) in (click.UsageError, UnknownCommand):
        return error.message
    return say("cli.fault.other", message=error.format_message())


def unknown_command(name: str, known: Iterable[str], ctx: click.Context) -> UnknownCommand:
    """Return the refusal of a command that is not there, with the nearest ones."""
    import difflib

    text = say("cli.fault.no_such_command", name=name)
    hint = near(difflib.get_close_matches(name, list(known)))
    return UnknownCommand(f"{text} {hint}".strip(), ctx)


def near(names: Iterable[str]) -> str:
    """Return the sentence that offers similar names; "" where there are none.

    >>> near(["--top"])
    'Gemeint ist vielleicht --top.'
    """
    offered = list(names)
    return say("cli.fault.near", names=join(offered, "words.or")) if offered else ""


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "?"
    if isinstance(param, click.Argument):
        return (param.metavar or param.name or "").strip("[]")
    return max(param.opts, key=len)


def _is_flag(error: click.BadOptionUsage) -> bool:
    params = error.ctx.command.params if error.ctx is not None else []
    found = [p for p in params if isinstance(p, click.Option) and error.option_name in (*p.opts, *p.secondary_opts)]
    return bool(found) and (found[0].is_flag or found[0].count)
