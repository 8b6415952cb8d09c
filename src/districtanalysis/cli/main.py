"""The program: language and streams first, then one command, then its exit code.

Exit codes: 0 done, 1 error, 2 the call cannot be carried out as given, 3 the data hold findings of
severity error, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence

import click

from districtanalysis.cli.common import language_option, option, tell
from districtanalysis.cli.faults import worded
from districtanalysis.cli.group import LazyGroup
from districtanalysis.cli.streams import prepare, silence_stdout, write_out
from districtanalysis.errors import DistrictAnalysisError, DistrictAnalysisWarning, UsageError
from districtanalysis.language import LANGUAGES, join, say, set_language, using

PROGRAM = "districtanalysis"
ERROR, USAGE, INTERRUPTED = 1, 2, 130


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from districtanalysis import __version__

        write_out(f"{say('cli.version', version=__version__)}\n".encode())
        ctx.exit()


@click.group(PROGRAM, cls=LazyGroup, invoke_without_command=True)
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version)
@language_option
@click.pass_context
def program(ctx: click.Context) -> int:
    """Show the commands where none is named."""
    if ctx.invoked_subcommand is None:
        write_out(f"{ctx.get_help()}\n".encode())
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with ``argv`` (by default that of the process) and return its exit code.

    >>> main(["--version"])
    districtanalysis 0.1.0
    0
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    prepare()
    # no plug-in of another package belongs into the reading of a study, and looking for them costs time
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    verbose = "--verbose" in arguments
    with using("de"), warnings.catch_warnings():
        warnings.showwarning = _show_warning(verbose)
        return _guarded(arguments, verbose)


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that a call asks for, by option or by DISTRICTANALYSIS_LANG.

    It is needed before the arguments are parsed, because parsing may already have to speak. An
    option with an unknown language is left for the parser to refuse; raises ``UsageError`` for an
    unknown one in the environment.

    >>> language_of(["rank", "--lang", "en"], {})
    'en'
    """
    for place, word in enumerate(arguments):
        name, _, value = word.partition("=")
        if name == "--lang":
            given = value or next(iter(arguments[place + 1 :]), "")
            if given in LANGUAGES:
                return given
    found = environment.get("DISTRICTANALYSIS_LANG", "") or "de"
    if found not in LANGUAGES:
        raise UsageError(say("cli.language_variable", found=found, known=join(LANGUAGES, "words.or")))
    return found


def _guarded(arguments: list[str], verbose: bool) -> int:
    try:
        set_language(language_of(arguments, os.environ))
        if verbose:
            _log_to_stderr()
        result = program.main(arguments, PROGRAM, standalone_mode=False)
        sys.stdout.flush()
    except Exception as error:  # noqa: BLE001
        return _explain(error, verbose=verbose)
    except KeyboardInterrupt:
        tell(say("cli.interrupted"))
        return INTERRUPTED
    except SystemExit as leaving:  # tab completion leaves this way
        return leaving.code if isinstance(leaving.code, int) else 0
    return result if isinstance(result, int) else 0


def _explain(error: Exception, *, verbose: bool) -> int:
    """Say what went wrong and return the exit code."""
    if isinstance(error, BrokenPipeError):
        silence_stdout()
        return 0
    if isinstance(error, click.exceptions.Abort):
        ended = isinstance(error.__cause__, EOFError)
        tell(say("cli.no_answer" if ended else "cli.interrupted"))
        return ERROR if ended else INTERRUPTED
    if verbose:
        import traceback

        traceback.print_exception(error)
    if isinstance(error, click.ClickException):
        tell(worded(error), "cli.error")
        context = getattr(error, "ctx", None)
        tell(say("cli.try_help", command=context.command_path if context else PROGRAM))
        return USAGE
    if isinstance(error, DistrictAnalysisError):
        tell(str(error), "cli.error")
        return error.exit_code
    reason = str(error).partition("\n")[0] or "–"
    tell(say("cli.unexpected", kind=type(error).__name__, reason=reason), "cli.error")
    return ERROR


def _show_warning(verbose: bool) -> Callable[..., None]:
    def show(message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: object) -> None:
        if issubclass(category, DistrictAnalysisWarning):
            tell(str(message), "cli.note")
        elif verbose:
            tell(f"{filename}:{lineno}: {category.__name__}: {message}")

    return show


def _log_to_stderr() -> None:
    import logging

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(name)s: %(message)s")
