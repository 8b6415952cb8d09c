"""Need for action: two axes from indicators that the study names, never one, and never from nationality by default."""

from __future__ import annotations

import numpy as np
import pandas as pd

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.registry import unknown_name
from districtanalysis.domain.study import worded
from districtanalysis.domain.typology import Need, StatusView
from districtanalysis.errors import MethodError, StudyError
from districtanalysis.language import join, say
from districtanalysis.typology.options import Axis, TypesOptions

STEPS = (-1.0, 1.0, 1.5)
STATUSES = ("high", "middle", "low", "very_low")
CHANGES = ("positive", "stable", "negative")


def need(table: IndicatorTable, labels: pd.Series, options: TypesOptions) -> Need | None:
    """Return need and readiness of districts and types, or None where the study names no need indicator.

    ``labels`` holds the type per district. Scores are weighted means of standard scores over these districts
    (ddof 0), raised by ``direction``; a district with a missing value has none. Priority follows need alone,
    1 = greatest; readiness stands beside it. A type's value weighs its districts by residents.
    Raises ``StudyError`` for an unknown indicator, or for nationality and migration without ``begruendung``.
    """
    if options.need is None:
        return None
    declared = (*_declared(table, options.need, "need"), *_declared(table, options.readiness, "readiness"))
    frame = pd.DataFrame({"need": _axis(table, options.need, labels.index)})
    frame["readiness"] = np.nan
    if options.readiness is not None:
        frame["readiness"] = _axis(table, options.readiness, labels.index)
    frame["main"] = _main(table, options.need, labels.index)
    frame["priority"] = frame.groupby(labels)["need"].rank(method="min", ascending=False)
    weights = table.frame[options.population] if options.population in table.frame.columns else None
    types = pd.DataFrame({axis: _by_type(frame[axis], labels, weights) for axis in ("need", "readiness")})
    types["priority"] = types["need"].rank(method="min", ascending=False)
    types["field"] = [_field(row.need, row.readiness) for row in types.itertuples()]
    return Need(frame, types, declared)


def _axis(table: IndicatorTable, axis: Axis, districts: pd.Index) -> pd.Series:
    parts = _parts(table, axis, districts)
    weights = np.array([entry.weight for entry in axis.indicator])
    return parts.mul(weights).sum(axis=1, skipna=False) / weights.sum()


def _parts(table: IndicatorTable, axis: Axis, districts: pd.Index) -> pd.DataFrame:
    """Return the standard scores of each indicator in the direction of the axis (districts x indicators)."""
    columns = {}
    for entry in axis.indicator:
        column = table.frame[entry.key].reindex(districts)
        spread = column.std(ddof=0)
        if not spread > 0:
            raise MethodError(say("typology.axis_constant", indicator=table.label(entry.key)))
        sign = 1.0 if entry.direction == "more" else -1.0
        columns[entry.key] = sign * (column - column.mean()) / spread
    return pd.DataFrame(columns, index=districts)


def _main(table: IndicatorTable, axis: Axis, districts: pd.Index) -> list[str]:
    """Return the indicator that adds most to the score of each district; "" where there is none."""
    parts = _parts(table, axis, districts).mul([entry.weight for entry in axis.indicator])
    return [
        "" if row.isna().any() else table.label(str(row.index[int(np.argmax(row.to_numpy()))]))
        for _, row in parts.iterrows()
    ]


def _declared(table: IndicatorTable, axis: Axis | None, name: str) -> list[str]:
    """Return the sentences that must stand beside the axis; refuse nationality without a written reason."""
    sentences = []
    for entry in axis.indicator if axis is not None else ():
        if entry.key not in table.frame.columns:
            raise StudyError(unknown_name("typology", entry.key, [str(key) for key in table.frame.columns]))
        origin = entry.key in table.indicators and table.indicators[entry.key].describes_origin
        given = worded(entry.begruendung)
        label = table.label(entry.key)
        if origin and not given:
            raise StudyError(say("typology.origin_needs_reason", indicator=label, axis=say(f"typology.axis.{name}")))
        if origin:
            sentences.append(say("typology.origin_scored", indicator=label, reason=given))
    return sentences


def _by_type(scores: pd.Series, labels: pd.Series, weights: pd.Series | None) -> pd.Series:
    found = {}
    for number, members in scores.groupby(labels):
        known = members.dropna()
        if known.empty:
            found[int(number)] = np.nan
        elif weights is None:
            found[int(number)] = float(known.mean())
        else:
            by = weights.reindex(known.index).fillna(0)
            found[int(number)] = float((known * by).sum() / by.sum()) if by.sum() > 0 else float(known.mean())
    return pd.Series(found)


def _field(need_score: float, readiness: float) -> str:
    """Return which of the four fields a type stands in: need and readiness above or below the mean."""
    side = "more" if need_score >= 0 else "less"
    if np.isnan(readiness):
        return f"{side}_unknown"
    return f"{side}_{'more' if readiness >= 0 else 'less'}"


def status_and_dynamics(status: pd.Series, change: pd.Series, *, labels: pd.Series | None = None) -> pd.DataFrame:
    """Return classes of status (very_low .. high) and dynamics (negative, stable, positive), one row per district.

    ``status`` is an axis where high means more need, ``change`` its difference over time; both are
    standardised once more over the districts. Steps at -1, 1 and 1.5 standard deviations, after Berlin's
    Monitoring Soziale Stadtentwicklung; ``labels`` puts the type beside them.

    >>> status_and_dynamics(pd.Series([0.0, 0.0, 6.0]), pd.Series([0.0, 1.0, 2.0]))["status"].tolist()
    ['middle', 'middle', 'low']
    """
    z = (status - status.mean()) / status.std(ddof=0)
    d = (change - change.mean()) / change.std(ddof=0)
    bins = [-np.inf, *STEPS, np.inf]
    frame = pd.DataFrame(
        {
            "status_index": z,
            "status": pd.cut(z, bins, labels=list(STATUSES), ordered=True).astype(object),
            "dynamics_index": d,
            "dynamics": pd.Series(np.select([d < -1, d > 1], ["positive", "negative"], "stable"), d.index).where(
                d.notna()
            ),
        }
    )
    frame["attention"] = (frame["status"] == "very_low") | ((frame["status"] == "low") & (d > 1))
    if labels is not None:
        frame.insert(0, "type", labels.reindex(frame.index))
    return frame


def status_view(table: IndicatorTable, labels: pd.Series, options: TypesOptions) -> StatusView | None:
    """Return status from the axis need and its change from the axis dynamics, or None where the study names none.

    ``labels`` holds the type per district; classes as in ``status_and_dynamics``. Raises what ``need`` raises, for
    the indicators of both axes.
    """
    if options.need is None or options.dynamics is None:
        return None
    notes = (*_declared(table, options.need, "need"), *_declared(table, options.dynamics, "dynamics"))
    axes = pd.DataFrame({key: _axis(table, getattr(options, key), labels.index) for key in ("need", "dynamics")})
    known = axes.dropna()
    found = status_and_dynamics(known["need"], known["dynamics"], labels=labels)
    frame = pd.DataFrame(
        {
            "name": table.names.reindex(known.index),
            "type": found["type"].astype("Int64"),
            "index": found["status_index"],
            "status": found["status"].map({key: say(f"map.status.{key}") for key in STATUSES}),
            "dynamics": found["dynamics"].map({key: say(f"map.dynamics.{key}") for key in CHANGES}),
            "attention": found["attention"],
        }
    )
    named = worded(options.dynamics.label) or join(table.label(entry.key) for entry in options.dynamics.indicator)
    return StatusView(
        frame,
        tuple(say(f"map.status.{key}") for key in STATUSES),
        tuple(say(f"map.dynamics.{key}") for key in CHANGES),
        attention=say("typology.page.attention_label"),
        notes=(say("typology.page.status_own", dynamics=named), *notes),
        without=len(axes) - len(known),
    )
