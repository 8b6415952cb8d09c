"""Tables of counts as a study describes them."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from districtanalysis.domain.count_table import BoundaryFile, CountTable, OwnIndicator


def test_defaults() -> None:
    assert CountTable(file="a.csv", district="id").width == 0
    assert OwnIndicator(key="x", label="X", numerator=("a",)).per == 100
    assert BoundaryFile(file="a.geojson", key="id").contiguity == "queen"


def test_unknown_keys_and_empty_sums_are_refused() -> None:
    with pytest.raises(ValidationError):
        CountTable(file="a.csv", district="id", seperator=";")  # type: ignore[call-arg]
    with pytest.raises(ValidationError):
        OwnIndicator(key="x", label="X", numerator=())
