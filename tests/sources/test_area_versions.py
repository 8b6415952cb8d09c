from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.domain.study import Study
from districtanalysis.errors import SelectionError, SourceError
from districtanalysis.sources.area_versions import read_crosswalk
from districtanalysis.sources.loader import load

LAYOUT = 'name = "t"\nheader_rows = [1]\nkey = "^nr"\n[[column]]\nheading = "^ew"\nvariable = "residents"\n[[column]]\nheading = "^anteil"\nvariable = "foreign_share_printed"\noptional = true\n'
LINKS = "von;nach;gewicht\na;x;0,25\na;y;0,75\nb;y;1\n"


def study(folder: Path, *, crosswalk: str | None) -> Study:
    (folder / "t.toml").write_text(LAYOUT, encoding="utf-8")
    (folder / "old.csv").write_text("Nr;Ew;Anteil\na;100;5,5\nb;50;6,0\n", encoding="utf-8")
    (folder / "new.csv").write_text("Nr;Ew\nx;30\ny;130\n", encoding="utf-8")
    (folder / "links.csv").write_text(LINKS, encoding="utf-8")
    common = {"layout": "t.toml", "publisher": "", "licence": "", "population_concept": "main_residence"}
    old = {
        "id": "old",
        "file": "old.csv",
        "date": "2020-12-31",
        "area_version": "447",
        "crosswalk": crosswalk,
        **common,
    }
    new = {"id": "new", "file": "new.csv", "date": "2021-12-31", "area_version": "542", **common}
    content = {"schema_version": 1, "study": {"title": "t", "purpose": "p", "city": "c"}, "source": [new, old]}
    return Study.model_validate(content).model_copy(update={"folder": folder})


def test_a_comparison_over_a_break_is_refused_without_a_crosswalk(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"542 \(new\.csv\) und 447 \(old\.csv\)"):
        load(study(tmp_path, crosswalk=None))


def test_with_a_crosswalk_sums_are_preserved_and_the_way_is_kept(tmp_path: Path) -> None:
    """100 x 0.25 = 25 in x; 100 x 0.75 + 50 = 125 in y."""
    data = load(study(tmp_path, crosswalk="links.csv"))
    rows = data.observations.of("residents")
    made = rows[(rows["source"] == "old") & rows["district_id"].isin(["x", "y"])].set_index("district_id")
    assert made["value"].to_dict() == {"x": 25.0, "y": 125.0}
    assert list(data.districts.index) == ["x", "y"]
    assert set(data.observations.of("foreign_share_printed")["district_id"]) == {"a", "b"}
    way = data.observations.lineage.merge(rows, left_on="input_id", right_on="figure_id", suffixes=("", "_old"))
    way = way.merge(made.reset_index(), on="figure_id", suffixes=("_from", "_to"))
    assert sorted(way[["district_id_from", "district_id_to", "weight"]].itertuples(index=False, name=None)) == [
        ("a", "x", 0.25),
        ("a", "y", 0.75),
        ("b", "y", 1.0),
    ]
    assert set(data.wide("residents").index) == {"x", "y"}
    assert any("Umgeschlüsselt" in note for note in data.source("old").notes)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("von;ziel\na;x\n", SourceError, "gewicht"),
        ("from;to;weight\na;x;viel\n", SourceError, "C2"),
        ("alt;neu;anteil\na;x;0,5\n", SelectionError, "a: 0,5"),
    ],
)
def test_a_faulty_crosswalk_is_refused(tmp_path: Path, text: str, error: type[Exception], says: str) -> None:
    path = tmp_path / "links.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=says):
        read_crosswalk(path)
