import re

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.datasets.made_city import example_city
from districtanalysis.errors import StudyError
from districtanalysis.pipeline.chart_case import Case


def test_nothing_is_read_before_it_is_needed(tmp_path):
    case = Case(tmp_path / "nirgends")
    assert case.indicators == ()
    with pytest.raises(StudyError):
        _ = case.prepared


def test_a_shipped_town_has_tiles_and_its_first_indicator():
    case = Case(raw_folder() / "heidenheim")
    assert case.areas is not None
    assert case.areas.schematic
    assert case.column() == str(case.table.frame.columns[0])
    assert case.column(1) == ""  # a second one has to be asked for


def test_true_boundaries_come_before_tiles(tmp_path):
    case = Case(example_city(12).write(tmp_path))
    assert case.areas is not None
    assert not case.areas.schematic
    assert len(case.areas) == 12
    assert case.typology.frame.shape[0] == 12


def test_an_unknown_indicator_names_the_nearest():
    case = Case(raw_folder() / "heidenheim", indicators=("foreign_shar",))
    with pytest.raises(StudyError, match="foreign_share"):
        case.column()


def test_boundaries_join_by_the_last_digits_of_their_keys_and_say_so(tmp_path):
    path = example_city(12).write(tmp_path)
    file = path.with_name("grenzen.geojson")
    text = re.sub(r'("id": ")(\d+")', r"\1STGT\2", file.read_text(encoding="utf-8"))
    assert "STGT" in text
    file.write_text(text, encoding="utf-8")
    case = Case(path)
    assert case.polygons is not None
    assert set(case.polygons.ids) == {str(name) for name in case.table.frame.index}
    assert any("über die letzten" in note for note in case.notes)
