"""``rank`` and ``explain``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
from districtanalysis.cli.varying import ASSUMPTIONS, Entries, Vary, WeightDraws
from districtanalysis.errors import UsageError
from districtanalysis.language import say

if TYPE_CHECKING:
    from districtanalysis.pipeline.robustness import Draws


def _assumptions() -> dict[str, str]:
    return {"names": ", ".join(ASSUMPTIONS)}


@command("rank", section="robustness")
@argument("study", type=PATH, required=False)
@option("--top", type=Whole(), slot="number")
@option("--weights", type=Weights(), slot="weights")
@option("--preset", slot="name")
@option("--recipe", slot="name")
@option("--uncertainty", type=Whole(), slot="number")
@option("--vary", type=Vary(), slot="vary", fill=_assumptions)
@option("--weight-draws", type=WeightDraws(), slot="weight_draws")
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
    vary: Entries | None,
    weight_draws: Entries | None,
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
        uncertainty=_draws(uncertainty, {**(vary or {}), **(weight_draws or {})}, seed, options),
    )
    # The page lists the findings; a bare table of figures does not.
    return deliver(outcome, options, listed=options.format != "csv")


def _draws(count: int | None, vary: Entries, seed: int | None, options: Options) -> Draws | None:
    """Return what is to be drawn; raises ``UsageError`` for options that mean nothing without draws."""
    if count is None:
        if vary:
            raise UsageError(say("robustness.fault.without_draws"))
        return None
    from districtanalysis.domain.parsing import parse
    from districtanalysis.domain.study import Uncertainty
    from districtanalysis.pipeline.robustness import Draws

    chosen = parse(Uncertainty, vary, "--vary") if vary else None
    return Draws(count, chosen, seed, progress_bar(quiet=options.quiet))


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
