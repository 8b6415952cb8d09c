"""Offers as blocks of a page: who is reached where, and the blank spots."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from districtanalysis.domain.display import Block, Column, Paragraph, Table, Value
from districtanalysis.domain.offers import AXES, Coverage
from districtanalysis.language import join, number, say, say_count
from districtanalysis.report.illustrate import illustrate

_PICTURES = ("svg", "png")
_PAIRS = (("field", "district"), ("field", "group"), ("group", "district"))


def offers_blocks(coverage: Coverage, *, pictures: Sequence[str] = _PICTURES, headed: bool = False) -> Iterator[Block]:
    """Yield lead, drawing, one matrix per pair of axes, the blank spots and the list of offers.

    ``headed`` says that they stand behind something else and need a heading.
    """
    if not coverage.offers:
        yield Paragraph(say("actors.offers.nothing"), "lead")
        return
    yield Paragraph(_lead(coverage), "lead", heading=say("actors.offers.title") if headed else "")
    if pictures:
        yield illustrate("offers", coverage, forms=pictures)
    yield from (
        _matrix(coverage, rows, columns)
        for rows, columns in _PAIRS
        if len(coverage.entries[columns]) > 1 or (rows, columns) == _PAIRS[0]
    )
    yield from _blanks(coverage)
    yield _list(coverage)
    notes = [say("actors.offers.not_named"), say("actors.offers.everywhere")]
    missing = [say(f"actors.offers.axis.{axis}") for axis in AXES if axis not in coverage.declared]
    notes += [say("actors.offers.undeclared", axes=join(missing))] if missing else []
    yield Paragraph(" ".join(notes), "note")


def offers_data(coverage: Coverage) -> dict[str, object]:
    """Return the offers by field, group and district, and the blank spots, as JSON holds them."""
    return {
        "coverage": json.loads(coverage.to_frame().to_json(orient="records")),
        "blanks": json.loads(coverage.blanks().to_json(orient="records")),
    }


def _lead(coverage: Coverage) -> str:
    running = sum(offer.state == "running" for offer in coverage.offers)
    together = coverage.local["offers"] + coverage.everywhere["offers"]
    return say_count(
        "actors.offers.lead",
        int((together == 0).sum()),
        offers=say_count("actors.offers.running", running),
        fields=number(len(coverage.entries["field"])),
        cells=number(len(together)),
    )


def _matrix(coverage: Coverage, rows: str, columns: str) -> Table:
    frame = coverage.matrix(rows, columns)
    heads = [Column("entry", say(f"actors.column.{rows}"))]
    heads += [Column(f"c{place}", str(name), 0) for place, name in enumerate(frame.columns)]
    body: list[tuple[Value, ...]] = [
        (str(name), *(int(value) for value in row)) for name, row in zip(frame.index, frame.to_numpy(), strict=True)
    ]
    names = {"rows": say(f"actors.column.{rows}"), "columns": say(f"actors.column.{columns}")}
    return Table(f"{rows}_by_{columns}", say("actors.offers.table_by", **names), tuple(heads), tuple(body))


def _blanks(coverage: Coverage) -> Iterator[Block]:
    blanks = coverage.blanks()
    if blanks.empty:
        yield Paragraph(say("actors.offers.blanks_none"))
        return
    everywhere = len(coverage.entries["district"])
    columns = tuple(
        Column(key, say(f"actors.column.{key}"), wide=key == "districts") for key in ("field", "group", "districts")
    )
    rows = tuple(
        (field, group, say("actors.offers.everywhere_none") if len(names) == everywhere else ", ".join(names))
        for field, group, names in blanks.itertuples(index=False)
    )
    yield Table("blanks", say("actors.offers.blanks"), columns, rows)


def _list(coverage: Coverage) -> Table:
    columns = (
        Column("offer", say("actors.column.offer")),
        Column("provider", say("actors.column.provider"), wide=True),
        Column("field", say("actors.column.field"), wide=True),
        Column("group", say("actors.column.group"), wide=True),
        Column("district", say("actors.column.district"), wide=True),
        Column("state", say("actors.column.state")),
    )
    rows = tuple(
        (
            offer.name,
            offer.provider,
            ", ".join(offer.fields),
            ", ".join(offer.groups) or say("actors.offers.any_group"),
            ", ".join(offer.districts) or say("actors.offers.any_district"),
            say(f"actors.choice.state.{offer.state}"),
        )
        for offer in coverage.offers
    )
    return Table("offers", say("actors.column.count"), columns, rows)
