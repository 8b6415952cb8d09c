"""The list of commands; a command is imported only when it is run or explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from districtanalysis.cli.command import Command, naming, write_section
from districtanalysis.cli.faults import unknown_command
from districtanalysis.language import say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# By group: command -> "module:object" within this package. A further command needs one line here
# and its short help in the texts (cli.command.<name>).
COMMANDS: Mapping[str, Mapping[str, str]] = {
    "rank": {
        "rank": "ranking:rank",
        "explain": "ranking:explain",
        "sensitivity": "uncertainty:sensitivity",
        "compare-recipes": "uncertainty:compare_recipes",
        "coherence": "uncertainty:coherence",
        "weights": "uncertainty:weights",
    },
    "areas": {
        "types": "space:types",
        "types-apply": "space:types_apply",
        "segregation": "space:segregation",
        "hotspots": "space:hotspots",
    },
    "course": {
        "change": "change:change",
        "compare-areas": "change:compare_areas",
        "origins": "change:origins",
        "rollup": "towns:rollup",
    },
    "participation": {
        "survey": "survey:survey",
        "actors": "actors:actors",
        "participation": "goals:participation",
    },
    "steering": {
        "goals": "goals:goals",
        "monitor": "goals:monitor",
        "decision": "towns:decision",
        "similar": "towns:similar",
        "request": "towns:request",
    },
    "pictures": {
        "chart": "charts:chart",
        "gallery": "charts:gallery",
    },
    "documents": {
        "workshop": "workshop:workshop",
        "profile": "documents:profile",
        "compare-districts": "documents:compare_districts",
        "report": "documents:report",
    },
    "data": {
        "inspect": "inspecting:inspect",
        "crosswalk": "areas:crosswalk",
        "check": "data:check",
        "indicators": "data:indicators",
        "example": "setup:example",
        "init": "setup:init",
        "doctor": "data:doctor",
        "completion": "completion:completion",
    },
}
_FOLDER = Path(__file__).parent


def places() -> dict[str, str]:
    """Return ``module:object`` by command, for the commands whose module is there.

    >>> places()["rank"]
    'ranking:rank'
    """
    return {name: place for _, group in present() for name, place in group.items()}


def present() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each group with the commands whose module is there."""
    for key, group in COMMANDS.items():
        found = {name: place for name, place in group.items() if _is_there(place)}
        if found:
            yield key, found


class LazyGroup(Command, click.Group):
    """The program with its commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands in the order of the help page."""
        return list(places())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command; None where there is none of that name."""
        place = places().get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        found = getattr(import_module(f"districtanalysis.cli.{module}"), name)
        if not isinstance(found, click.Command):
            raise TypeError(f"{place} must be a click command, got {type(found).__name__} instead")
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return name, command and remaining arguments; an unknown name is refused in our words."""
        if args[0] not in places() and not ctx.resilient_parsing:
            raise unknown_command(args[0], places(), ctx)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options of the program; the rest is for the command."""
        self.word()
        with naming(ctx):
            return click.Group.parse_args(self, ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the parts of the usage line behind the name."""
        return [say("cli.options_slot"), say("cli.command_slot")]

    def about(self) -> str:
        """Return what the program is for."""
        return say("cli.program")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, description, options and the commands by group, importing none of them."""
        super().format_help(ctx, formatter)
        for key, group in present():
            rows = [(name, say(f"cli.command.{name}")) for name in group]
            write_section(formatter, say(f"cli.group.{key}"), rows)
        formatter.write_paragraph()
        formatter.write_text(say("cli.epilogue"))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin with ``incomplete``, importing none of them."""
        from click.shell_completion import CompletionItem

        commands = [
            CompletionItem(name, help=say(f"cli.command.{name}")) for name in places() if name.startswith(incomplete)
        ]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]


def _is_there(place: str) -> bool:
    return (_FOLDER / f"{place.partition(':')[0]}.py").is_file()
