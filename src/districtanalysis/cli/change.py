"""``change``, ``compare-areas`` and ``origins``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from districtanalysis.cli.common import (
    PATH,
    Day,
    Options,
    Whole,
    argument,
    command,
    deliver,
    option,
    output_options,
)
from districtanalysis.errors import UsageError
from districtanalysis.language import say

# What each format can show; the others print the words of a picture.
PICTURED = {"html": ("svg",), "docx": ("png",), "pdf": ("svg",)}


@command("change", section="change")
@argument("study", type=PATH, required=False)
@option("--from", "start", type=Day(), slot="date")
@option("--to", "end", type=Day(), slot="date")
@option("--indicator", "indicators", multiple=True, slot="name")
@option("--group-by", slot="name")
@option("--before", type=PATH, slot="study")
@option("--crosswalk", "crosswalks", type=PATH, multiple=True, slot="file")
@option("--boundaries", type=PATH, slot="file")
@option("--key", slot="name")
@output_options
def change(
    *,
    study: Path | None,
    start: str | None,
    end: str | None,
    indicators: tuple[str, ...],
    group_by: str | None,
    before: Path | None,
    crosswalks: tuple[Path, ...],
    boundaries: Path | None,
    key: str | None,
    options: Options,
) -> int:
    """Evaluate change between reference dates."""
    from districtanalysis.pipeline import change as pipeline

    outcome = pipeline.run(
        study,
        asked=pipeline.Asked(indicators, _day(start), _day(end), group_by),
        before=before,
        crosswalks=crosswalks,
        boundaries=boundaries,
        key=key,
        pictures=PICTURED.get(options.format, ()),
        may_fall_back=options.output is None,
    )
    return deliver(outcome, options)


def _day(given: str | None) -> dt.date | None:
    if given == "not_stated":
        raise UsageError(say("cli.fault.date", found=given))
    return None if given is None else dt.date.fromisoformat(given)


@command("compare-areas", section="compare_areas")
@argument("study", type=PATH, required=False)
@output_options
def compare_areas(*, study: Path | None, options: Options) -> int:
    """Compare a town with the areas it belongs to."""
    from districtanalysis.pipeline import compare_areas as pipeline

    pictures = PICTURED.get(options.format, ())
    return deliver(pipeline.run(study, pictures=pictures, may_fall_back=options.output is None), options)


@command("origins", section="origins")
@argument("study", type=PATH, required=False)
@option("--top", type=Whole(1), slot="number")
@option("--minimum", type=Whole(1), slot="number")
@option("--leave-out", "groups", multiple=True, slot="name")
@option("--variable", slot="name")
@option("--district", slot="name")
@option("--topics", type=PATH, slot="file")
@option("--persons", type=Whole(1), slot="number")
@output_options
def origins(
    *,
    study: Path | None,
    top: int | None,
    minimum: int | None,
    groups: tuple[str, ...],
    variable: str | None,
    district: str | None,
    topics: Path | None,
    persons: int | None,
    options: Options,
) -> int:
    """Evaluate countries of origin, age classes and topics of counselling."""
    from districtanalysis.pipeline import origins as pipeline

    asked = pipeline.Asked(top, minimum, groups, variable or "", district or "")
    outcome = pipeline.run(
        study,
        asked=asked,
        topics=topics,
        persons=persons,
        pictures=PICTURED.get(options.format, ()),
        may_fall_back=options.output is None,
    )
    return deliver(outcome, options)
