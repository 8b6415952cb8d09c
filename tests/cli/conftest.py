"""Outcomes of commands that need no data."""

import sys
from types import ModuleType

import pytest

from districtanalysis.domain.display import Column, Page, Paragraph, Table
from districtanalysis.pipeline.outcome import Outcome


@pytest.fixture
def outcome():
    columns = (Column("rank", "Rang", 0), Column("name", "Stadtteil"), Column("fit", "Passung", 1))
    table = Table("ranking", "Rangfolge", columns, ((1, "Oststadt", 81.4815), (2, "Mittelrain", 69.5)))
    return Outcome(Page("Passung", (table, Paragraph("Das Ergebnis unterstützt die Beratung."))), ("Eine Auskunft.",))


@pytest.fixture
def pipeline(monkeypatch, outcome):
    """Replace ``pipeline.<name>.run``; returns what it was called with."""

    def replace(name, result=outcome):
        calls = []

        def run(*args, **kwargs):
            calls.append((args, kwargs))
            if isinstance(result, BaseException):
                raise result
            return result

        stub = ModuleType(f"districtanalysis.pipeline.{name}")
        stub.run = run
        monkeypatch.setitem(sys.modules, stub.__name__, stub)
        monkeypatch.setattr(f"districtanalysis.pipeline.{name}", stub, raising=False)
        return calls

    return replace
