"""The page of similar districts in every band and case."""

import pandas as pd

from districtanalysis.domain.similarity import Similarity, band_of
from districtanalysis.language import using
from districtanalysis.report.render import FORMATS, render
from districtanalysis.report.similar_page import reasons_table, similar_page, similar_table


def result(distances=(0.3, 2.0), count=2, centre=(0.2, 0.5, 1.5), **how):
    index = [f"d{i}" for i in range(1, len(distances) + 1)]
    frame = pd.DataFrame(
        {
            "name": [name.upper() for name in index],
            "distance": list(distances),
            "low": [d - 0.1 for d in distances],
            "high": [d + 0.1 for d in distances],
            "among_nearest": 0.5,
            "band": [band_of(d, "z") for d in distances],
        },
        index,
    )
    differences = pd.DataFrame({"x": list(distances), "y": 0.1}, index)
    values = pd.DataFrame({"x": range(len(centre)), "y": 1.0}, [f"d{i}" for i in range(len(centre))]).astype(float)
    to_centre = pd.Series(list(centre), values.index)
    labels = {"x": "Anteil", "y": "Dichte"}
    given = {"draws": 100, "moving": ("Anteil",), **how}
    return Similarity("d0", "D0", frame, differences, values, to_centre, "z", labels, {"x": 1, "y": 0}, count, **given)


def text(page):
    return render(page, "table").decode().replace("\n", " ")


def test_reasons_and_differences():
    rows = reasons_table(result(), 5).rows
    assert rows[0] == ("D1", "Dichte und Anteil", "–")
    assert rows[1] == ("D2", "Dichte", "Anteil: 2,0 statt 0,0")
    assert "span" in [column.key for column in similar_table(result(), 5).columns]
    assert "among" not in [column.key for column in similar_table(result(), 5).columns]
    assert "among" in [column.key for column in similar_table(result(count=1), 1).columns]
    assert "1" in similar_table(result(), 1).note or "weiterer" in similar_table(result(), 1).note


def test_how_typical_the_pilot_is():
    many = tuple(0.1 * i for i in range(12))
    assert "nahe an der Mitte" in text(similar_page(result(centre=many)))
    assert "im mittleren Drittel" in text(similar_page(result(centre=(0.55, *many))))
    assert "Ein Pilot sollte auch typisch sein" in text(similar_page(result(centre=(9.0, *many))))
    assert "kaum zu sagen" in text(similar_page(result()))


def test_what_must_be_said_beside_it():
    page = text(similar_page(result(left_out={"Alter": "missing", "D9": "district"}), origin=2))
    for part in (
        "nur in 2 Indikatoren",
        "beschreiben die Herkunft",
        "Ohne Wert",
        "Mit fehlenden Werten",
        "Spanne: 5 bis 95 %",
    ):
        assert part in page
    assert "Eine Schwankungsspanne ist nicht angegeben" in text(similar_page(result(draws=0)))
    assert "Kein Stadtteil gleicht D0" in text(similar_page(result(distances=(1.2, 2.0))))
    assert "2 weitere sind ebenfalls ähnlich" in text(similar_page(result(distances=(0.1,) * 7, centre=(0.1,) * 8)))


def test_every_format_and_language():
    for language in ("de", "en"):
        with using(language):
            for key in FORMATS:
                assert render(similar_page(result(types={"d1": "Typ"}), origin=1), key), key
