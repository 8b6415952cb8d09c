"""Tables of one town, joined by key and by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.study import Study
from districtanalysis.sources.loader import load

KEYED = 'name = "k"\nheader_rows = [1]\nkey = "^nr"\nname_column = "^ort"\nwidth = 2\n[[column]]\nheading = "^ew"\nvariable = "residents"\n'
NAMED = 'name = "n"\nheader_rows = [1]\nkey = "^ort"\n[[column]]\nheading = "^geb"\nvariable = "births"\n'
LEVELS = """name = "l"
header_rows = [1]
key = "^nr"
name_column = "^ort"
[[level]]
name = "Stadt"
key = "^0$"
[[level]]
name = "Stadtteil"
key = "^[1-9]$"
parent = ["^.*$", "0"]
[[column]]
heading = "^ew"
variable = "residents"
"""


def study(folder: Path, tables: dict[str, tuple[str, str]], **head: object) -> Study:
    sources = []
    for name, (layout, text) in tables.items():
        (folder / f"{name}.toml").write_text(layout, encoding="utf-8")
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        sources.append(
            {"id": name, "file": f"{name}.csv", "layout": f"{name}.toml", "publisher": "", "licence": "", "date": "2020-12-31", "population_concept": "main_residence"}
        )  # fmt: skip
    content = {"schema_version": 1, "study": {"title": "t", "purpose": "p", "city": "c", **head}, "source": sources}
    return Study.model_validate(content).model_copy(update={"folder": folder})


def values(data: DistrictData, variable: str) -> dict[str, float]:
    rows = data.observations.of(variable)
    return dict(zip(rows["district_id"].astype(str), rows["value"], strict=True))


def test_keys_meet_names_of_another_table(tmp_path: Path) -> None:
    tables = {
        "a": (KEYED, "Nr;Ort;Ew\n1;Äußere Stadt;10\n2;Ost;20\n"),
        "b": (NAMED, "Ort;Geb\nOST;2\nAeussere Stadt;1\n"),
    }
    data = load(study(tmp_path, tables))
    assert values(data, "residents") == {"01": 10.0, "02": 20.0}
    assert values(data, "births") == {"02": 2.0, "01": 1.0}
    assert data.districts["name"].to_dict() == {"01": "Äußere Stadt", "02": "Ost"}
    assert {(m.printed, m.district, m.evidence) for m in data.matchings} == {
        ("OST", "02", "case"),
        ("Aeussere Stadt", "01", "spelling"),
    }


def test_names_meet_keys_of_a_later_table_with_the_evidence_shown(tmp_path: Path) -> None:
    tables = {"a": (NAMED, "Ort;Geb\nOst;2\nWest;1\n"), "b": (KEYED, "Nr;Ort;Ew\n1;West;10\n2;Ost;20\n")}
    data = load(study(tmp_path, tables))
    assert values(data, "residents") == {"West": 10.0, "Ost": 20.0}
    assert [(m.printed, m.district, m.evidence) for m in data.matchings] == [
        ("West", "West", "name"),
        ("Ost", "Ost", "name"),
    ]


def test_candidates_and_aliases_decide(tmp_path: Path) -> None:
    tables = {"a": (KEYED, "Nr;Ort;Ew\n1;Alt-Ost;10\n2;West;20\n")}
    data = load(study(tmp_path, tables, candidates=["Ost", "West"], aliases={"Alt-Ost": "Ost"}))
    assert values(data, "residents") == {"Ost": 10.0, "West": 20.0}


def test_a_name_that_stands_twice_is_not_matched_by_name(tmp_path: Path) -> None:
    tables = {
        "a": (KEYED, "Nr;Ort;Ew\n1;Schloßstraße;10\n2;Schloßstraße;20\n"),
        "b": (NAMED, "Ort;Geb\nSchloßstraße;1\n"),
    }
    data = load(study(tmp_path, tables))
    assert values(data, "births") == {"Schloßstraße": 1.0}
    assert list(data.districts.index) == ["01", "02", "Schloßstraße"]


def test_figures_of_the_city_stand_above_the_districts(tmp_path: Path) -> None:
    text = "Nr;Ort;Ew\n0;Stadt;30\n1;Stadt;10\n2;Ost;20\n"
    data = load(study(tmp_path, {"a": (LEVELS, text)}))
    assert list(data.districts.index) == ["1", "2"]
    assert values(data, "residents") == {"1": 10.0, "2": 20.0}
    assert data.above.frame["value"].tolist() == [30.0]
    assert data.areas["level"].to_dict() == {"0": "Stadt", "1": "Stadtteil", "2": "Stadtteil"}
    rolled = data.rolled_up().frame
    assert dict(zip(rolled["district_id"].astype(str), rolled["value"], strict=True)) == {"0": 30.0}


def test_a_source_can_name_the_level_of_its_districts(tmp_path: Path) -> None:
    made = study(tmp_path, {"a": (LEVELS, "Nr;Ort;Ew\n0;Stadt;30\n1;West;10\n")})
    chosen = made.model_copy(update={"source": (made.source[0].model_copy(update={"level": "Stadt"}),)})
    assert values(load(chosen), "residents") == {"0": 30.0}


@pytest.mark.parametrize("second", ["one", "two"])
def test_one_table_and_several_give_the_same_districts(tmp_path: Path, second: str) -> None:
    tables = {"a": (KEYED, "Nr;Ort;Ew\n1;West;10\n2;Ost;20\n")}
    if second == "two":
        tables["b"] = (NAMED, "Ort;Geb\nOst;2\nWest;1\n")
    data = load(study(tmp_path, tables))
    assert data.districts.to_dict() == {
        "name": {"01": "West", "02": "Ost"},
        "level": {"01": "district", "02": "district"},
        "group": {"01": "", "02": ""},
    }
    assert data.names["cell"].tolist()[:2] == ["A2", "A3"]
    assert set(data.names["list"]) == {False}
