"""``rank --uncertainty``: the ranking with how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.robustness import Robustness
from districtanalysis.domain.study import Uncertainty
from districtanalysis.language import number, say
from districtanalysis.scoring.robustness import Progress, robustness
from districtanalysis.scoring.sensitivity import sensitivity
from districtanalysis.scoring.statement import statement
from districtanalysis.scoring.varied import choose

_RANKS_SHOWN = 6
_NAMES_ACROSS = 12


@dataclass(frozen=True, slots=True)
class Draws:
    """What was asked of ``rank --uncertainty``: how many draws, of what, from which seed, and who is told."""

    count: int
    vary: Uncertainty | None = None
    seed: int | None = None
    progress: Progress | None = None


def add_uncertainty(page: Page, ranking: Ranking, asked: Draws, *, top: int | None = None) -> Page:
    """Return ``page`` with a paragraph and tables on how sure ``ranking`` is, of the first ``top`` districts.

    ``page.data`` gets the numbers under "robustness"; for the rest see ``run``.
    """
    result = run(ranking, draws=asked.count, vary=asked.vary, seed=asked.seed, progress=asked.progress)
    found = statement(ranking, sensitivity(ranking, left_out=False), result)
    place = _behind_first_table(page)
    answer = (Paragraph(found.text, "lead", heading=say("robustness.page.heading")), ranks_table(result, top=top))
    end = _before_standing(page)
    details = detail_blocks(ranking, result)
    blocks = (*page.blocks[:place], *answer, *page.blocks[place:end], *details, *page.blocks[end:])
    data = {**page.data, "robustness": {**result.to_dict(), "statement": found.text, **found.numbers}}
    return replace(page, blocks=blocks, data=data)


def run(
    ranking: Ranking,
    *,
    draws: int,
    vary: Uncertainty | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Robustness:
    """Return the draws behind ``rank --uncertainty``.

    ``vary`` says what is drawn, entry by entry before what the study says under
    ``[ranking.uncertainty]``. By default every weighting of the criteria is drawn with equal chance,
    and shares of persons at their printed base where there are any. Raises what
    ``scoring.varied.choose`` and ``scoring.robustness.robustness`` raise.
    """
    given = {} if vary is None else vary.model_dump(exclude_none=True)
    study = ranking.plan.uncertainty or Uncertainty()
    chosen = choose(ranking, study.model_copy(update=given))
    return robustness(
        ranking,
        draws,
        assumptions=chosen.assumptions,
        seed=seed,
        progress=progress,
        impossible=chosen.impossible,
    )


def detail_blocks(ranking: Ranking, result: Robustness) -> tuple[Block, ...]:
    """Return what was varied and what was not, who comes before whom, and which weights put whom first."""
    blocks: list[Block] = [assumptions_table(result)]
    if result.impossible:
        blocks.append(Paragraph(say("robustness.page.impossible", list=" ".join(result.impossible)), "note"))
    if result.steps:
        blocks.append(Paragraph(say("robustness.page.steps", steps=" ".join(result.steps)), "note"))
    if result.before is not None and 2 < len(result.names) <= _NAMES_ACROSS:
        blocks.append(pairwise_table(result))
    if result.central is not None and result.central.size and len(result.names) <= _NAMES_ACROSS:
        blocks.append(central_table(ranking, result))
    return tuple(blocks)


def assumptions_table(result: Robustness) -> Table:
    """Return one row per assumption: whether it was varied, and between which settings or at which it was held."""
    columns = (
        Column("assumption", say("robustness.page.assumption")),
        Column("varied", say("robustness.page.varied")),
        Column("settings", say("robustness.page.settings"), wide=True),
    )
    rows = tuple(
        (entry.label, say(f"words.{'yes' if entry.varied else 'no'}"), entry.settings)
        for entry in (*result.varied, *result.held)
    )
    return Table("assumptions", say("robustness.page.detail"), columns, rows)


def ranks_table(result: Robustness, *, top: int | None = None) -> Table:
    """Return rank, district, range and mean of ranks, and the share of each rank, of the first ``top`` districts."""
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
    for i, name in enumerate(result.names.iloc[: top or None]):
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
        *(Column(name, (ranking.asked or ranking.plan).criterion_label(name), 0) for name in result.weight_names),
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


def _before_standing(page: Page) -> int:
    """Return the place before the sentences that stand under every ranking; the end where there are none."""
    heading = say("rank.standing_heading")
    found = (i for i, block in enumerate(page.blocks) if isinstance(block, Paragraph) and block.heading == heading)
    return next(found, len(page.blocks))
