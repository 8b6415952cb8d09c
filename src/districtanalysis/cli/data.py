"""``check``, ``indicators`` and ``doctor``."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.cli.common import PATH, Options, argument, command, deliver, option, output_options


@command("check", section="check")
@argument("tables", type=PATH, nargs=-1, required=False)
@option("--layout", "layouts", multiple=True, slot="layout")
@option("--mark", type=PATH, slot="target")
@output_options
def check(*, tables: tuple[Path, ...], layouts: tuple[str, ...], mark: Path | None, options: Options) -> int:
    """Check the tables of a study, or tables without one."""
    from districtanalysis.pipeline import check as pipeline

    outcome = pipeline.run(
        tables, layouts=layouts, mark=mark, may_fall_back=options.output is None and mark is None, force=options.force
    )
    return deliver(outcome, options, listed=True)


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
