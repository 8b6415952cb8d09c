"""``check``, ``indicators`` and ``doctor``."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.cli.common import PATH, Options, argument, command, deliver, output_options


@command("check")
@argument("study", type=PATH, required=False)
@output_options
def check(*, study: Path | None, options: Options) -> int:
    """Check the tables of a study."""
    from districtanalysis.pipeline import check as pipeline

    return deliver(pipeline.run(study, may_fall_back=options.output is None), options, listed=True)


@command("indicators")
@output_options
def indicators(*, options: Options) -> int:
    """List the catalogue of indicators."""
    from districtanalysis.pipeline import indicators as pipeline

    return deliver(pipeline.run(), options)


@command("doctor")
@output_options
def doctor(*, options: Options) -> int:
    """Check the installation."""
    from districtanalysis.pipeline import doctor as pipeline

    return deliver(pipeline.run(), options)
