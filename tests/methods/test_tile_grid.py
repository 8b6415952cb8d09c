import shapely

from districtanalysis.methods.tile_grid import in_order, tiles


def test_rows_count_from_the_north_and_tiles_do_not_touch():
    areas = tiles({"north": (1, 1), "south": (1, 2), "east": (2, 1)}, {"north": "N"})
    north, south, east = shapely.get_coordinates(shapely.centroid(areas.shapes)).tolist()
    assert north[1] > south[1]
    assert east[0] > north[0]
    assert not shapely.touches(areas.shapes[0], areas.shapes[1])
    assert areas.schematic
    assert areas.short == {"north": "N"}


def test_unknown_places_fill_rows_in_the_order_of_the_table():
    areas = in_order([str(i) for i in range(542)])
    centres = shapely.get_coordinates(shapely.centroid(areas.shapes))
    assert len(areas) == len(set(map(tuple, centres.round(3).tolist()))) == 542
    assert centres[0, 1] == centres[:, 1].max()
    width, height = centres.max(axis=0) - centres.min(axis=0)
    assert 1 < width / height < 2.5
