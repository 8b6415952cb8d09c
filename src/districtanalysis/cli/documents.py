"""``profile``, ``compare-districts`` and ``report``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from click.core import ParameterSource

from districtanalysis.cli.common import PATH, Options, Whole, argument, command, deliver, option, output_options
from districtanalysis.errors import UsageError
from districtanalysis.language import say

BLOCKS = (
    *("question", "ranking", "robustness", "maps", "types", "profiles"),
    *("change", "compare_areas", "origins", "survey", "actors", "offers", "participation"),
    *("goals", "monitoring", "decisions"),
    *("data", "method", "sources", "standing"),
)
# Formats that can show a drawing; the others would draw for nothing.
PICTURED = {"html": ("svg",), "docx": ("png",), "pdf": ("svg",)}


@command("profile", section="profile")
@argument("district")
@option("--study", type=PATH, slot="file")
@output_options
def profile(*, district: str, study: Path | None, options: Options) -> int:
    """Present one district."""
    from districtanalysis.pipeline import profile as pipeline

    outcome = pipeline.run(
        study, district, pictures=PICTURED.get(options.format, ()), may_fall_back=options.output is None
    )
    return deliver(outcome, options, listed=options.format != "csv")


@command("compare-districts", section="profile")
@argument("districts", nargs=-1, required=True)
@option("--study", type=PATH, slot="file")
@output_options
def compare_districts(*, districts: tuple[str, ...], study: Path | None, options: Options) -> int:
    """Put two to four districts beside each other."""
    from districtanalysis.pipeline import compare_districts as pipeline

    outcome = pipeline.run(study, districts, may_fall_back=options.output is None)
    return deliver(outcome, options)


@command("report", section="report_blocks")
@argument("study", type=PATH, required=False)
@option("--template", type=PATH, slot="file", fill=lambda: {"marker": "{{Bericht}}"})
@option("--blocks", slot="blocks", fill=lambda: {"blocks": ", ".join(BLOCKS)})
@option("--draws", type=Whole(), slot="number")
@option("--seed", type=Whole(0), slot="number")
@output_options
def report(
    *,
    study: Path | None,
    template: Path | None,
    blocks: str | None,
    draws: int | None,
    seed: int | None,
    options: Options,
) -> int:
    """Write a report or a council paper."""
    from districtanalysis.pipeline import report as pipeline

    _refuse_template(template, options)
    named = [part.strip() for part in blocks.split(",") if part.strip()] if blocks else None
    folder = _unsaid("output") and _unsaid("format")
    pictures = ("svg", "png") if folder else PICTURED.get(options.format, ())
    outcome = pipeline.run(
        study, blocks=named, draws=draws, seed=seed, pictures=pictures, may_fall_back=options.output is None
    )
    if folder or options.format == "docx":
        options = replace(options, template=pipeline.template_of(outcome, template))
    if folder:
        paths = pipeline.write_folder(outcome, template=options.template, force=options.force)
        outcome = replace(outcome, page=pipeline.written(paths))
    return deliver(outcome, options, listed=options.format != "csv")


def _unsaid(name: str) -> bool:
    """Return whether an option of the running command was not given."""
    return click.get_current_context().get_parameter_source(name) == ParameterSource.DEFAULT


def _refuse_template(template: Path | None, options: Options) -> None:
    if template is not None and options.output is not None and options.format != "docx":
        raise UsageError(say("report_blocks.template_other", path=options.output))
