"""``actor_analysis``: from the sheets of actors and ratings to medians, spread, agreement and quadrants."""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from districtanalysis.domain.actors import ACTORS, ANALYSIS, AXES, RATINGS, Actor, ActorAnalysis, Agreement
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import FormRow, FormTable
from districtanalysis.domain.variables import fold
from districtanalysis.methods.raters import krippendorff_alpha

LOW, HIGH = 1.0, 5.0
_DIGITS = 4


def actor_analysis(tables: Mapping[str, FormTable], *, names: bool = False) -> ActorAnalysis:
    """Return the actors with their ratings; ``names`` says whether outputs may show names.

    An actor stands where the median of its ratings is. The lines are in the middle of the scale (1 to 5 unless the sheet
    says otherwise). What is wrong with the entries stands in the ``findings``.
    """
    heads = tables[ANALYSIS.key].rows
    head = heads[0] if heads else FormRow({}, {}, 0)
    low, high = head.number("low"), head.number("high")
    scale = (LOW if low is None else low, HIGH if high is None else high)
    actors = _actors(tables[ACTORS.key], head.text("keyword"))
    codes = {fold(actor.name): actor.code for actor in actors}
    ratings = _ratings(tables[RATINGS.key], codes, scale)
    frame = _frame(actors, ratings, scale)
    if not names:
        frame = frame.sort_index()  # the order of the list would give the names away
    day = head.values.get("date")
    return ActorAnalysis(
        actors=actors,
        frame=frame,
        agreement=tuple(_agreement(ratings, axis) for axis in AXES),
        scale=scale,
        by={"theme": _by(actors, frame, "themes"), "district": _by(actors, frame, "districts")},
        title=head.text("title"),
        town=head.text("town"),
        date=day if isinstance(day, dt.date) else None,
        note=head.text("note"),
        keyed=bool(head.text("keyword")),
        shown=names,
        findings=(*(f for table in tables.values() for f in table.findings), *_faults(tables, codes, scale, frame)),
        file=tables[ACTORS.key].file,
    )


def pseudonym(name: str, keyword: str = "", *, digits: int = _DIGITS) -> str:
    """Return a code for a name: the same for the same name and keyword, whatever else is in the list.

    Without a keyword whoever guesses a name can compute its code. Source: HMAC (RFC 2104) with SHA-256.

    >>> pseudonym("AWO Oststadt") == pseudonym("awo  oststadt"), len(pseudonym("x"))
    (True, 5)
    """
    digest = hmac.new(keyword.encode(), fold(name).encode(), hashlib.sha256).digest()
    return f"A{int.from_bytes(digest) % 10**digits:0{digits}}"


def quadrant(activity: float, cooperation: float, middle: float) -> str:
    """Return the side of both lines that an actor stands on.

    >>> quadrant(5, 1, 3), quadrant(3, 5, 3), quadrant(float("nan"), 1, 3)
    ('active_alone', 'between', 'unrated')
    """
    if np.isnan(activity) or np.isnan(cooperation):
        return "unrated"
    if middle in {activity, cooperation}:
        return "between"
    return f"{'active' if activity > middle else 'quiet'}_{'cooperating' if cooperation > middle else 'alone'}"


def _actors(table: FormTable, keyword: str) -> tuple[Actor, ...]:
    """Return the actors; a code that two names would share gets more digits, whatever their order."""
    rows = {fold(row.text("name")): row for row in table.rows if row.text("name")}
    given = {row.text("code") for row in rows.values()} - {""}
    length = _DIGITS
    while True:
        codes = {
            key: row.text("code") or pseudonym(row.text("name"), keyword, digits=length) for key, row in rows.items()
        }
        made = [code for key, code in codes.items() if not rows[key].text("code")]
        if len(set(made)) == len(made) and not given & set(made):
            break
        length += 1
    return tuple(
        Actor(row.text("name"), codes[key], row.text("kind"), row.entries("themes"), row.entries("districts"))
        for key, row in rows.items()
    )


def _ratings(table: FormTable, codes: Mapping[str, str], scale: tuple[float, float]) -> pd.DataFrame:
    """Return the ratings that can be used: code, rater, and a value per axis (NaN where none)."""
    rows = []
    for row in table.rows:
        code = codes.get(fold(row.text("actor")))
        if code is not None and row.text("rater"):
            values = [row.number(axis) for axis in AXES]
            usable = [v if v is not None and scale[0] <= v <= scale[1] else float("nan") for v in values]
            rows.append((code, fold(row.text("rater")), *usable))
    return pd.DataFrame(rows, columns=["code", "rater", *AXES]).drop_duplicates(["code", "rater"])


def _frame(actors: Sequence[Actor], ratings: pd.DataFrame, scale: tuple[float, float]) -> pd.DataFrame:
    middle = sum(scale) / 2
    frame = pd.DataFrame(
        {"name": [actor.name for actor in actors], "kind": [actor.kind for actor in actors]},
        index=pd.Index([actor.code for actor in actors], name="code"),
    )
    rated = ratings.dropna(subset=list(AXES), how="all").groupby("code")
    frame["raters"] = rated.size().reindex(frame.index, fill_value=0).astype(int)
    for axis in AXES:
        values = ratings.groupby("code")[axis]
        found = {axis: values.median(), f"{axis}_low": values.min(), f"{axis}_high": values.max()}
        for name, column in found.items():
            frame[name] = column.astype(float).reindex(frame.index)
    pairs = zip(frame["activity"], frame["cooperation"], strict=True)
    frame["quadrant"] = [quadrant(float(a), float(c), middle) for a, c in pairs]
    sides = [(frame[f"{axis}_low"] < middle) & (frame[f"{axis}_high"] > middle) for axis in AXES]
    frame["divided"] = sides[0] | sides[1]
    return frame


def _agreement(ratings: pd.DataFrame, axis: str) -> Agreement:
    if ratings.empty:
        return Agreement(axis, float("nan"), 0, 0)
    wide = ratings.pivot_table(index="code", columns="rater", values=axis, aggfunc="first", observed=True)
    several = int((wide.notna().sum(axis=1) >= 2).sum())
    return Agreement(axis, krippendorff_alpha(wide.to_numpy(np.float64)), several, wide.shape[1])


def _by(actors: Sequence[Actor], frame: pd.DataFrame, attribute: str) -> pd.DataFrame:
    """Return one row per theme or district: actors, those of each quadrant, and the median of their medians.

    An actor of several themes counts in each.
    """
    members: dict[str, list[str]] = {}
    for actor in actors:
        for entry in getattr(actor, attribute):
            members.setdefault(entry, []).append(actor.code)
    rows = []
    for entry in sorted(members, key=fold):
        part = frame.loc[members[entry]]
        counts = part["quadrant"].value_counts()
        rows.append(
            {
                "entry": entry,
                "actors": len(part),
                **{
                    key: int(counts.get(key, 0))
                    for key in ("active_cooperating", "active_alone", "quiet_cooperating", "quiet_alone", "between")
                },
                "activity": float(part["activity"].median()),
                "cooperation": float(part["cooperation"].median()),
            }
        )
    return pd.DataFrame(rows)


def _faults(
    tables: Mapping[str, FormTable], codes: Mapping[str, str], scale: tuple[float, float], frame: pd.DataFrame
) -> Iterator[Finding]:
    actors, ratings, heads = tables[ACTORS.key], tables[RATINGS.key], tables[ANALYSIS.key]
    if heads.rows and scale[0] >= scale[1]:
        yield heads.finding("survey_scale_ends", heads.rows[0], "low", low=scale[0], high=scale[1])
    yield from _twice(actors)
    seen: dict[tuple[str, str], FormRow] = {}
    for row in ratings.rows:
        name, rater = fold(row.text("actor")), fold(row.text("rater"))
        if not name or not rater:
            continue
        if name not in codes:
            near = difflib.get_close_matches(name, codes, n=1)
            hint = next((r.text("name") for r in actors.rows if near and fold(r.text("name")) == near[0]), "–")
            yield ratings.finding("rating_unknown_actor", row, "actor", name=row.text("actor"), near=hint)
        if (name, rater) in seen:
            other = seen[name, rater].cells.get("actor", "")
            yield ratings.finding(
                "rating_twice", row, "actor", name=row.text("actor"), rater=row.text("rater"), other=other
            )
        seen.setdefault((name, rater), row)
        for axis in AXES:
            value = row.number(axis)
            if value is not None and not scale[0] <= value <= scale[1]:
                yield ratings.finding(
                    "form_number_between",
                    row,
                    axis,
                    column=RATINGS.heading(axis),
                    text=value,
                    low=scale[0],
                    high=scale[1],
                )
    for row in actors.rows:
        if row.text("name") and frame.loc[codes[fold(row.text("name"))], "raters"] == 0:
            yield actors.finding("actor_unrated", row, "name", warning=True, name=row.text("name"))


def _twice(actors: FormTable) -> Iterator[Finding]:
    for key, rule in (("name", "actor_twice"), ("code", "actor_code_twice")):
        seen: dict[str, FormRow] = {}
        for row in actors.rows:
            entry = fold(row.text(key))
            if entry and entry in seen:
                yield actors.finding(rule, row, key, name=row.text(key), other=seen[entry].cells.get(key, ""))
            seen.setdefault(entry, row)
