"""``crosswalk``."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.cli.common import PATH, Options, argument, command, deliver, option, output_options
from districtanalysis.errors import UsageError
from districtanalysis.language import say


@command("crosswalk", section="areas")
@argument("old", type=PATH)
@argument("new", type=PATH)
@option("--old-key", slot="name")
@option("--new-key", slot="name")
@option("--points", type=PATH, slot="file")
@option("--people", slot="name")
@option("--old-crs", slot="name")
@option("--new-crs", slot="name")
@option("--points-crs", slot="name")
@output_options
def crosswalk(
    *,
    old: Path,
    new: Path,
    old_key: str | None,
    new_key: str | None,
    points: Path | None,
    people: str | None,
    old_crs: str | None,
    new_crs: str | None,
    points_crs: str | None,
    options: Options,
) -> int:
    """Compute weights between two delimitations of areas."""
    from districtanalysis.pipeline import crosswalk as pipeline

    if points is None and people is not None:
        raise UsageError(say("areas.points_needed"))
    outcome = pipeline.run(
        pipeline.Side(old, old_key, old_crs, "--old-key"),
        pipeline.Side(new, new_key, new_crs, "--new-key"),
        None if points is None else pipeline.People(points, people, points_crs),
    )
    return deliver(outcome, options)
