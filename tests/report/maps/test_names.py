import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.display import Column, Table
from districtanalysis.methods.tile_grid import tiles
from districtanalysis.report.caption import Caption
from districtanalysis.report.maps.fills import Fill
from districtanalysis.report.maps.ground import draw_map, on_map

CAPTION = Caption("map", "Titel", "", Table("map", "", (Column("d", "D"),), ()))
LONG = "Mergelstetten-Reutenen mit Hinterer Siedlung"


def drawn(areas, names, values=None):
    return draw_map(None, CAPTION, areas, [Fill("#08294a")] * len(areas), legend=[], names=names, values=values)


def test_a_name_stands_inside_its_shape_in_readable_ink(board):
    areas, _ = on_map(board, list(board.index))
    ax = drawn(areas, {"a": "Ost"}, {"a": "12,3"})
    text = next(entry for entry in ax.texts if entry.get_text() == "Ost\n12,3")
    assert shapely.contains_xy(board.geometry["a"], *text.get_position())
    assert text.get_color() == "#ffffff"


def test_a_name_that_does_not_fit_is_led_out_and_all_stays_on_the_sheet(board):
    shapes = board.geometry.to_numpy().copy()
    thin = shapely.box(500_000, 5_400_000, 500_020, 5_401_000)
    shapes[0] = thin
    ax = drawn(Areas(tuple(board.index), shapes), {"a": LONG})
    text = next(entry for entry in ax.texts if entry.get_text().startswith("Mergelstetten"))
    assert not shapely.contains_xy(thin, *text.get_position())
    assert len([line for line in ax.lines if len(line.get_xdata()) == 2 and line.get_zorder() == 4]) == 1
    renderer = FigureCanvasAgg(ax.figure).get_renderer()
    box, sheet = text.get_window_extent(renderer), ax.figure.bbox
    assert box.x0 >= 0
    assert box.x1 <= sheet.width


def test_nothing_is_led_out_of_tiles():
    ax = drawn(tiles({"a": (1, 1), "b": (2, 1)}), {"a": LONG, "b": "Wasserwerkschrebergartensiedlung"})
    said = [text.get_text() for text in ax.texts]
    assert not [line for line in ax.lines if line.get_zorder() == 4]
    assert any(text.endswith("…") for text in said)


def test_short_names_take_the_place_of_long_ones_and_break_where_they_may():
    ax = drawn(tiles({"a": (1, 1)}, {"a": "Grüben\N{SOFT HYPHEN}tälchen"}), {"a": LONG})
    assert [text.get_text() for text in ax.texts if text.get_text().startswith("Grüben")] in (
        ["Grübentälchen"],
        ["Grüben-\ntälchen"],
    )


def test_beyond_200_districts_there_are_no_names():
    many = tiles({str(i): (i % 30 + 1, i // 30 + 1) for i in range(300)})
    assert "7" not in [text.get_text() for text in drawn(many, {str(i): str(i) for i in range(300)}).texts]
