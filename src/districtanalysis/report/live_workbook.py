"""The sheets of a ranking that Excel computes again: weights, goalposts and raw values are cells, the rest formulas.

Every formula is written with its result, so that programs that do not recalculate show the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from districtanalysis.domain.live import LiveIndicator, Model
from districtanalysis.language import say
from districtanalysis.report import live_formulas as formulas
from districtanalysis.report.live_formulas import Names, cell
from districtanalysis.report.live_sheet import Formula, Line, LiveColumn, add_bars, write_sheet
from districtanalysis.report.values import NOTHING

if TYPE_CHECKING:
    from districtanalysis.report.workbook import Sheets

_SHARE = "0.0%"


def add_live(sheets: Sheets, model: Model) -> None:
    """Write the sheets of ``model``: ranking, contributions, weights, raw values, scores, computation."""
    names = Names(*(sheets.free_name(say(f"live.sheet.{key}")) for key in Names._fields))
    order = _order(model)
    write_sheet(sheets, names.ranking, _ranking_columns(model), _ranking(model, names, order))
    sheet = write_sheet(sheets, names.contributions, _contribution_columns(model), _contributions(model, names, order))
    additive = _additive(model)
    series = len(model.criteria) if additive else 1
    add_bars(sheets, sheet, names.contributions, len(model.districts), series, stacked=additive)
    write_sheet(sheets, names.criteria, _criterion_columns(), _criteria(model))
    write_sheet(sheets, names.indicators, _indicator_columns(), _indicators(model, names))
    write_sheet(sheets, names.values, _value_columns(model), _values(model))
    write_sheet(sheets, names.scores, _score_columns(model), _scores(model, names))
    write_sheet(sheets, names.results, _result_columns(model), _results(model, names))


def _additive(model: Model) -> bool:
    return model.within == model.between == "arithmetic"


def _order(model: Model) -> list[int]:
    """Return the places of the districts as the sheet orders them: by fit, equal ones as they stand."""
    return sorted(range(len(model.districts)), key=lambda i: (-round(model.fit[i], formulas.DIGITS), i))


def _column(label: str, decimals: int | None = None, *, form: str = "") -> LiveColumn:
    return LiveColumn(say(f"live.column.{label}"), decimals, form=form)


def _entry(label: str, *choices: str) -> LiveColumn:
    return LiveColumn(say(f"live.column.{label}"), None, is_input=True, choices=choices)


def _ranking_columns(model: Model) -> list[LiveColumn]:
    whole = all(rank.is_integer() for rank in model.rank)
    return [
        _column("rank", 0 if whole else 1),
        _column("district"),
        _column("fit", 1),
        *(LiveColumn(criterion.label, 1) for criterion in model.criteria),
        *(LiveColumn(label, decimals) for label, decimals, _ in model.alongside),
    ]


def _ranking(model: Model, names: Names, order: Sequence[int]) -> Iterator[Line]:
    """Yield the districts in the order of their fit, looked up on the sheet that computes it."""
    count, criteria = len(model.districts), len(model.criteria)
    for place, district in enumerate(order, start=1):
        row: Line = []
        parts: list[tuple[str, int, float | str]] = [
            (names.results, criteria + 2, model.rank[district]),
            (names.results, 0, model.districts[district]),
            (names.results, criteria + 1, model.fit[district]),
            *((names.results, 1 + c, criterion.scores[district]) for c, criterion in enumerate(model.criteria)),
        ]
        for sheet, column, value in parts:
            row.append(Formula(formulas.looked_up(names, sheet, column, place, count, criteria), value))
        for k, (_, _, values) in enumerate(model.alongside):
            beside = values[district]
            text = formulas.looked_up(names, names.values, 1 + len(model.indicators) + k, place, count, criteria)
            row.append(Formula(text, say("words.not_available_sign") if beside is None else beside))
        yield row


def _contribution_columns(model: Model) -> list[LiveColumn]:
    if not _additive(model):
        return [_column("district"), _column("fit", 1)]
    labels = (say("live.column.contribution", criterion=criterion.label) for criterion in model.criteria)
    return [_column("district"), *(LiveColumn(label, 1) for label in labels)]


def _contributions(model: Model, names: Names, order: Sequence[int]) -> Iterator[Line]:
    """Yield points of fit per criterion in the order of the ranking; the fit itself where they do not add up."""
    for place, district in enumerate(order, start=1):
        row: Line = [Formula(f"={cell(names.ranking, place, 1)}", model.districts[district])]
        if not _additive(model):
            yield [*row, Formula(f"={cell(names.ranking, place, 2)}", model.fit[district])]
            continue
        for c, criterion in enumerate(model.criteria):
            text = f"={cell(names.ranking, place, 3 + c)}*{cell(names.criteria, 1 + c, 2, fixed=True)}"
            row.append(Formula(text, criterion.points[district]))
        yield row


def _criterion_columns() -> list[LiveColumn]:
    return [_column("criterion"), _entry("weight"), _column("share", 1, form=_SHARE)]


def _criteria(model: Model) -> Iterator[Line]:
    last = len(model.criteria)
    for row, criterion in enumerate(model.criteria, start=1):
        share = Formula(formulas.share(row, 1, 1, last), criterion.share)
        yield [criterion.label, criterion.weight, share]


def _indicator_columns() -> list[LiveColumn]:
    words = tuple(say(f"live.direction.{direction}") for direction in ("more", "less"))
    return [
        _column("indicator"),
        _column("criterion"),
        _entry("weight"),
        _column("share", 1, form=_SHARE),
        _entry("direction", *words),
        _column("scale"),
        _entry("low"),
        _entry("high"),
    ]


def _indicators(model: Model, names: Names) -> Iterator[Line]:
    labels = {criterion.key: criterion.label for criterion in model.criteria}
    count = len(model.districts)
    for place, entry in enumerate(model.indicators):
        together = model.of(entry.criterion)
        share = Formula(formulas.share(place + 1, 2, together[0] + 1, together[-1] + 1), entry.share)
        direction = say(f"live.direction.{entry.direction}")
        scale = say(f"live.scale.{entry.normalisation}")
        head: Line = [entry.label, labels[entry.criterion], entry.weight, share, direction, scale]
        yield [*head, *_ends(entry, formulas.column_of(names.values, 1 + place, count))]


def _ends(entry: LiveIndicator, values: str) -> Line:
    """Return the two numbers of a scale: goalposts as given, smallest and largest, or mean and deviation."""
    if entry.normalisation == "goalposts":
        return [entry.low, entry.high]
    if entry.normalisation == "min_max":
        return [Formula(f"=MIN({values})", entry.low), Formula(f"=MAX({values})", entry.high)]
    if entry.normalisation == "z_score":
        return [Formula(f"=AVERAGE({values})", entry.low), Formula(f"=STDEV({values})", entry.high)]
    return [NOTHING, NOTHING]


def _value_columns(model: Model) -> list[LiveColumn]:
    return [
        _column("district"),
        *(LiveColumn(entry.label, entry.decimals, is_input=True) for entry in model.indicators),
        *(LiveColumn(label, decimals) for label, decimals, _ in model.alongside),
    ]


def _values(model: Model) -> Iterator[Line]:
    for i, district in enumerate(model.districts):
        beside = [say("words.not_available_sign") if v[i] is None else v[i] for _, _, v in model.alongside]
        yield [district, *(entry.values[i] for entry in model.indicators), *(b for b in beside if b is not None)]


def _score_columns(model: Model) -> list[LiveColumn]:
    return [_column("district"), *(LiveColumn(entry.label, 1) for entry in model.indicators)]


def _scores(model: Model, names: Names) -> Iterator[Line]:
    count = len(model.districts)
    for row, district in enumerate(model.districts, start=1):
        line: Line = [Formula(f"={cell(names.values, row, 0)}", district)]
        for place, entry in enumerate(model.indicators):
            text = formulas.score(entry.normalisation, names, row, place, count)
            line.append(Formula(text, entry.scores[row - 1]))
        yield line


def _result_columns(model: Model) -> list[LiveColumn]:
    criteria = (LiveColumn(criterion.label, 1) for criterion in model.criteria)
    return [_column("district"), *criteria, _column("fit", 1), _column("rank", 0), _column("order", 0)]


def _results(model: Model, names: Names) -> Iterator[Line]:
    """Yield criteria, fit, rank and place in the sheet for each district as it stands among the raw values."""
    count, criteria = len(model.districts), len(model.criteria)
    place = {district: position for position, district in enumerate(_order(model), start=1)}
    for row, district in enumerate(model.districts, start=1):
        line: Line = [Formula(f"={cell(names.values, row, 0)}", district)]
        for criterion in model.criteria:
            parts = [
                (cell(names.scores, row, 1 + i), cell(names.indicators, 1 + i, 3, fixed=True))
                for i in model.of(criterion.key)
            ]
            line.append(Formula(f"={formulas.mean(model.within, parts)}", criterion.scores[row - 1]))
        own = [(cell("", row, 1 + c), cell(names.criteria, 1 + c, 2, fixed=True)) for c in range(criteria)]
        fit = formulas.rounded(formulas.mean(model.between, own))
        line.append(Formula(f"={fit}", round(model.fit[row - 1], formulas.DIGITS)))
        line.append(Formula(formulas.rank(model.ties, row, criteria + 1, count), model.rank[row - 1]))
        line.append(Formula(formulas.position(row, criteria + 1, count), place[row - 1]))
        yield line
