import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from districtanalysis.domain.display import Column, Table
from districtanalysis.language import using
from districtanalysis.report.caption import Caption, caption_of
from districtanalysis.report.stage import (
    Mark,
    figure_of,
    inches_from,
    label_room,
    new_figure,
    numbers_on,
    plain_figures,
    points,
    quiet_axes,
    room_of,
    stage,
)
from districtanalysis.report.style import our_style

TABLE = Table("t", "", (Column("d", "D"),), ())
LONG = "Ein Befund, der länger ist, als eine Zeile des Blatts breit ist, und deshalb umbrochen werden muss"
LEGEND = [Mark(f"Eintrag Nummer {i}", "#1f5f99") for i in range(9)] + [Mark("Punkt", "#1f5f99", marker="o")]


@pytest.fixture
def sheet():
    with plain_figures(), our_style():
        yield stage(None, Caption("map", LONG, LONG, TABLE, (LONG, LONG)), body=2.0, left=1.0, below=0.3, legend=LEGEND)


def test_the_drawing_has_the_asked_height(sheet):
    wide, high = room_of(sheet)
    assert high == pytest.approx(2.0)
    assert wide == pytest.approx(7.6 - 1.0 - 3 * 0.14)
    assert caption_of(sheet).title == LONG


def test_no_word_leaves_the_sheet_and_none_overlap(sheet):
    renderer = FigureCanvasAgg(sheet.figure).get_renderer()
    boxes = [text.get_window_extent(renderer) for text in sheet.texts]
    page = sheet.figure.bbox
    assert all(page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1 for box in boxes)
    inside = sheet.get_window_extent()
    assert not [text.get_text() for text, box in zip(sheet.texts, boxes, strict=True) if box.overlaps(inside)]
    overlaps = [1 for i, a in enumerate(boxes) for b in boxes[:i] if a.shrunk(0.98, 0.8).overlaps(b.shrunk(0.98, 0.8))]
    assert not overlaps


def test_foreign_axes_are_not_moved():
    figure = Figure(figsize=(6, 4))
    ax = figure.add_subplot()
    before = ax.get_position().bounds
    assert stage(ax, Caption("map", "Kurz", "", TABLE), body=9.0) is ax
    assert ax.get_position().bounds == before


def test_axes_in_part_of_a_figure_know_the_whole():
    figure = Figure(figsize=(8, 4), dpi=100)
    part = figure.subfigures(1, 2)[0]
    ax = part.add_axes((0, 0, 1, 1))
    assert figure_of(ax) is figure
    assert room_of(ax) == pytest.approx((4.0, 4.0))


def test_numbers_keep_the_language_they_were_made_in():
    ax = Figure().add_subplot()
    ax.set_xlim(0, 4000)
    with using("en"):
        numbers_on(ax.xaxis)
    assert ax.xaxis.get_major_formatter()(1500, 0) == "1,500"
    numbers_on(ax.xaxis, 1, absolute=True, suffix=" %")
    assert ax.xaxis.get_major_formatter()(-2.5, 0) == "2,5 %"


def test_quiet_axes_have_lines_in_one_direction():
    ax = Figure().add_subplot()
    quiet_axes(ax, along="y")
    assert not ax.spines["bottom"].get_visible()
    assert ax.spines["left"].get_visible()


def test_lengths():
    assert points(0.5) == 36
    assert label_room(["kurz"]) < label_room(["ein längerer Name"]) <= label_room(["x" * 200]) == pytest.approx(2.72)
    with plain_figures():
        assert new_figure(3, 2).get_size_inches().tolist() == [3, 2]


def test_places_in_inches_follow_a_corner():
    figure = Figure(figsize=(4, 4), dpi=100)
    ax = figure.add_axes((0.5, 0.5, 0.5, 0.5))
    assert inches_from(ax, 0, 1).transform((1, -1)).tolist() == pytest.approx([300, 300])
