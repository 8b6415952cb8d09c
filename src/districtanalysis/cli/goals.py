"""``goals``, ``monitor`` and ``participation``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from districtanalysis.cli.common import (
    PATH,
    Choice,
    Options,
    Whole,
    argument,
    command,
    deliver,
    option,
    output_options,
)
from districtanalysis.cli.documents import PICTURED
from districtanalysis.cli.types import Fault
from districtanalysis.language import join, say

SCOPES = ("city", "neighbourhood", "project")


class Date(click.ParamType[dt.date]):
    """A day as ``2026-06-30``.

    >>> Date().convert("2026-06-30", None, None)
    datetime.date(2026, 6, 30)
    """

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the day; raises ``Fault`` where it is none."""
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            raise Fault(say("goals.no_date", found=value), ctx, param) from None


def _scopes() -> dict[str, str]:
    return {"scopes": join(SCOPES, "words.or")}


@command("goals", section="goals")
@argument("file", type=PATH, required=False)
@option("--scope", type=Choice(SCOPES), slot="scope", fill=_scopes)
@output_options
def goals(*, file: Path | None, scope: str | None, options: Options) -> int:
    """Show goals and measures as a tree."""
    from districtanalysis.pipeline import goals as pipeline

    outcome = pipeline.run(
        file, scope=scope or "", pictures=PICTURED.get(options.format, ()), may_fall_back=options.output is None
    )
    return deliver(outcome, options)


@command("monitor", section="goals")
@argument("file", type=PATH, required=False)
@option("--as-of", type=Date(), slot="date")
@option("--before", type=PATH, slot="file")
@option("--within", type=Whole(0), slot="number")
@option("--scope", type=Choice(SCOPES), slot="scope", fill=_scopes)
@output_options
def monitor(
    *,
    file: Path | None,
    as_of: dt.date | None,
    before: Path | None,
    within: int | None,
    scope: str | None,
    options: Options,
) -> int:
    """Show implementation and deadlines."""
    from districtanalysis.pipeline import goals as pipeline

    outcome = pipeline.run_monitor(
        file,
        as_of=as_of,
        within=within,
        scope=scope or "",
        before=before,
        pictures=PICTURED.get(options.format, ()),
        may_fall_back=options.output is None,
    )
    return deliver(outcome, options)


@command("participation", section="participation")
@argument("file", type=PATH, required=False)
@output_options
def participation(*, file: Path | None, options: Options) -> int:
    """List participation with dates and numbers."""
    from districtanalysis.pipeline import participation as pipeline

    return deliver(pipeline.run(file, may_fall_back=options.output is None), options)
