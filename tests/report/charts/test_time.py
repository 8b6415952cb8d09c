import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.pictured import Course
from districtanalysis.errors import MethodError
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.time import time_series


def title(ax):
    return caption_of(ax).title.replace("\N{NO-BREAK SPACE}", " ")


DATES = ["2010-12-31", "2011-12-31", "2012-12-31", "2014-12-31"]
FRAME = pd.DataFrame({"Ost": [100.0, 110.0, 90.0, 95.0], "West": [50.0, np.nan, 60.0, 61.0]}, index=DATES)


def drawn(ax, names=2):
    return [line for line in ax.lines if len(line.get_xdata()) and line.get_marker() == "o"][: 4 * names]


def test_a_line_is_cut_where_the_counting_changed():
    ax = time_series(Course("Einwohner", FRAME, breaks={"2012-12-31": "neuer Zensus"}))
    assert [len(line.get_xdata()) for line in drawn(ax)] == [2, 2, 2, 2]
    caption = caption_of(ax)
    assert "Bruch: neuer Zensus" in [text.get_text() for text in ax.texts]
    assert any(note.startswith("Bruch am 31.12.2012") for note in caption.notes)
    # nothing is said across the break: from 90 to 95
    assert caption.title == "Einwohner: Ost +5 von 2012 bis 2014"


def test_unequal_intervals_have_unequal_lengths():
    x = drawn(time_series(Course("Einwohner", FRAME)))[0].get_xdata()
    np.testing.assert_allclose(np.diff(x), [1, 1, 2], atol=0.01)


def test_a_missing_value_leaves_a_gap_that_is_explained():
    ax = time_series(Course("Einwohner", FRAME))
    assert np.isnan(drawn(ax)[1].get_ydata()).sum() == 1
    assert any("Lücken" in note for note in caption_of(ax).notes)
    assert caption_of(ax).table.rows[1] == ("31.12.2011", 110.0, None)


def test_lines_are_named_at_their_ends_and_differ_in_more_than_colour():
    ax = time_series(Course("Einwohner", FRAME))
    names = [text for text in ax.texts if text.get_text() in {"Ost", "West"}]
    assert len(names) == 2
    assert len({line.get_linestyle() for line in drawn(ax)}) == 2


def test_ends_that_lie_together_are_moved_apart():
    frame = pd.DataFrame({name: [1.0, 2.0] for name in "ABC"}, index=DATES[:2])
    ax = time_series(Course("x", frame))
    heights = sorted(text.xy[1] for text in ax.texts if text.get_text() in {"A", "B", "C"})
    assert len(set(np.round(heights, 6))) == 3


def test_many_areas_are_a_bundle():
    frame = pd.DataFrame(np.arange(1084.0).reshape(2, 542), index=DATES[:2], columns=[f"D{i}" for i in range(542)])
    ax = time_series(Course("Einwohner", frame))
    assert title(ax) == "Einwohner 2010–2011: Zunahme in 542, Abnahme in 0 von 542 Gebieten"
    assert not [text for text in ax.texts if text.get_text() == "D0"]


def test_many_areas_are_counted_by_where_they_went():
    # 13 areas from 10 to 11, two from 10 to 9, one as it was
    frame = pd.DataFrame({f"G{i}": [10.0, 11.0] for i in range(13)}, index=["2005-12-31", "2012-12-31"])
    frame = frame.assign(a=[10.0, 9.0], b=[10.0, 9.0], c=[10.0, 10.0])
    caption = caption_of(time_series(Course("Einwohner", frame, "Einwohner")))
    assert caption.title == "Einwohner 2005–2012: Zunahme in 13, Abnahme in 2 von 16 Gebieten"
    assert caption.subtitle.count("Einwohner") == 1
    one = caption_of(time_series(Course("Einwohner", frame, breaks={"2012-01-01": "Zensus"})))
    assert one.title == "Einwohner in 16 Gebieten"  # nothing is said across a break


def test_an_area_without_values_has_no_name_and_no_value_at_all_is_refused():
    frame = FRAME.assign(Nord=np.nan)
    ax = time_series(Course("Einwohner", frame))
    assert {text.get_text() for text in ax.texts} & {"Ost", "West", "Nord"} == {"Ost", "West"}
    with pytest.raises(MethodError, match="Kein Wert"):
        time_series(Course("Einwohner", frame[["Nord"]]))
