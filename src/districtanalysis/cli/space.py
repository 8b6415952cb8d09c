"""``types``, ``types-apply``, ``segregation`` and ``hotspots``."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.cli.common import (
    PATH,
    Options,
    Whole,
    argument,
    command,
    deliver,
    option,
    output_options,
)


@command("types", section="typology")
@argument("study", type=PATH, required=False)
@option("--types", "types_", type=Whole(1), slot="number")
@option("--method", slot="name")
@option("--seed", type=Whole(0), slot="number")
@option("--districts", is_flag=True)
@option("--model", type=PATH, slot="file")
@option("--earlier", type=PATH, slot="file")
@output_options
def types(
    *,
    study: Path | None,
    types_: int | None,
    method: str | None,
    seed: int | None,
    districts: bool,
    model: Path | None,
    earlier: Path | None,
    options: Options,
) -> int:
    """Form and describe neighbourhood types."""
    from districtanalysis.pipeline import types as pipeline

    outcome = pipeline.run(
        study,
        types=types_,
        method=method,
        seed=seed,
        model=model,
        earlier=earlier,
        districts=True if districts else None,
        may_fall_back=options.output is None,
        force=options.force,
    )
    return deliver(outcome, options)


@command("types-apply", section="typology")
@argument("model", type=PATH)
@argument("study", type=PATH, required=False)
@option("--before", type=PATH, slot="file")
@output_options
def types_apply(*, model: Path, study: Path | None, before: Path | None, options: Options) -> int:
    """Place districts by a saved typology."""
    from districtanalysis.pipeline import types as pipeline

    outcome = pipeline.apply(model, study, before=before, may_fall_back=options.output is None)
    return deliver(outcome, options)


@command("segregation", section="segregation")
@argument("study", type=PATH, required=False)
@option("--group", slot="name")
@option("--draws", type=Whole(10), slot="number")
@option("--seed", type=Whole(0), slot="number")
@option("--before", type=PATH, slot="file")
@output_options
def segregation(
    *, study: Path | None, group: str | None, draws: int | None, seed: int | None, before: Path | None, options: Options
) -> int:
    """Measure how groups are spread over districts."""
    from districtanalysis.pipeline import segregation as pipeline

    outcome = pipeline.run(
        study, group=group, draws=draws, seed=seed, before=before, may_fall_back=options.output is None
    )
    return deliver(outcome, options)


@command("hotspots", section="spatial")
@argument("indicator")
@argument("study", type=PATH, required=False)
@option("--boundaries", type=PATH, slot="file")
@option("--key", slot="name")
@option("--permutations", type=Whole(99), slot="number")
@option("--seed", type=Whole(0), slot="number")
@output_options
def hotspots(
    *,
    indicator: str,
    study: Path | None,
    boundaries: Path | None,
    key: str | None,
    permutations: int | None,
    seed: int | None,
    options: Options,
) -> int:
    """Look for clusters of high and low values on the map."""
    from districtanalysis.pipeline import hotspots as pipeline

    outcome = pipeline.run(
        study,
        indicator,
        boundaries=boundaries,
        key=key,
        permutations=permutations,
        seed=seed,
        may_fall_back=options.output is None,
    )
    return deliver(outcome, options)
