"""Answers by hand."""

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.survey import Answers, AnswerSheet, Item, Question


@pytest.fixture
def asked():
    """Return a function that makes the answers to one question: lists of categories, or columns of values."""

    def make(key, rows, kind="single", choices=(), **how):
        items = tuple(Item(name, name) for name in rows) if kind == "scale" else (Item("", key),)
        question = Question(key, how.pop("label", key), kind, items, choices=tuple(choices), **how)
        if kind == "scale":
            table = pd.DataFrame(rows, dtype="float64")
            return Answers(question, table.notna().any(axis=1).to_numpy(), table)
        parts = [[row] if isinstance(row, str) and row else list(row or ()) for row in rows]
        names = list(dict.fromkeys([*choices, *(name for part in parts for name in part)]))
        table = pd.DataFrame([[name in part for name in names] for part in parts], columns=names, dtype=bool)
        return Answers(question, np.array([bool(part) for part in parts], dtype=bool), table)

    return make


@pytest.fixture
def sheet():
    """Return a function that makes a sheet of answers from columns of texts; rows begin in line 2."""

    def make(**columns):
        texts = {name: np.array(values, dtype=object) for name, values in columns.items()}
        numbers = {
            name: np.array([float(v) if str(v).replace(".", "").isdigit() else np.nan for v in values])
            for name, values in columns.items()
        }
        rows = np.arange(2, 2 + len(next(iter(columns.values()), [])))
        return AnswerSheet("a.xlsx", "Antworten", texts, numbers, rows, {name: i for i, name in enumerate(columns, 1)})

    return make
