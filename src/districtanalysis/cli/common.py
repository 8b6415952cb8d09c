"""What all commands share: the options of the output, and delivering an outcome.

A command reads like this, and everything about its output is done::

    @command("coherence", section="coherence")
    @argument("study", type=PATH, required=False)
    @option("--method", slot="name")
    @output_options
    def coherence(study: Path | None, method: str | None, options: Options) -> int:
        from districtanalysis.pipeline import coherence

        return deliver(coherence.run(study, method=method), options)

Its words are the texts ``coherence.option.method``, ``coherence.argument.study``,
``coherence.metavar.study`` and ``coherence.about.coherence``, or those of the same names in
``cli``; its line in the list of commands is ``cli.command.coherence``.
"""

from __future__ import annotations

import codecs
import functools
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from districtanalysis.cli.command import Command, argument, command, option
from districtanalysis.cli.streams import has_colour, say_aside, write_out
from districtanalysis.cli.types import Choice, Day, Weights, Whole
from districtanalysis.errors import UsageError
from districtanalysis.language import LANGUAGES, join, say, set_language

if TYPE_CHECKING:
    from districtanalysis.domain.finding import Finding
    from districtanalysis.pipeline.outcome import Outcome

__all__ = [
    "PATH",
    "Choice",
    "Command",
    "Day",
    "Options",
    "Weights",
    "Whole",
    "argument",
    "command",
    "common_options",
    "deliver",
    "language_option",
    "option",
    "output_options",
    "tell",
    "tell_findings",
]

F = TypeVar("F", bound=Callable[..., Any])
PATH: click.Path = click.Path(path_type=Path)
FORMATS = ("table", "csv", "json", "md", "html", "xlsx", "docx", "pdf")
_BINARY = {"xlsx", "docx", "pdf"}
# More would push the result itself off the screen; errors are never held back.
_FINDINGS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked of the output; ``output`` None is the screen, ``template`` a Word document to write into."""

    format: str = "table"
    output: Path | None = None
    force: bool = False
    quiet: bool = False
    verbose: bool = False
    colour: bool = True
    template: bytes | None = None


def output_options(function: Callable[..., int]) -> Callable[..., int]:
    """Add the options of a command with a result to show; the function receives ``options``."""

    @functools.wraps(function)
    def run(**given: Any) -> int:
        name, target = given.pop("format"), given.pop("output")
        if target is not None and str(target) != "-":
            from districtanalysis.report.writing import refuse

            refuse(target, force=given["force"])  # before a long computation, not after it
        options = _options(given, format=name, output=target)
        return function(**given, options=options)

    def formats() -> dict[str, str]:
        return {"formats": ", ".join(FORMATS)}

    named = option("-f", "--format", type=Choice(FORMATS), slot="format", fill=formats)
    return named(option("-o", "--output", type=PATH, slot="file")(_shared(run)))


def common_options(function: Callable[..., int]) -> Callable[..., int]:
    """Add the options of a command that writes files of its own; the function receives ``options``."""

    @functools.wraps(function)
    def run(**given: Any) -> int:
        options = _options(given)
        return function(**given, options=options)

    return _shared(run)


def deliver(outcome: Outcome, options: Options, *, listed: bool = False) -> int:
    """Write the page of ``outcome`` where it was asked for, its remarks to stderr; return its exit code.

    ``listed`` says that the page itself lists the findings, which are then not repeated. Raises
    ``OutputError`` where the file cannot be written.
    """
    if not options.quiet:
        for message in outcome.messages:
            tell(message)
        if outcome.messages and options.output is None and sys.stdout.isatty() and sys.stderr.isatty():
            tell("")  # the result begins on the same screen
    if outcome.page is not None:
        _write_page(outcome, options)
    if not (listed and outcome.page is not None):
        tell_findings(outcome.findings, options)
    return outcome.exit_code


def tell(message: str, prefix: str = "") -> None:
    """Say ``message`` on stderr; ``prefix`` is a key such as ``cli.warning``."""
    say_aside(message, say(prefix) if prefix else "")


def tell_findings(findings: Sequence[Finding], options: Options) -> None:
    """Say findings on stderr: every error, and the first few warnings unless more is asked for."""
    for finding in findings:
        if finding.severity == "error":
            tell(finding.message, "cli.error")
    if options.quiet:
        return
    warnings = [finding for finding in findings if finding.severity == "warning"]
    shown = len(warnings) if options.verbose or len(warnings) == _FINDINGS_SHOWN + 1 else _FINDINGS_SHOWN
    for finding in warnings[:shown]:
        tell(finding.message, "cli.warning")
    if warnings[shown:]:
        tell(say("cli.more_findings", count=len(warnings) - shown))
    if options.verbose:
        for finding in findings:
            if finding.severity == "info":
                tell(finding.message, "cli.note")


def _write_page(outcome: Outcome, options: Options) -> None:
    from districtanalysis.report.render import Style, render

    if outcome.page is None:
        return
    if options.output is not None:
        from districtanalysis.report.writing import write

        data = render(outcome.page, options.format, Style(template=options.template))
        write(options.output, data, force=options.force)
        if not options.quiet:
            tell(say("cli.written", path=options.output))
        return
    style = Style(template=options.template)
    if sys.stdout.isatty():
        style = Style.for_terminal(colour=options.colour and has_colour(sys.stdout))
    write_out(render(outcome.page, options.format, style).removeprefix(codecs.BOM_UTF8))


def _shared(function: Callable[..., int]) -> Callable[..., int]:
    for decorate in (
        option("--no-color", "no_color", is_flag=True),
        option("--verbose", is_flag=True),
        option("--quiet", is_flag=True),
        language_option,
        option("--force", is_flag=True),
    ):
        function = decorate(function)
    return function


def _options(given: dict[str, Any], *, format: str | None = None, output: Path | None = None) -> Options:  # noqa: A002
    target = None if output is None or str(output) == "-" else output
    no_colour = given.pop("no_color")
    chosen = _format(format, target)
    if chosen in _BINARY and target is None and sys.stdout.isatty():
        raise UsageError(say("cli.binary_on_terminal", format=chosen))
    colour = not no_colour and not os.environ.get("NO_COLOR")
    return Options(chosen, target, given.pop("force"), given.pop("quiet"), given.pop("verbose"), colour)


def _format(name: str | None, target: Path | None) -> str:
    if target is None:
        return name or "table"
    from districtanalysis.report.render import SUFFIXES

    by_suffix = SUFFIXES.get(target.suffix.casefold())
    if name is None and by_suffix is None:
        known = join(SUFFIXES, "words.or")
        raise UsageError(say("cli.suffix_unknown", path=target, suffix=target.suffix, known=known))
    # Excel refuses a workbook named .csv, and a browser shows a page named .md as text.
    if name is not None and by_suffix not in (None, name, "table"):
        raise UsageError(say("cli.suffix_differs", path=target, suffix=target.suffix, format=name))
    return name or by_suffix or "table"


def language_option(function: F) -> F:
    """Add ``--lang``, which takes effect at once."""
    return option(
        "--lang", type=Choice(LANGUAGES), slot="lang", is_eager=True, expose_value=False, callback=_use_language
    )(function)


def _use_language(_ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None:
        set_language(value)
