"""``inspect_file``: everything that can be recognised in a file that nobody has described."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from districtanalysis.domain.inspection import Inspection, Preview, TableClaim
from districtanalysis.domain.study import Source
from districtanalysis.language import join, say
from districtanalysis.sources.grid import many_cells
from districtanalysis.sources.inspection.areas import Rows, find_rows
from districtanalysis.sources.inspection.beside import side_by_side
from districtanalysis.sources.inspection.blocks import Block, find_blocks
from districtanalysis.sources.inspection.claims import claims_of, column_claims, surplus_columns
from districtanalysis.sources.inspection.columns import Column, columns_of, find_key
from districtanalysis.sources.inspection.draft import Recognised, draft
from districtanalysis.sources.inspection.fitting import fitting_layouts
from districtanalysis.sources.inspection.headings import context_of
from districtanalysis.sources.inspection.lists import find_list
from districtanalysis.sources.inspection.opened import Opened, open_sheets
from districtanalysis.sources.inspection.plan import Plan, make_plan
from districtanalysis.sources.inspection.shape import levels_of, shape_of
from districtanalysis.sources.inspection.signs import signs_of
from districtanalysis.sources.inspection.trial import try_layout
from districtanalysis.sources.opening import DELIMITED

Content = dict[str, object]
Proposal = tuple[Content, Preview | None, str]
_MOST_TABLES = 200
_FLAT = {True: "genesis-ffcsv", False: "genesis-ffcsv-alt"}


def inspect_file(
    path: str | Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
) -> Inspection:
    """Return the tables of a file: header, key column, areas, levels, columns, dates and signs, each with its evidence.

    Every layout that is proposed was tried on the table. What is given is not recognised. Raises
    ``SourceError`` for a file that cannot be read.
    """
    file = Path(path)
    source = Source(
        id="inspect",
        file=file.name,
        sheet=sheet,
        publisher="",
        date="not_stated",
        population_concept="not_stated",
        licence="",
        encoding=encoding,
        delimiter=delimiter,
        decimal=decimal,
        thousands=thousands,
    )
    options = {
        name: value
        for name, value in (
            ("encoding", encoding),
            ("delimiter", delimiter),
            ("decimal", decimal),
            ("thousands", thousands),
        )
        if value is not None and file.suffix.lower() in DELIMITED
    }
    with many_cells():
        return _inspected(file, source, options)


def _inspected(file: Path, source: Source, options: dict[str, str]) -> Inspection:
    tables: list[TableClaim] = []
    notes: dict[str, list[str]] = {}
    skipped: list[str] = []
    seen = 0
    for opened in open_sheets(file, source):  # one after the other: sheets can be large
        seen += 1
        for note in opened.notes:
            notes.setdefault(note, []).append(opened.sheet)
        found = list(_tables(opened, file, source, options))
        tables += found
        if not found:
            skipped.append(opened.sheet or source.file)
    return Inspection(source.file, tuple(tables[:_MOST_TABLES]), tuple(_notes(notes, seen)), tuple(skipped))


def _notes(notes: dict[str, list[str]], sheets: int) -> Iterator[str]:
    """Yield how the file was opened; a note that does not hold for all sheets names its own."""
    for note, places in notes.items():
        names = join(say("inspect.quoted", text=place) for place in places)
        yield note if len(places) == sheets else say("inspect.on_sheets", sheets=names, note=note)


def _tables(opened: Opened, file: Path, source: Source, options: dict[str, str]) -> Iterator[TableClaim]:
    listed = None if opened.aligned else find_list(opened, file, source)
    if listed is not None:
        yield listed
        return
    blocks = find_blocks(opened.window)
    for block in blocks:
        if block.body:
            columns = columns_of(opened.window, block, levels_of(opened.window, block))
            for part in side_by_side(columns):
                yield _table(opened, block, part, source, options)


def _table(opened: Opened, block: Block, columns: list[Column], source: Source, options: dict[str, str]) -> TableClaim:
    window = opened.window
    key = find_key(columns, len(block.body))
    title = " ".join(" ".join(text.split()) for row in block.titles for text in window.texts[row] if text)[:200]
    header = tuple(window.printed_row(row) for row in block.header)
    rows = find_rows(window, block, key, columns) if key is not None else Rows()
    if key is None or not rows.areas:
        return TableClaim(
            opened.sheet, title, "none", header, "", "", (0, 0), areas=False, confidence=0.0,
            refusal=say("inspect.refusal.no_key"),
        )  # fmt: skip
    context = context_of(title, opened.sheet, source.file)
    plan = make_plan(window, key, columns, rows, context)
    figures = [entry.column.place for entry in plan.of("figure", "total")]
    signs = signs_of(window, block.body, figures)
    table = Recognised(
        window, block, columns, key, rows, plan, context, source.file, opened.sheet, signs.profile, opened.several
    )
    claims = tuple(claims_of(table, signs))
    layout, preview, refusal = _proposed(table, opened, source, options)
    needed = [claim.confidence for claim in claims if claim.what in {"header", "key", "label", "rows", "lines"}]
    return TableClaim(
        sheet=opened.sheet,
        title=title,
        form=plan.form,
        header_rows=header,
        key=window.letter(key.column.place),
        key_heading=" ".join(key.column.heading.split()),
        rows=(window.printed_row(rows.areas[0]), window.printed_row(rows.areas[-1])),
        areas=key.areas,
        confidence=min(needed) if not refusal or plan.form == "keys" else min(*needed, 0.45),
        claims=claims,
        columns=tuple(column_claims(table)),
        layout=layout,
        refusal=refusal,
        preview=preview,
        shipped=fitting_layouts(window.cells, source, opened.sheet, _figures(plan)),
    )


def _figures(plan: Plan) -> list[Column]:
    roles = ("text",) if plan.form == "flat" else ("figure", "total")
    return [entry.column for entry in plan.of(*roles)]


def _proposed(table: Recognised, opened: Opened, source: Source, options: dict[str, str]) -> Proposal:
    """Return a layout that was tried on the table, what it reads, and why there is none."""
    name = Path(source.file).stem
    refusal = _refusal(table, opened)
    if refusal:
        return {}, None, refusal
    if table.plan.form == "flat":
        new = any(column.folded == "value" for column in table.columns)
        content: Content = {"schema_version": 1, "extends": _FLAT[new], "name": name}
        return content, None, ""
    if table.key.name is not None and not table.key.name.heading and table.block.header:
        table.key.name = None
    roles = ("figure", "total", "date", "sex", "age", "origin", "named")
    used = [table.key.column.place, *([table.key.name.place] if table.key.name else [])]
    used += [entry.column.place for entry in table.plan.of(*roles)]
    headings = [" ".join(levels) for levels in levels_of(table.window, table.block)]
    shape = shape_of(table.window, table.block, headings, used, last=table.plan.form == "matrix")
    if shape is None:
        return {}, None, say("inspect.refusal.headings")
    content = draft(table, shape, name)
    content = {**dict(list(content.items())[:2]), **opened.options, **options, **dict(list(content.items())[2:])}
    return _tried(table, content, source)


def _refusal(table: Recognised, opened: Opened) -> str:
    """Return why no layout can be proposed, whatever else was recognised; "" where one can."""
    if opened.aligned:
        return say("inspect.refusal.aligned")
    if table.plan.form in {"keys", "none"}:
        return say(f"inspect.refusal.{table.plan.form}")
    surplus = surplus_columns(table)
    return say("inspect.refusal.surplus", columns=join(surplus)) if surplus else ""


def _tried(table: Recognised, content: Content, source: Source) -> Proposal:
    """Return a layout with what it reads; the reason where it reads nothing."""
    labels = [table.key.column.place, *([table.key.name.place] if table.key.name else [])]
    layout, preview, reason = try_layout(table.window.cells, content, source, labels)
    if layout is None or preview is None:
        return {}, None, say("inspect.refusal.trial", reason=reason)
    return content, preview, ""
