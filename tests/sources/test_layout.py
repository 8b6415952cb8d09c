from __future__ import annotations

import pytest
from pydantic import ValidationError

from districtanalysis.sources.layout import Layout

COLUMN = {"heading": "^einwohner", "variable": "residents"}


def layout(**more: object) -> Layout:
    return Layout.model_validate({"name": "t", "header_rows": [1], "key": "^gebiet", "column": [COLUMN], **more})


def test_one_long_table_or_several() -> None:
    long = {"variable": "facilities", "kind": "^art"}
    assert len(layout(column=[], long=long).long) == 1
    assert len(layout(column=[], long=[long, long]).long) == 2


def test_an_age_alone_is_an_open_band() -> None:
    assert layout(column=[{**COLUMN, "age": [65]}]).column[0].age == (65, -1)


def test_widths_of_keys_from_short_to_long() -> None:
    assert layout(width=[8, 2, 6]).widths == (2, 6, 8)
    assert layout(width=8).widths == (8,)
    assert layout().widths == ()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"long": {"variable": "facilities"}}, "genau eine der Angaben"),
        ({"column": []}, "genau eine der Angaben"),
        ({"header": {"row": "x"}}, "header_rows, header oder headings"),
        ({"header_rows": []}, "header_rows, header oder headings"),
        ({"area": "Stadt"}, "key, area, file_pattern oder"),
        ({"date": {}}, "cell, column, heading oder file"),
        ({"date": {"cell": "A1", "file": True}}, "cell, column, heading oder file"),
        ({"column": [], "long": {}}, "variable"),
    ],
)
def test_what_does_not_fit_together_is_refused(more: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        layout(**more)


def test_names_of_variables_are_rows_too() -> None:
    rule = layout(column=[], long={"variable_column": "^merkmal", "names": {"^ein": "residents"}}).long[0]
    assert [(row.match, row.variable) for row in rule.rules] == [("^ein", "residents")]
    assert rule.name_columns == ("^merkmal",)
