"""``actors``."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.cli.common import PATH, Options, argument, command, deliver, option, output_options
from districtanalysis.cli.documents import PICTURED


@command("actors", section="actors")
@argument("file", type=PATH, required=False)
@option("--names", is_flag=True)
@option("--offers", type=PATH, slot="file")
@option("--lists", type=PATH, slot="directory")
@output_options
def actors(*, file: Path | None, names: bool, offers: Path | None, lists: Path | None, options: Options) -> int:
    """Evaluate the analysis of actors."""
    from districtanalysis.pipeline import actors as pipeline

    outcome = pipeline.run(
        file,
        names=names,
        offers=offers,
        lists=lists,
        force=options.force,
        pictures=PICTURED.get(options.format, ()),
        may_fall_back=options.output is None,
    )
    return deliver(outcome, options)
