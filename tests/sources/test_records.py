from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.errors import SourceError
from districtanalysis.sources.records import read_records


def test_json_keeps_the_decimals_that_are_written(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(
        '[{"gebiet": "01", "ew": 12, "anteil": 7.50}, {"gebiet": "02", "ew": null, "neu": true}]', encoding="utf-8"
    )
    grid = read_records(path)
    assert grid.rows == (("gebiet", "ew", "anteil", "neu"), ("01", 12, "7.50", None), ("02", None, None, True))
    assert grid.decimal_sign(2) == "."


def test_records_may_stand_in_an_object(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"title": "x", "data": [{"a": 1}]}), encoding="utf-8")
    assert read_records(path).rows == (("a",), (1,))


@pytest.mark.parametrize(
    ("content", "says"),
    [("{", "JSON"), ("[]", "Liste"), ("3", "Liste"), ('[{"a": [1]}]', "flache"), ("[" * 100_000, "JSON")],
    ids=["cut", "empty", "number", "nested", "deep"],
)
def test_other_json_is_refused(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "t.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=says):
        read_records(path)


def test_parquet_with_missing_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pd.DataFrame({"gebiet": ["01", "02"], "ew": [12.0, np.nan]}).to_parquet(path)
    grid = read_records(path)
    assert grid.rows == (("gebiet", "ew"), ("01", 12.0), ("02", None))
    assert any("parquet" in note for note in grid.notes)


def test_a_damaged_parquet_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1 nothing")
    with pytest.raises(SourceError, match=r"t\.parquet"):
        read_records(path)
