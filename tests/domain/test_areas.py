import numpy as np

from districtanalysis.domain.areas import Areas


def test_areas_are_as_many_as_their_ids():
    areas = Areas(("a", "b"), np.array([None, None], dtype=object))
    assert len(areas) == 2
    assert not areas.schematic
