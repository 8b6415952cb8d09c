"""A data request as a letter: what an officer would write, with a table of what is needed and the list of areas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table
from districtanalysis.domain.request import DataRequest, RequestItem
from districtanalysis.domain.variables import kind_label, variables
from districtanalysis.language import date, has, join, number, say, say_count

_YEARS = 12  # more bands than these are easier to deliver as single years of age


def request_page(request: DataRequest) -> Page:
    """Return the letter; what is not known stands in square brackets, to be filled in by hand."""
    data = {
        "city": request.city,
        "purpose": request.purpose,
        "items": [
            {
                "variable": item.variable,
                "bands": [list(band) for band in item.bands],
                "kinds": list(item.kinds),
                "needed_for": list(item.needed_for),
                "there": item.there,
            }
            for item in request.items
        ],
        "areas": dict(request.areas),
        "date": request.wishes.date,
        "population_concept": request.wishes.concept,
        "area_version": request.wishes.area_version,
        "minimum": request.wishes.minimum,
    }
    return Page(
        say("request.subject", title=request.title),
        tuple(_letter(request)),
        "",
        data,
        _needed(request, everything=True),
    )


def _letter(request: DataRequest) -> Iterator[Block]:
    yield Paragraph(request.wishes.sender or say("request.open.sender"))
    yield Paragraph(request.wishes.recipient or say("request.open.recipient", city=request.city))
    yield Paragraph(say("request.open.place"))
    yield Paragraph(say("request.salutation"))
    areas = say_count("request.areas", len(request.areas))
    yield Paragraph(say("request.opening", purpose=request.purpose, areas=areas))
    yield _needed(request)
    yield Paragraph("", heading=say("request.conditions"))
    for text in _conditions(request):
        yield Paragraph(text)
    yield Paragraph(say("request.file"), heading=say("request.file_heading"))
    yield Paragraph(say("request.licence"))
    yield Paragraph(say("request.privacy"))
    if request.own:
        names = join(variables()[name].label for name in request.own)
        yield Paragraph(say("request.own", names=names), "note")
    yield Paragraph(say("request.closing", date=_day(request.wishes.reply_by) or say("request.open.reply_by")))
    yield Paragraph(say("request.greeting"))
    yield Paragraph(request.wishes.sender.partition(",")[0] or say("request.open.name"))
    yield _areas(request)


def _conditions(request: DataRequest) -> Iterator[str]:
    yield say("request.date", date=_day(request.wishes.date) or say("request.latest"))
    concept = say(f"concept.{request.wishes.concept}") if request.wishes.concept else say("request.open.concept")
    yield say("request.concept", concept=concept)
    yield say("request.version", version=request.wishes.area_version or say("request.open.version"))
    yield say("request.secrecy", minimum=number(request.wishes.minimum))


def _needed(request: DataRequest, *, everything: bool = False) -> Table:
    """Return what is asked for; ``everything`` adds what only the sender wants to know."""
    columns: tuple[Column, ...] = (
        Column("number", say("request.column.number"), 0),
        Column("variable", say("request.column.variable"), wide=True),
        Column("definition", say("request.column.definition"), wide=True),
        Column("breakdown", say("request.column.breakdown"), wide=True),
    )
    if everything:
        columns += (
            Column("used_for", say("request.column.used_for"), wide=True),
            Column("there", say("request.column.there")),
        )
    rows = tuple(
        (
            place,
            variables()[item.variable].label,
            _definition(item.variable),
            _breakdown(item),
            *(_own(item) if everything else ()),
        )
        for place, item in enumerate(request.items, start=1)
    )
    return Table("needed", say("request.needed"), columns, rows)


def _own(item: RequestItem) -> tuple[str, str]:
    used = join(say(f"indicator.{key}.label") for key in item.needed_for)
    return used, say(f"request.there.{item.there or 'nothing'}")


def _definition(variable: str) -> str:
    key = f"request.definition.{variable}"
    return say(key) if has(key) else say("request.definition_open")


def _breakdown(item: RequestItem) -> str:
    parts = []
    if item.bands:
        bands = join(_band(low, high) for low, high in item.bands)
        parts.append(say("request.ages", bands=bands) if len(item.bands) <= _YEARS else say("request.single_years"))
    if item.by_sex:
        parts.append(say("request.by_sex"))
    if item.by_origin:
        parts.append(say("request.by_origin"))
    if item.kinds:
        parts.append(say("request.by_kind", kinds=join(kind_label(kind) for kind in item.kinds)))
    return "; ".join(parts) or say("request.total")


def _band(low: int, high: int) -> str:
    if high < 0:
        return say("request.band_open", low=low)
    return say("request.band", low=low, high=high)


def _areas(request: DataRequest) -> Table:
    columns = (Column("key", say("request.column.key")), Column("area", say("request.column.area"), wide=True))
    rows = tuple((key, name) for key, name in request.areas.items())
    note = say("request.areas_note") if all(key == name for key, name in rows) else ""
    return Table("areas", say("request.area_list"), columns, rows, note=note)


def _day(text: str) -> str:
    try:
        return date(dt.date.fromisoformat(text)) if text else ""
    except ValueError:
        return text
