"""Topics of which each person could name several: percent of persons and percent of answers."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import FormTable
from districtanalysis.domain.origins import MultipleAnswers

MINIMUM = 3


def multiple_answers(table: FormTable, *, persons: int | None = None, minimum: int = MINIMUM) -> MultipleAnswers:
    """Return the topics of ``table``, most frequent first.

    One row per person with a list of topics, or one row per topic with its mentions and, in one of the rows, the number of
    persons; ``persons`` overrides it. Percent of persons: mentions / persons x 100; percent of answers: mentions /
    all mentions x 100. Topics with fewer mentions than ``minimum`` are joined.
    """
    findings = list(table.findings)
    if "topics" in {column.key for column in table.form.columns}:
        named = [list(dict.fromkeys(row.entries("topics"))) for row in table.rows]
        counts = pd.Series([topic for topics in named for topic in topics], dtype="str").value_counts().astype(float)
        asked: float = persons if persons is not None else len(table.rows)
    else:
        pairs = {row.text("topic"): row.number("mentions") for row in table.rows if row.text("topic")}
        counts = pd.Series({topic: float("nan") if n is None else n for topic, n in pairs.items()}, dtype="float64")
        stated = [n for row in table.rows if (n := row.number("persons")) is not None]
        asked = persons if persons is not None else stated[0] if stated else float("nan")
        findings += list(_too_many(table, asked))
    frame, joined = _joined(counts, minimum)
    mentions = float(counts.sum())
    frame["of_persons"] = 100 * frame["mentions"] / (asked if asked > 0 else float("nan"))
    frame.loc[frame["topic"] == "", "of_persons"] = float("nan")  # who named two of them would count twice
    frame["of_mentions"] = 100 * frame["mentions"] / (mentions if mentions > 0 else float("nan"))
    return MultipleAnswers(frame, float(asked), mentions, minimum, joined, table.file, tuple(findings))


def _joined(counts: pd.Series, minimum: int) -> tuple[pd.DataFrame, int]:
    """Return topics and mentions, the small ones as one; one small topic takes the next larger one with it."""
    ordered = counts.loc[
        sorted(counts.index, key=lambda name: (-(counts[name] if counts[name] == counts[name] else -1), str(name)))
    ]
    small = ordered[(ordered > 0) & (ordered < minimum)]
    if len(small) == 1 or 0 < small.sum() < minimum:
        larger = ordered[ordered >= minimum]
        small = pd.concat([larger.iloc[-1:], small])
    shown = ordered.drop(small.index)
    rows = [(str(topic), float(n)) for topic, n in shown.items()]
    rows += [("", float(small.sum()))] if len(small) else []
    return pd.DataFrame(rows, columns=["topic", "mentions"]), len(small)


def _too_many(table: FormTable, persons: float) -> Iterable[Finding]:
    for row in table.rows:
        mentions = row.number("mentions")
        if mentions is not None and mentions > persons:
            yield table.finding(
                "mentions_exceed_persons", row, "mentions", topic=row.text("topic"), mentions=mentions, persons=persons
            )
