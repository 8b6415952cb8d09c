"""``weights ahp``: weights from a file of pairwise comparisons."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table
from districtanalysis.errors import SourceError
from districtanalysis.language import join, number, say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.scoring.ahp import AhpWeights, Comparison, Scale, ahp

_SCALES = {"donegan_dodd": "Donegan/Dodd (1991)", "saaty": "Saaty"}


def run(path: Path, *, scale: Scale = "donegan_dodd") -> Outcome:
    """Return the page of the weights that follow from the comparisons in ``path``.

    The exit code is 0 also for comparisons that contradict each other: the page says so and names
    the worst one. Raises ``SourceError`` for a file that holds no comparisons.
    """
    result = ahp(read_comparisons(path), scale=scale)
    return Outcome(ahp_page(result), result=result)


def read_comparisons(path: Path) -> list[Comparison]:
    """Return the comparisons of a CSV file: criterion, criterion, how many times more important.

    Separators ";", "," and tab are recognised, decimal commas and fractions ("1/3") understood, a
    header row and lines that start with "#" skipped. Raises ``SourceError`` with the row that is
    not understood.
    """
    if not path.is_file():
        raise SourceError(say("weightings.fault.file_not_found", path=path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(say("weightings.fault.file_kind", path=path)) from error
    separator = next((sign for sign in (";", "\t") if sign in text), ",")
    found: list[Comparison] = []
    for i, row in enumerate(csv.reader(text.splitlines(), delimiter=separator), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        value = _ratio(cells[2]) if len(cells) == 3 else None
        if value is not None and cells[0] and cells[1]:
            found.append((cells[0], cells[1], value))
        elif i > 1 or len(cells) != 3:
            raise SourceError(say("weightings.fault.file_row", path=path, row=i, found=separator.join(row)))
    if not found:
        raise SourceError(say("weightings.fault.file_empty", path=path))
    return found


def _ratio(text: str) -> float | None:
    try:
        return float(Fraction(text.replace(",", ".").replace(" ", "")))
    except (ValueError, ZeroDivisionError):
        return None


def ahp_page(result: AhpWeights) -> Page:
    """Return the page: weights, the heaviest first, and what is to be said on the comparisons."""
    order = sorted(range(len(result.names)), key=lambda i: (-result.weights[i], result.names[i]))
    columns = (
        Column("criterion", say("weightings.page.criterion")),
        Column("weight", say("weightings.page.weight"), 1),
    )
    rows = tuple((result.names[i], float(100 * result.weights[i])) for i in order)
    blocks: list[Block] = [
        Table("weights", "", columns, rows, say("weightings.page.method", scale=_SCALES[result.scale]))
    ]
    ratio = number(result.consistency_ratio, 2)
    if result.consistent or result.worst is None:
        blocks.append(Paragraph(say("weightings.page.consistent", ratio=ratio)))
    else:
        first, second, value, implied = result.worst
        text = say(
            "weightings.page.inconsistent",
            ratio=ratio,
            first=first,
            second=second,
            value=number(value, 2),
            implied=number(implied, 2),
        )
        blocks.append(Paragraph(text, "warning"))
    if result.filled:
        pairs = join(
            say("weightings.page.pair", first=a, second=b, value=number(value, 2)) for a, b, value in result.filled
        )
        blocks.append(Paragraph(say("weightings.page.filled", pairs=pairs), "note"))
    data = {
        "weights": {result.names[i]: float(result.weights[i]) for i in order},
        "consistency_ratio": result.consistency_ratio,
        "consistent": result.consistent,
        "scale": result.scale,
    }
    return Page(say("weightings.page.title"), tuple(blocks), data=data)
