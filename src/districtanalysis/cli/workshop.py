"""``workshop``."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.cli.common import PATH, Options, argument, command, common_options, deliver, option


@command("workshop", section="workshop")
@argument("study", type=PATH, required=False)
@option("-o", "--output", type=PATH, slot="file")
@option("--recipe", slot="name")
@option("--boundaries", type=PATH, slot="file")
@option("--key", slot="name")
@common_options
def workshop(
    *,
    study: Path | None,
    output: Path | None,
    recipe: str | None,
    boundaries: Path | None,
    key: str | None,
    options: Options,
) -> int:
    """Write the page for a meeting."""
    from districtanalysis.pipeline import workshop as pipeline

    outcome = pipeline.run(
        study,
        output=output,
        recipe=recipe,
        boundaries=boundaries,
        key=key,
        force=options.force,
        may_fall_back=output is None,
    )
    return deliver(outcome, options)
