"""``rank --uncertainty``: the ranking with how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.robustness import Assumption, Robustness
from districtanalysis.errors import MethodError
from districtanalysis.language import join, number, say
from districtanalysis.scoring.robustness import Assumptions, Progress, robustness
from districtanalysis.scoring.sensitivity import sensitivity
from districtanalysis.scoring.statement import statement

_RANKS_SHOWN = 6
_NAMES_ACROSS = 12


def add_uncertainty(
    page: Page, ranking: Ranking, *, draws: int, seed: int | None = None, progress: Progress | None = None
) -> tuple[Page, Ranking]:
    """Return ``page`` with a paragraph and tables on how sure ``ranking`` is, and the ranking.

    Every weighting of the criteria is drawn with equal chance; shares of persons are drawn again at
    their printed base where there are any. ``page.data`` gets the numbers under "robustness".
    """
    result = run(ranking, draws=draws, seed=seed, progress=progress)
    found = statement(ranking, sensitivity(ranking, left_out=False), result)
    place = _behind_first_table(page)
    answer = (Paragraph(found.text, "lead", heading=say("robustness.page.heading")), ranks_table(result))
    blocks = (*page.blocks[:place], *answer, *page.blocks[place:], *detail_blocks(ranking, result))
    data = {**page.data, "robustness": {**result.to_dict(), "statement": found.text, **found.numbers}}
    return replace(page, blocks=blocks, data=data), ranking


def run(ranking: Ranking, *, draws: int, seed: int | None = None, progress: Progress | None = None) -> Robustness:
    """Return the draws behind ``rank --uncertainty``: all weightings, and noise where there is any."""
    try:
        return robustness(ranking, draws, assumptions=Assumptions(noise="binomial"), seed=seed, progress=progress)
    except MethodError:
        # No share of persons among the indicators: said in the result as "not varied".
        return robustness(ranking, draws, seed=seed, progress=progress)


def detail_blocks(ranking: Ranking, result: Robustness) -> tuple[Block, ...]:
    """Return what was varied and what not, who comes before whom, and which weights put whom first."""
    blocks: list[Block] = [
        Paragraph(
            say("robustness.page.varied", list=_listed(result.varied)), "note", heading=say("robustness.page.detail")
        ),
        Paragraph(say("robustness.page.held", list=_listed(result.held)), "note"),
    ]
    if result.steps:
        blocks.append(Paragraph(say("robustness.page.steps", steps=" ".join(result.steps)), "note"))
    if result.before is not None and 2 < len(result.names) <= _NAMES_ACROSS:
        blocks.append(pairwise_table(result))
    if result.central is not None and len(result.names) <= _NAMES_ACROSS:
        blocks.append(central_table(ranking, result))
    return tuple(blocks)


def ranks_table(result: Robustness) -> Table:
    """Return rank, district, first place, range and mean of ranks, and the share of each rank."""
    interval, means = result.interval(), result.mean_rank
    shown = min(_RANKS_SHOWN, len(result.names), result.counts.shape[1])
    rest = len(result.names) > shown
    columns = [
        Column("rank", say("robustness.page.rank"), 0),
        Column("district", say("robustness.page.district")),
        Column("span", say("robustness.page.span")),
        Column("mean_rank", say("robustness.page.mean"), 1),
        *(Column(f"rank_{k}", say("robustness.page.ranks", rank=k), 0) for k in range(1, shown + 1)),
        *([Column("later", say("robustness.page.later", rank=shown + 1), 0)] if rest else []),
    ]
    shares = 100 * result.counts / result.draws
    rows: list[tuple[Value, ...]] = []
    for i, name in enumerate(result.names):
        later = [float(shares[i, shown:].sum())] if rest else []
        low, high = int(interval["low"].iloc[i]), int(interval["high"].iloc[i])
        place = (float(result.rank.iloc[i]), str(name), span(low, high), float(means.iloc[i]))
        rows.append((*place, *(float(value) for value in shares[i, :shown]), *later))
    title = say("robustness.page.table", draws=number(result.draws))
    note = say("robustness.page.note", seed=result.seed)
    return Table("robustness", title, tuple(columns), tuple(rows), note)


def pairwise_table(result: Robustness) -> Table:
    """Return the share of draws in which the row comes before the column, in percent."""
    keys = [str(key) for key in result.names.index]
    labels = [str(name) for name in result.names]
    columns = (
        Column("district", say("robustness.page.district")),
        *(Column(key, label, 0) for key, label in zip(keys, labels, strict=True)),
    )
    before = result.before if result.before is not None else np.zeros((len(keys), len(keys)))
    rows = tuple(
        (labels[i], *("–" if i == j else float(100 * before[i, j]) for j in range(len(keys)))) for i in range(len(keys))
    )
    return Table("pairwise", say("robustness.page.pairwise"), columns, rows, say("robustness.page.pairwise_note"))


def central_table(ranking: Ranking, result: Robustness) -> Table:
    """Return the mean weights, in percent, of the draws in which each district leads."""
    columns = (
        Column("district", say("robustness.page.district")),
        *(Column(name, ranking.plan.criterion_label(name), 0) for name in result.weight_names),
    )
    central = result.central if result.central is not None else np.zeros((len(result.names), 0))
    rows = tuple(
        (str(name), *(None if np.isnan(value) else float(100 * value) for value in line))
        for name, line in zip(result.names, central, strict=True)
    )
    return Table("central_weights", say("robustness.page.central"), columns, rows, say("robustness.page.central_note"))


def span(low: int, high: int) -> str:
    """Return a range of ranks as text.

    >>> span(1, 2), span(3, 3)
    ('1–2', '3')
    """
    return str(low) if low == high else say("robustness.page.tied_span", low=low, high=high)


def _behind_first_table(page: Page) -> int:
    """Return the place behind the ranking and the notes that belong to it."""
    first = next((i for i, block in enumerate(page.blocks) if isinstance(block, Table)), len(page.blocks) - 1)
    place = first + 1
    while place < len(page.blocks):
        block = page.blocks[place]
        if not isinstance(block, Paragraph) or block.heading:
            break
        place += 1
    return place


def _listed(entries: Sequence[Assumption]) -> str:
    return join(say("robustness.page.entry", label=entry.label, settings=entry.settings) for entry in entries)
