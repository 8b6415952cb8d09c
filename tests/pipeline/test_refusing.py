"""Errors are told together; anything milder passes."""

import pytest

from districtanalysis.domain.finding import Finding
from districtanalysis.errors import DataFindingError
from districtanalysis.pipeline.refusing import refuse_errors


def test_errors_are_told_together_in_their_order():
    details = {"text": "viele"}
    second = Finding("participation_number", "error", file="b.toml", details=details)
    first = Finding("participation_number", "error", file="a.toml", details=details)
    with pytest.raises(DataFindingError, match=r"(?s)2 Fehler.*a\.toml.*b\.toml"):
        refuse_errors([second, Finding("goal_cycle", "warning"), first])


def test_warnings_pass():
    refuse_errors([Finding("participation_number", "warning"), Finding("participation_number", "info")])
