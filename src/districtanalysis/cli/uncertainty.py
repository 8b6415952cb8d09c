"""``sensitivity``, ``coherence``, ``compare-recipes`` and ``weights``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from districtanalysis.cli.command import Command, naming, write_section
from districtanalysis.cli.common import PATH, Choice, Options, Whole, argument, command, deliver, option, output_options
from districtanalysis.cli.streams import write_out
from districtanalysis.language import say

if TYPE_CHECKING:
    from districtanalysis.scoring.ahp import Scale

SCALES = ("donegan_dodd", "saaty")


@command("sensitivity", section="sensitivity")
@argument("study", type=PATH, required=False)
@option("--draws", type=Whole(), slot="number", default=512)
@option("--seed", type=Whole(0), slot="number")
@option("--preset", slot="name")
@option("--recipe", slot="name")
@output_options
def sensitivity(
    *, study: Path | None, draws: int, seed: int | None, preset: str | None, recipe: str | None, options: Options
) -> int:
    """Show what would change the order."""
    from districtanalysis.pipeline import sensitivity as pipeline

    outcome = pipeline.run(
        study, draws=draws, seed=seed, preset=preset, recipe=recipe, may_fall_back=options.output is None
    )
    return deliver(outcome, options)


@command("coherence", section="coherence")
@argument("study", type=PATH, required=False)
@option("--preset", slot="name")
@option("--recipe", slot="name")
@output_options
def coherence(*, study: Path | None, preset: str | None, recipe: str | None, options: Options) -> int:
    """Check how the indicators hang together."""
    from districtanalysis.pipeline import coherence as pipeline

    return deliver(pipeline.run(study, preset=preset, recipe=recipe, may_fall_back=options.output is None), options)


@command("compare-recipes", section="sensitivity")
@argument("first")
@argument("second")
@option("--study", type=PATH, slot="file")
@output_options
def compare_recipes(*, first: str, second: str, study: Path | None, options: Options) -> int:
    """Compare two recipes district by district."""
    from districtanalysis.pipeline import compare_recipes as pipeline

    return deliver(pipeline.run(study, first, second, may_fall_back=options.output is None), options)


class WeightsGroup(Command, click.Group):
    """The ways to weights; so far ``ahp``."""

    section = "weightings"

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the parts of the usage line behind the name."""
        return [say("cli.options_slot"), say("cli.command_slot")]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options of the group; the rest is for the command below."""
        self.word()
        with naming(ctx):
            return click.Group.parse_args(self, ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, description, options and the commands below."""
        super().format_help(ctx, formatter)
        rows = [(name, say(f"weightings.command.{name}")) for name in self.list_commands(ctx)]
        write_section(formatter, say("weightings.commands"), rows)


@click.group("weights", cls=WeightsGroup, invoke_without_command=True)
@click.pass_context
def weights(ctx: click.Context) -> int:
    """Show the ways to weights where none is named."""
    if ctx.invoked_subcommand is None:
        write_out(f"{ctx.get_help()}\n".encode())
    return 0


@command("ahp", section="weightings")
@argument("file", type=PATH)
@option("--scale", type=Choice(SCALES), slot="name")
@output_options
def ahp(*, file: Path, scale: Scale | None, options: Options) -> int:
    """Derive weights from pairwise comparisons."""
    from districtanalysis.pipeline import ahp as pipeline

    return deliver(pipeline.run(file, scale=scale or "donegan_dodd"), options)


weights.add_command(ahp)
