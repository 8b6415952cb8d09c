import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.pictured import Panels
from districtanalysis.errors import MethodError, StudyError
from districtanalysis.language import using
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.registry import CHARTS
from districtanalysis.report.maps.values import small_multiples, value_map


def test_the_legend_counts_classes_and_tells_what_is_missing_from_what_is_secret(board, table, texts):
    ax = value_map(table, areas=board, k=2, classes="equal_interval")
    said = texts(ax)
    assert {"1,0 bis 1,5 (1)", "über 1,5 bis 2,0 (1)", "kein Wert (1)", "geheim gehalten (1)"} <= set(said)
    hatches = {part.get_hatch() for part in ax.collections if part.get_hatch()}
    assert len(hatches) == 2


def test_the_caption_holds_every_district(board, table):
    caption = caption_of(value_map(table, areas=board, k=2, classes="equal_interval"))
    assert caption.title == "x: von 1 (Ost) bis 2 (West)"
    assert [row[0] for row in caption.table.rows][:2] == ["West", "Ost"]
    assert {row[2] for row in caption.table.rows[2:]} == {"kein Wert", "geheim gehalten"}
    assert "gleich breite Klassen" in caption.subtitle


def test_shapes_without_a_district_are_drawn_as_missing_and_districts_without_a_shape_stay_in_the_table(board, table):
    ax = value_map(table, areas=board.rename(index={"d": "z"}), k=2)
    caption = caption_of(ax)
    assert len(caption.table.rows) == 4
    assert any("Süd" in note or "d." in note for note in caption.notes)


def test_limits_of_ones_own_are_named(board, table, texts):
    ax = value_map(table, areas=board, limits=(1.2, 5.0))
    assert "vorgegebene Klassen" in caption_of(ax).subtitle
    assert any(text.startswith("über 1,2 bis 5,0") for text in texts(ax))


def test_all_equal_and_ties_are_said(board, table):
    table.frame.loc[:, "x"] = 3.0
    caption = caption_of(value_map(table, areas=board))
    assert caption.title == "x: überall 3"
    assert any(note.startswith("1 statt 5 Klassen") for note in caption.notes)


def test_a_single_value_and_none(board, table):
    table.frame.loc["b", "x"] = np.nan
    assert caption_of(value_map(table, areas=board)).title == "x: 1"
    table.frame.loc["a", "x"] = np.nan
    with pytest.raises(MethodError, match="Kein Wert"):
        value_map(table, areas=board)


def test_an_unknown_method_names_the_nearest(board, table):
    with pytest.raises(StudyError, match="quantiles"):
        value_map(table, areas=board, classes="quantil")


def test_small_maps_share_their_classes(board, texts):
    frame = pd.DataFrame({"2019": [1.0, 2.0, 3.0, 4.0], "2024": [5.0, 6.0, 7.0, np.nan]}, index=list("abcd"))
    ax = small_multiples(Panels("Anteil", frame, decimals=0), areas=board, k=2, classes="equal_interval")
    assert len(ax.child_axes) == 2
    assert {"1 bis 4 (4)", "über 4 bis 7 (3)", "kein Wert (1)"} <= set(texts(ax))
    first, second = (
        {tuple(part.get_facecolor()[0]) for part in inner.collections if len(part.get_facecolor())}
        for inner in ax.child_axes
    )
    assert not first & second - {(1.0, 1.0, 1.0, 1.0)}  # all lower values on the left, all higher on the right
    assert caption_of(ax).title == "Anteil: höchster Wert 7 (2024), niedrigster 1 (2019)"


@pytest.mark.parametrize("count", [2, 4, 5])
def test_panels_fill_the_sheet_without_overlap(board, count):
    frame = pd.DataFrame({str(i): [1.0, 2.0, 3.0, i] for i in range(count)}, index=list("abcd"))
    ax = small_multiples(Panels("Anteil", frame), areas=board)
    ax.figure.canvas.draw()
    boxes = [inner.get_window_extent() for inner in ax.child_axes]
    assert not [
        1 for i, a in enumerate(boxes) for b in boxes[:i] if a.shrunk(0.98, 0.98).overlaps(b.shrunk(0.98, 0.98))
    ]


def test_maps_are_worded_in_english_too(board, table, texts):
    with using("en"):
        ax = CHARTS["map"](table, areas=board, k=2, classes="equal_interval")
        assert "no value (1)" in texts(ax)
    assert caption_of(ax).title == "x: from 1 (Ost) to 2 (West)"


def test_titles_of_panels_and_the_legend_keep_their_room(board):
    names = ["Anteil unter 18 Jahren in %", "Geflüchtete in Betreuung je 1 000 Einw.", "Kitas"]
    frame = pd.DataFrame({name: [-93.25, -40.5, -7.75, -1.5] for name in names}, index=list(board.index))
    ax = small_multiples(Panels("x", frame, decimals=2), areas=board)
    ax.figure.canvas.draw()
    boxes = [inner.title.get_window_extent() for inner in ax.child_axes]
    boxes += [inner.get_window_extent() for inner in ax.child_axes]
    assert not [1 for i, a in enumerate(boxes) for b in boxes[:i] if a.shrunk(0.98, 0.9).overlaps(b.shrunk(0.98, 0.9))]
    legend = [text.get_window_extent().y0 for text in ax.texts]
    notes = [text.get_window_extent().y1 for text in ax.figure.texts if "Lage" in text.get_text()]
    assert min(legend) > max(notes, default=0)
