"""``chart``: one picture from a study, with the table of its values beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from districtanalysis.domain.display import Column, Page, Table
from districtanalysis.domain.pictured import Places
from districtanalysis.domain.registry import unknown_name
from districtanalysis.errors import StudyError, UsageError
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.language import join, say
from districtanalysis.pipeline import instrument_charts, pictured
from districtanalysis.pipeline.chart_case import DRAWS, Case
from districtanalysis.pipeline.outcome import Outcome

if TYPE_CHECKING:
    from districtanalysis.report.charts.registry import Axes

__all__ = ["DRAWN", "DRAWS", "LIST", "Case", "draw", "list_page", "run", "write_picture"]

LIST = "list"


def run(
    name: str,
    case: Case,
    *,
    output: Path | None = None,
    force: bool = False,
    beside: bool = True,
    dpi: int | None = None,
) -> Outcome:
    """Return the page behind the picture ``name``; with ``output`` the picture and its table are written as well.

    ``dpi`` is the number of pixels per inch of a PNG. ``list`` returns what there is. Raises ``StudyError`` for an unknown name or a study that does not carry the
    picture, ``UsageError`` for another ending than .png, .svg and .pdf, ``OutputError`` where files exist.
    """
    if name == LIST:
        return Outcome(list_page())
    if name not in DRAWN:
        raise StudyError(unknown_name("chart", name, [*DRAWN]))
    if output is not None:
        _refuse(output, force=force)
    from districtanalysis.report.caption import caption_of

    ax = draw(name, case)
    messages = (*_messages(case), *case.notes)
    page = caption_of(ax).page
    if output is None:
        return Outcome(page, messages, result=ax)
    written = write_picture(ax, output, force=force, beside=beside, dpi=dpi)
    return Outcome(None, (*messages, written), result=ax)


def draw(name: str, case: Case) -> Axes:
    """Return the axes of the picture ``name``, on a figure that no notebook shows."""
    from districtanalysis.report.stage import plain_figures

    with plain_figures():
        return DRAWN[name](case)


def write_picture(ax: Axes, output: Path, *, force: bool = False, beside: bool = True, dpi: int | None = None) -> str:
    """Write the picture and, ``beside`` it, its table as CSV; return what was written in words."""
    from districtanalysis.report.caption import caption_of
    from districtanalysis.report.picture import DPI, picture
    from districtanalysis.report.render import render
    from districtanalysis.report.writing import write_all

    files = {output: picture(ax, output.suffix.removeprefix(".").lower(), dpi=dpi or DPI)}
    table = output.with_suffix(".csv")
    if beside:
        files[table] = render(caption_of(ax).page, "csv")
    write_all(files, force=force)
    return say("chart.table_beside", path=output, table=table) if beside else say("cli.written", path=output)


def list_page() -> Page:
    """Return the pictures that can be drawn, one row each."""
    columns = (Column("name", say("chart.column.place")), Column("label", say("chart.column.shows"), wide=True))
    rows = tuple((name, say(f"chart.{name}.label")) for name in DRAWN)
    return Page(say("chart.gallery.list"), (Table("charts", "", columns, rows),))


def _refuse(output: Path, *, force: bool) -> None:
    """Refuse what could not be written before anything is computed."""
    from districtanalysis.report.picture import FORMATS
    from districtanalysis.report.writing import refuse

    if output.suffix.removeprefix(".").lower() not in FORMATS:
        known = join((f".{form}" for form in FORMATS), "words.or")
        raise UsageError(say("chart.suffix", path=output, suffix=output.suffix, known=known))
    for path in (output, output.with_suffix(".csv")):
        refuse(path, force=force)


def _messages(case: Case) -> tuple[str, ...]:
    """Return what reading the study had to say, from whichever part of it was read."""
    read = [part for name in ("prepared", "inputs") if (part := case.__dict__.get(name)) is not None]
    return tuple(dict.fromkeys(message for part in read for message in part.messages))


def _ranking(case: Case) -> Axes:
    from districtanalysis.report.charts.ranking import ranking

    return ranking(case.ranking, sources=case.prepared.data.sources)


def _rank_intervals(case: Case) -> Axes:
    from districtanalysis.report.charts.certainty import rank_intervals

    return rank_intervals(case.robustness, sources=case.prepared.data.sources)


def _acceptability(case: Case) -> Axes:
    from districtanalysis.report.charts.certainty import acceptability

    return acceptability(case.robustness, sources=case.prepared.data.sources)


def _pyramid(case: Case) -> Axes:
    from districtanalysis.report.charts.people import pyramid

    return pyramid(pictured.ages(case.prepared.data, case.district), sources=case.prepared.data.sources)


def _age_structure(case: Case) -> Axes:
    from districtanalysis.report.charts.comparison import age_structure

    return age_structure(pictured.age_groups(case.prepared.data), sources=case.prepared.data.sources)


def _origins(case: Case) -> Axes:
    from districtanalysis.report.charts.people import origins

    return origins(pictured.origins(case.prepared.data, case.district), sources=case.prepared.data.sources)


def _shares(case: Case) -> Axes:
    from districtanalysis.report.charts.comparison import shares

    return shares(pictured.parts(case.prepared.data), sources=case.prepared.data.sources)


def _change(case: Case) -> Axes:
    from districtanalysis.report.charts.comparison import change

    return change(pictured.change(case.prepared.data), sources=case.prepared.data.sources)


def _change_map(case: Case) -> Axes:
    from districtanalysis.report.maps.change import change_map

    steps = pictured.change(case.prepared.data)
    return change_map(steps, areas=case.areas, sources=case.prepared.data.sources)


def _time_series(case: Case) -> Axes:
    from districtanalysis.report.charts.time import time_series

    chosen = (case.district,) if case.district else ()
    return time_series(pictured.course(case.prepared.data, districts=chosen), sources=case.prepared.data.sources)


def _profile(case: Case) -> Axes:
    from districtanalysis.report.charts.comparison import profile

    data = case.prepared.data
    if not case.district:
        raise StudyError(say("chart.no_district", known=join(str(name) for name in data.districts["name"].head(20))))
    key = pictured.district_of(data, case.district)
    # the values of all districts together are not the town's where a study knows some of them only
    centre = say("chart.profile.candidates") if case.prepared.study.study.candidates else ""
    return profile(pictured.against(compute_indicators(data), key, centre=centre), sources=data.sources)


def _scatter(case: Case) -> Axes:
    from districtanalysis.report.charts.relation import scatter

    x, y = case.column(0), case.column(1)
    if not x or not y:
        raise StudyError(say("chart.no_pair", known=join(str(name) for name in case.table.frame.columns)))
    return scatter(pictured.pairs(case.table, x, y), sources=case.inputs.sources)


def _type_profiles(case: Case) -> Axes:
    from districtanalysis.report.charts.types import type_profiles

    return type_profiles(case.typology, sources=case.inputs.sources)


def _clustergram(case: Case) -> Axes:
    from districtanalysis.report.charts.types import clustergram

    return clustergram(case.typology, sources=case.inputs.sources)


def _number_of_types(case: Case) -> Axes:
    from districtanalysis.report.charts.types import number_of_types

    return number_of_types(case.typology, sources=case.inputs.sources)


def _map(case: Case) -> Axes:
    from districtanalysis.report.maps.values import value_map

    return value_map(
        case.table,
        indicator=case.column(),
        areas=case.areas,
        classes=case.classes,
        k=case.number,
        limits=case.limits,
        sources=case.inputs.sources,
    )


def _small_multiples(case: Case) -> Axes:
    from districtanalysis.report.maps.values import small_multiples

    keys = [case.column(place) for place in range(len(case.indicators))]
    if len(keys) < 2:
        raise StudyError(say("chart.no_pair", known=join(str(name) for name in case.table.frame.columns)))
    return small_multiples(
        pictured.panels(case.table, keys),
        areas=case.areas,
        classes=case.classes,
        k=case.number,
        limits=case.limits,
        sources=case.inputs.sources,
    )


def _type_map(case: Case) -> Axes:
    from districtanalysis.report.maps.groups import type_map

    return type_map(case.typology, areas=case.areas, sources=case.inputs.sources)


def _type_change(case: Case) -> Axes:
    from districtanalysis.pipeline.types import change, inputs, read_model
    from districtanalysis.report.maps.groups import type_change

    if case.before is None:
        raise StudyError(say("chart.no_before"))
    model = case.typology.model if case.model is None else read_model(case.model)
    earlier = inputs(case.before, may_fall_back=False, types_needed=False)
    sources = tuple(dict.fromkeys((*earlier.sources, *case.inputs.sources)))
    return type_change(change(model, earlier, case.inputs), areas=case.areas, sources=sources)


def _status_map(case: Case) -> Axes:
    from districtanalysis.report.maps.groups import status_map

    return status_map(pictured.status(case.status), areas=case.areas, sources=case.inputs.sources)


def _facility_map(case: Case) -> Axes:
    from districtanalysis.report.maps.places import facility_map
    from districtanalysis.sources.points import read_points

    if case.points is None:
        raise StudyError(say("chart.no_points"))
    if case.polygons is None:
        raise StudyError(say("spatial.boundaries_needed"))
    frame = read_points(case.points, case.polygons.crs, kind=case.kind)
    places = Places(say("chart.facility_map.label"), frame)
    return facility_map(places, names=case.table.names, areas=case.areas, sources=case.inputs.sources)


DRAWN: Mapping[str, Callable[[Case], Axes]] = {
    "ranking": _ranking,
    "rank_intervals": _rank_intervals,
    "acceptability": _acceptability,
    "pyramid": _pyramid,
    "age_structure": _age_structure,
    "origins": _origins,
    "shares": _shares,
    "change": _change,
    "change_map": _change_map,
    "time_series": _time_series,
    "profile": _profile,
    "scatter": _scatter,
    "type_profiles": _type_profiles,
    "clustergram": _clustergram,
    "number_of_types": _number_of_types,
    "map": _map,
    "small_multiples": _small_multiples,
    "type_map": _type_map,
    "type_change": _type_change,
    "status_map": _status_map,
    "facility_map": _facility_map,
    **instrument_charts.DRAWN,
}
