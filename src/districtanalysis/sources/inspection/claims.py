"""What was recognised, in sentences with their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from districtanalysis.domain.inspection import Claim, ColumnClaim
from districtanalysis.domain.variables import variables
from districtanalysis.language import join, number, say, say_count, span
from districtanalysis.sources.inspection.areas import key_lengths, lost_zeros
from districtanalysis.sources.inspection.columns import said
from districtanalysis.sources.inspection.draft import Recognised
from districtanalysis.sources.inspection.draft_date import printed_date
from districtanalysis.sources.inspection.headings import read_heading
from districtanalysis.sources.inspection.plan import Planned
from districtanalysis.sources.inspection.signs import SignsSeen
from districtanalysis.sources.profiles import load_profile
from districtanalysis.sources.units import is_unit

_SHOWN = 4


def claims_of(table: Recognised, signs: SignsSeen) -> Iterator[Claim]:
    """Yield what was recognised, in the order in which somebody would check it in the file."""
    yield header_claim(table)
    yield _key(table)
    yield _rows(table)
    yield from _levels(table)
    yield from _totals(table)
    yield Claim("form", say(f"inspect.form.{table.plan.form}"), 0.8, say(f"inspect.why.{table.plan.form}"))
    yield from _dates(table)
    yield _signs(signs)
    yield from _aside(table)


def header_claim(table: Recognised) -> Claim:
    """Return which rows are the header."""
    rows = [table.window.printed_row(row) for row in table.block.header]
    if not rows:
        return Claim("header", say("inspect.no_header"), 0.7, say("inspect.evidence.first_is_data"))
    first = table.window.printed_row(table.block.body[0])
    evidence = [say("inspect.evidence.data_from", row=first)]
    if table.block.titles:
        lines = _lines([table.window.printed_row(row) for row in table.block.titles])
        evidence.append(say("inspect.evidence.title_above", rows=lines))
    found = say_count("inspect.header_rows", len(rows), rows=_lines(rows))
    surplus = surplus_columns(table)
    if surplus:
        evidence.append(say("inspect.evidence.surplus", columns=join(surplus)))
    return Claim("header", found, 0.4 if surplus else 0.95 if len(rows) == 1 else 0.85, said(evidence))


def surplus_columns(table: Recognised) -> list[str]:
    """Return the last columns with a year or age for a heading and no cell below: headings and values may be shifted."""
    last = max(column.place for column in table.columns if column.filled)
    empty = [column for column in table.columns if column.place > last]
    said_ = [(column, read_heading(column.heading)) for column in empty]
    return [table.window.letter(column.place) for column, what in said_ if what.date or what.age_from >= 0]


def _key(table: Recognised) -> Claim:
    column = table.key.column
    heading, letter = " ".join(column.heading.split()), table.window.letter(column.place)
    found = say("inspect.key", letter=letter, heading=heading) if heading else say("inspect.key_alone", letter=letter)
    if table.key.name is not None:
        found += ", " + say("inspect.name", letter=table.window.letter(table.key.name.place))
    what = "key" if table.key.areas else "label"
    return Claim(what, found, table.key.confidence, said(table.key.evidence) or say("inspect.evidence.leftmost"))


def _rows(table: Recognised) -> Claim:
    rows = table.rows.areas
    lines = _span(table, rows)
    examples = [_named(table, row) for row in (rows[0], rows[-1])]
    evidence = [say("inspect.evidence.from_to", first=examples[0], last=examples[1])]
    if not table.key.areas:
        return Claim("lines", say("inspect.other_rows", rows=lines), min(table.key.confidence, 0.7), said(evidence))
    many = _count(table)
    found = say("inspect.area_rows", rows=lines, count=number(many))
    return Claim("rows", found, table.key.confidence, said(evidence))


def _count(table: Recognised) -> int:
    """Return how many areas there are: keys that differ, or rows where a name stands on two levels."""
    rows, key, window = table.rows.areas, table.key, table.window
    if not window.whole or key.column.carried:
        return key.column.distinct
    columns = [column.place for column in (key.column, key.name) if column is not None]
    different = max(len({window.texts[row][place] for row in rows}) for place in columns)
    return len(rows) if table.rows.upper and different < len(rows) < 2 * different else different


def _label(table: Recognised) -> int:
    return table.key.name.place if table.key.name is not None else table.key.column.place


def _span(table: Recognised, rows: Sequence[int]) -> str:
    return span(table.window.printed_row(rows[0]), table.window.printed_row(rows[-1]))


def _levels(table: Recognised) -> Iterator[Claim]:
    lengths = key_lengths(table.key)
    if len(lengths) > 1:
        found = say("inspect.levels_by_length", lengths=join(map(str, lengths)))
        yield Claim("levels", found, 0.8, say("inspect.evidence.lengths"))
    elif table.rows.upper or table.rows.whole >= 0:
        yield _levels_by_sum(table)
    lost = lost_zeros(table.key, lengths)
    if lost:
        found = say_count("inspect.zeros", lost, width=lengths[-1])
        yield Claim("zeros", found, 0.9, say("inspect.evidence.shorter"))


def _levels_by_sum(table: Recognised) -> Claim:
    rows = table.rows
    whole = _named(table, rows.whole) if rows.whole >= 0 else ""
    if not rows.upper:
        return Claim("levels", say("inspect.level_whole", name=whole), 0.9, say("inspect.evidence.whole_sum"))
    names = [say("inspect.quoted", text=_named(table, row)) for row in rows.upper[:_SHOWN]]
    shown = join([*names, *(["…"] if rows.upper[_SHOWN:] else [])])
    found = say("inspect.levels_upper", count=len(rows.upper), names=shown)
    if whole:
        found += "; " + say("inspect.level_whole", name=whole)
    evidence = "parts_sum" if rows.order == "between" else "upper_sum"
    return Claim("levels", found, 0.9, say(f"inspect.evidence.{evidence}", name=whole))


def _totals(table: Recognised) -> Iterator[Claim]:
    window, rows = table.window, table.rows
    if rows.totals:
        names = [say("inspect.row", row=window.printed_row(row), name=_named(table, row)) for row in rows.totals]
        checked = rows.adds_up in rows.totals
        evidence = say("inspect.evidence.adds_up", count=rows.summed) if checked else say("inspect.evidence.total_word")
        yield Claim("totals", join(names[:_SHOWN]), 0.95 if checked else 0.75, evidence)
    if rows.leftovers:
        names = [say("inspect.row", row=window.printed_row(row), name=_named(table, row)) for row in rows.leftovers]
        yield Claim("leftovers", join(names[:_SHOWN]), 0.7, say("inspect.evidence.leftover"))
    if table.block.alone:
        names = [say("inspect.quoted", text=_named(table, row)) for row in table.block.alone[:_SHOWN]]
        yield Claim("sections", join(names), 0.7, say("inspect.evidence.alone"))


def _named(table: Recognised, row: int) -> str:
    if table.key.column.carried:
        return table.key.column.texts.name(table.window.rows[row] - table.window.rows[table.block.body[0]])
    texts = table.window.texts[row]
    words = (text for text in texts if any(letter.isalpha() for letter in text))
    name = texts[_label(table)] or texts[table.key.column.place] or next(words, "")
    return " ".join(name.split())


def _dates(table: Recognised) -> Iterator[Claim]:
    dated = table.plan.of("date")
    stated = list(dict.fromkeys(entry.said.date for entry in table.plan.of("figure") if entry.said.date))
    if dated:
        letter = table.window.letter(dated[0].column.place)
        examples = sorted(dated[0].column.texts.names)
        found = say("inspect.dates_in_column", letter=letter, first=examples[0], last=examples[-1])
        yield Claim("dates", found, 0.9, say("inspect.evidence.date_column", heading=dated[0].column.heading))
    elif stated:
        without = [entry for entry in table.plan.of("figure") if not entry.said.date]
        letters = join([table.window.letter(entry.column.place) for entry in without[:_SHOWN]])
        evidence = [say("inspect.evidence.date_headings")]
        if without:
            evidence.append(say("inspect.evidence.undated", columns=letters + (" …" if without[_SHOWN:] else "")))
        shown = join([*stated[:8], *(["…"] if stated[8:] else [])])
        yield Claim("dates", shown, 0.4 if surplus_columns(table) else 0.6 if without else 0.9, said(evidence))
    elif table.plan.form not in {"none", "keys"}:
        text, place = printed_date(table.window, table.block, table.file)
        yield Claim("dates", text or say("inspect.no_date"), 0.7 if text else 0.3, place)


def _signs(signs: SignsSeen) -> Claim:
    if not signs.seen:
        return Claim("signs", say("inspect.no_signs"), signs.confidence, say("inspect.evidence.no_signs"))
    seen = join(say("inspect.quoted", text=sign) for sign in signs.seen)
    return Claim(
        "signs", load_profile(signs.profile).label, signs.confidence, say("inspect.evidence.signs", signs=seen)
    )


def _aside(table: Recognised) -> Iterator[Claim]:
    window, block = table.window, table.block
    if block.below:
        rows = _lines([window.printed_row(row) for row in block.below])
        first = next(text for text in window.texts[block.below[0]] if text)
        yield Claim(
            "notes",
            say("inspect.notes_below", rows=rows),
            0.8,
            say("inspect.quoted", text=" ".join(first.split())[:60]),
        )
    if block.repeated:
        rows = _lines([window.printed_row(row) for row in block.repeated])
        yield Claim("repeated", say("inspect.repeated", rows=rows), 0.8, say("inspect.evidence.same_words"))


def _lines(rows: Sequence[int]) -> str:
    if len(rows) > 2 and rows[-1] - rows[0] == len(rows) - 1:
        return span(rows[0], rows[-1])
    return join(map(str, rows))


def column_claims(table: Recognised) -> Iterator[ColumnClaim]:
    """Yield what each column holds, from left to right."""
    planned = {entry.column.place: entry for entry in table.plan.columns}
    ends = [column.levels[-1] for column in table.columns if column.levels]
    short = len(set(ends)) == len(ends) and not any(map(is_unit, ends))  # the last header row tells columns apart
    for column in table.columns:
        letter = table.window.letter(column.place)
        heading = " ".join((column.levels[-1] if short and column.levels else column.heading).split())
        if column is table.key.column:
            role = "key" if table.key.areas else "label"
            yield ColumnClaim(letter, heading, role, table.key.confidence, "")
        elif column is table.key.name:
            yield ColumnClaim(letter, heading, "name", 0.8, "")
        elif column.place in planned:
            yield _figure(
                planned[column.place],
                letter,
                heading,
                across=table.plan.form == "matrix",
                read=table.plan.form not in {"keys", "none"},
            )


def _figure(entry: Planned, letter: str, heading: str, *, across: bool, read: bool) -> ColumnClaim:
    if across and entry.role == "figure":
        return ColumnClaim(letter, heading, "across", 0.9, "")
    if entry.role != "figure":
        role = "unread" if entry.role in {"text", "part"} or not read else entry.role
        return ColumnClaim(letter, heading, role, 0.7, "")
    found = entry.variable
    by = "heading" if entry.said.variable else "table" if not found.kind else "unknown"
    evidence = (
        say("inspect.by.beside", heading=" ".join(found.beside.split())) if found.beside else say(f"inspect.by.{by}")
    )
    return ColumnClaim(
        letter,
        heading,
        "figure",
        found.confidence,
        evidence,
        variable=variables()[found.name].key,
        age_from=-1 if found.kind else entry.said.age_from,
        age_to=-1 if found.kind else entry.said.age_to,
        sex="" if found.kind else entry.said.sex,
        kind=(heading or say("inspect.column", letter=letter)) if found.kind else "",
        date=entry.said.date,
    )
