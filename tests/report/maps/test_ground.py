import numpy as np
import pytest

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.display import Column, Table
from districtanalysis.errors import MethodError
from districtanalysis.methods.tile_grid import tiles
from districtanalysis.report.caption import Caption
from districtanalysis.report.maps.fills import Fill
from districtanalysis.report.maps.ground import _round_length, bounds, draw_map, listed, on_map
from districtanalysis.report.stage import Mark

CAPTION = Caption("map", "Titel", "", Table("map", "", (Column("d", "D"),), ()))
RED_FREE = [Fill("#8fbdd8")] * 4


def test_degrees_are_projected_and_keys_are_text(board):
    areas, notes = on_map(board.to_crs("EPSG:4326"), ["a", "b", "c", "d"])
    assert notes == []
    assert not areas.schematic
    west, south, east, north = bounds(areas)
    assert (east - west) == pytest.approx(2000, rel=1e-3)  # metres again, in the zone of the town
    assert (north - south) == pytest.approx(2000, rel=1e-3)


def test_without_boundaries_every_district_gets_a_tile_and_that_is_said():
    areas, notes = on_map(None, ["a", "b"])
    assert areas.schematic
    assert notes[0].startswith("Schematische Darstellung")
    assert "Reihenfolge der Tabelle" in notes[1]


def test_districts_without_a_shape_are_named(board):
    _, notes = on_map(board, ["a", "b", "z"])
    assert notes == ["Ohne Fläche und daher nicht auf der Karte (1): z."]


def test_boundaries_that_do_not_join_are_refused(board):
    with pytest.raises(MethodError, match=r"Keine der Flächen.*a, b und c"):
        on_map(board, ["01", "02"])


def test_scale_and_north_stand_on_true_boundaries_only(board):
    legend = [Mark("eins", "#8fbdd8")]
    areas, _ = on_map(board, list(board.index))
    true = [text.get_text() for text in draw_map(None, CAPTION, areas, RED_FREE, legend=legend).texts]
    assert "N" in true
    assert "200 m" in true
    made = [
        text.get_text() for text in draw_map(None, CAPTION, tiles({"a": (1, 1)}), RED_FREE[:1], legend=legend).texts
    ]
    assert "N" not in made
    assert not [text for text in made if text.endswith(" m")]


def test_the_scale_bar_is_as_long_as_it_says(board):
    areas, _ = on_map(board, list(board.index))
    ax = draw_map(None, CAPTION, areas, RED_FREE, legend=[])
    bar = next(line for line in ax.lines if line.get_linewidth() == 2.2)
    pixels = np.diff(bar.get_transform().transform(np.column_stack(bar.get_data()))[:, 0])[0]
    metre = np.diff(ax.transData.transform([(0, 0), (200, 0)])[:, 0])[0]
    assert pixels == pytest.approx(metre, rel=1e-6)


@pytest.mark.parametrize(("wanted", "length"), [(430, 200), (999, 500), (1000, 1000), (7300, 5000), (0.5, 0.5)])
def test_scale_bars_have_round_lengths(wanted, length):
    assert _round_length(wanted, 1e9) == pytest.approx(length)


def test_one_unit_is_as_long_in_both_directions(board):
    areas, _ = on_map(board, list(board.index))
    ax = draw_map(None, CAPTION, areas, RED_FREE, legend=[])
    ax.apply_aspect()
    corner, right, up = ax.transData.transform([(0, 0), (1000, 0), (0, 1000)])
    assert right[0] - corner[0] == pytest.approx(up[1] - corner[1], rel=1e-6)


def test_only_notes_that_say_something_stay():
    assert listed(["a", "", "b"]) == ("a", "b")
    assert Areas((), np.array([], dtype=object)).ids == ()
