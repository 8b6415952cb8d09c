"""``rank`` and ``explain``."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.cli.common import (
    PATH,
    Options,
    Weights,
    Whole,
    argument,
    command,
    deliver,
    option,
    output_options,
)
from districtanalysis.cli.progress import progress_bar


@command("rank")
@argument("study", type=PATH, required=False)
@option("--top", type=Whole(), slot="number")
@option("--weights", type=Weights(), slot="weights")
@option("--preset", slot="name")
@option("--recipe", slot="name")
@option("--uncertainty", type=Whole(), slot="number")
@option("--seed", type=Whole(0), slot="number")
@output_options
def rank(
    *,
    study: Path | None,
    top: int | None,
    weights: dict[str, float] | None,
    preset: str | None,
    recipe: str | None,
    uncertainty: int | None,
    seed: int | None,
    options: Options,
) -> int:
    """Rank districts by fit."""
    from districtanalysis.pipeline import rank as pipeline

    outcome = pipeline.run(
        study,
        top=top,
        weights=weights,
        recipe=recipe,
        preset=preset,
        # A file that is kept must not hold another town than the one that was meant.
        may_fall_back=options.output is None,
        uncertainty=uncertainty,
        seed=seed,
        progress=progress_bar(quiet=options.quiet),
    )
    # The page lists the findings; a bare table of figures does not.
    return deliver(outcome, options, listed=options.format != "csv")


@command("explain")
@argument("district")
@argument("indicator", required=False)
@option("--study", type=PATH, slot="file")
@output_options
def explain(*, district: str, indicator: str | None, study: Path | None, options: Options) -> int:
    """Trace a value back to its cells."""
    from districtanalysis.pipeline import explain as pipeline

    outcome = pipeline.run(study, district, indicator, may_fall_back=options.output is None)
    return deliver(outcome, options)
