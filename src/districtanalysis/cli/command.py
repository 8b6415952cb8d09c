"""Commands, options and arguments that take their words from the text catalogue.

Nothing is worded before it is shown, so that one process can speak both languages. A command of
the section ``sensitivity`` looks for the text of its option ``--draws`` under
``sensitivity.option.draws`` first and then under ``cli.option.draws``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from districtanalysis.language import has, say

_NARROWEST, _WIDEST = 52, 80
F = TypeVar("F", bound=Callable[..., Any])


class Formatter(click.HelpFormatter):
    """Help pages with the heading of the usage line in the language in force."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(indent_increment, width or min(_columns(), max_width or _WIDEST) - 2, max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, f"{say('cli.usage')} " if prefix is None else prefix)


class Context(click.Context):
    """The context of a command, with our help pages."""

    formatter_class = Formatter


class Command(click.Command):
    """A command; ``section`` is the part of the text catalogue that words it."""

    context_class = Context
    section = "cli"

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line behind the name."""
        self.word()
        pieces = [piece for param in self.params for piece in param.get_usage_pieces(ctx)]
        return [say("cli.options_slot"), *pieces]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, description, arguments and options."""
        self.word()
        self.format_usage(ctx, formatter)
        about = self.about()
        if about:
            formatter.write_paragraph()
            formatter.write_text(about)
        arguments = [
            (param.make_metavar(ctx), self._text("argument", param.name or ""))
            for param in self.params
            if isinstance(param, click.Argument)
        ]
        write_section(formatter, say("cli.arguments"), arguments)
        options = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        write_section(formatter, say("cli.options"), [row for row in options if row is not None])

    def about(self) -> str:
        """Return the description of the command, at least its one line from the list of commands."""
        return self._text("about", self.name or "") or self._text("command", self.name or "")

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the one line of the list of commands."""
        return self._text("command", self.name or "") or super().get_short_help_str(limit)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option ``--help`` with its text in the language in force."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("cli.option.help")
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; what is left over is refused in the language in force."""
        self.word()
        ctx.allow_extra_args = True
        with naming(ctx):
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(say("cli.fault.extra", found=" ".join(rest)), ctx)
        return rest

    def word(self) -> None:
        """Put the texts of the language in force into the parameters."""
        for param in self.params:
            if isinstance(param, Option):
                name = max(param.opts, key=len).lstrip("-").replace("-", "_")
                param.help = self._text("option", name).format(**param.fill())
                param.metavar = self._text("metavar", param.slot) if param.slot else None
            elif isinstance(param, Argument):
                param.word(self._text("metavar", param.name or ""))

    def _text(self, kind: str, name: str) -> str:
        for section in (self.section, "cli"):
            key = f"{section}.{kind}.{name}"
            if has(key):
                return say(key)
        return ""


@contextmanager
def naming(ctx: click.Context) -> Iterator[None]:
    """Tell every refusal inside the block which command it concerns; the parser of click does not."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


class Option(click.Option):
    """An option; ``slot`` names the placeholder of its value, ``fill`` the values in its help text."""

    def __init__(self, *args: Any, slot: str = "", fill: Callable[[], dict[str, str]] = dict, **attrs: Any) -> None:
        self.slot = slot
        self.fill = fill
        super().__init__(*args, **attrs)


class Argument(click.Argument):
    """A positional argument with a placeholder in the language in force."""

    def word(self, placeholder: str) -> None:
        """Show ``placeholder``, by default the name in capitals, with the signs for optional and repeated."""
        text = placeholder or (self.name or "").upper()
        text = f"{text} …" if self.nargs != 1 else text
        self.metavar = text if self.required else f"[{text}]"


def command(name: str, *, section: str = "cli") -> Callable[[Callable[..., Any]], Command]:
    """Return a decorator that makes a command of a function.

    >>> @command("doctor")
    ... def doctor() -> int:
    ...     return 0
    >>> doctor.get_short_help_str()
    'Installation prüfen'
    """

    def make(function: Callable[..., Any]) -> Command:
        made = click.command(name, cls=Command)(function)
        made.section = section
        return made

    return make


def option(*names: str, slot: str = "", **attrs: Any) -> Callable[[F], F]:
    """Return a decorator that adds an option; its help is the text ``option.<name>``.

    ``slot`` is the placeholder of the value, a key of ``metavar``; options with a value need one.
    """
    return click.option(*names, cls=Option, slot=slot, **attrs)


def argument(name: str, **attrs: Any) -> Callable[[F], F]:
    """Return a decorator that adds an argument; its placeholder is the text ``metavar.<name>``."""
    return click.argument(name, cls=Argument, **attrs)


def _columns() -> int:
    """Return the width of the terminal; shutil knows it too, but loads three packers of archives first."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > _NARROWEST:
        return int(given)
    try:
        return max(os.get_terminal_size(1).columns, _NARROWEST)
    except OSError:
        return _WIDEST


def write_section(formatter: click.HelpFormatter, heading: str, rows: Iterable[tuple[str, str]]) -> None:
    """Write a headed list of names and descriptions; nothing where there are no rows."""
    listed = list(rows)
    if listed:
        with formatter.section(heading):
            formatter.write_dl(listed)
