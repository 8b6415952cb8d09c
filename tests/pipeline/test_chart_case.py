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
