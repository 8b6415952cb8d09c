import pandas as pd

from districtanalysis.domain.pictured import Places
from districtanalysis.report.caption import caption_of
from districtanalysis.report.maps.places import facility_map


def test_facilities_are_counted_where_they_lie(board, table, texts):
    x, y = 500_000, 5_400_000
    rows = [(x + 500, y + 500, "Kita"), (x + 600, y + 500, "Kita"), (x + 1500, y + 500, "Schule"), (0, 0, "Schule")]
    frame = pd.DataFrame(rows, columns=["x", "y", "kind"])
    ax = facility_map(Places("Einrichtungen", frame), names=table.names, areas=board)
    caption = caption_of(ax)
    assert caption.title == "4 Einrichtungen in 2 von 4 Stadtteilen"
    assert caption.table.rows[:2] == (("Ost", 2, 0), ("West", 0, 1))
    assert "Punkte außerhalb aller Flächen: 1." in caption.notes
    assert {"Kita (2)", "Schule (2)"} <= set(texts(ax))
    markers = {line.get_marker() for line in ax.lines if len(line.get_xdata()) == 2 and line.get_zorder() == 6}
    assert markers == {"o", "s"}  # told apart by shape


def test_ids_name_the_districts_where_nothing_else_does(board):
    frame = pd.DataFrame({"x": [500_500.0], "y": [5_400_500.0], "kind": ["Kita"]})
    from districtanalysis.report.maps.ground import on_map

    areas, _ = on_map(board, list("abcd"))
    caption = caption_of(facility_map(Places("Einrichtungen", frame), areas=areas))
    assert caption.table.rows[0] == ("a", 1)
