from __future__ import annotations

from pathlib import Path

from districtanalysis.domain.count_table import BoundaryFile
from districtanalysis.sources.boundaries import read_boundaries
from districtanalysis.sources.boundary_join import fitted, join_areas
from districtanalysis.sources.reading import read_table


def test_the_keys_of_flensburg_join_on_their_last_two_digits_and_say_so(reference: Path) -> None:
    folder = reference / "flensburg"
    file = "tab_11_sozialversicherungspflichtig_beschaeftigte.csv"
    data = read_table(folder / file, "flensburg-beschaeftigte")
    printed = {name.lstrip("0"): name for name in data.districts.index}  # the table prints 1 to 13
    polygons = read_boundaries(BoundaryFile(file="flensburg_stadtteile.geojson", key="AREA_ID"), folder)
    found = join_areas(printed, polygons.ids)
    assert (found.evidence, len(found.areas), found.digits) == ("last_digits", 13, 2)
    assert found.areas["3"] == "STGT03"
    assert "13 von 13 Stadtteilen über die letzten 2 Ziffern" in found.notes[0]
    assert (found.without_area, found.without_district) == ((), ())
    renamed = fitted(polygons, dict(data.districts["name"]))
    assert set(renamed.ids) == set(data.districts.index)


def test_the_names_of_flensburg_join_too(reference: Path) -> None:
    folder = reference / "flensburg"
    polygons = read_boundaries(BoundaryFile(file="flensburg_stadtteile.geojson", key="AREA_NAME"), folder)
    data = read_table(folder / "tab_9_anteil_migrationshintergrund.csv", "flensburg-migration")
    names = {f"Gebiet {letter}": name for letter, name in zip("abcdefghijklm", data.districts["name"], strict=True)}
    found = join_areas(names, polygons.ids)
    assert (found.evidence, len(found.areas)) == ("name", 13)


def test_keys_as_they_stand_need_no_words() -> None:
    assert join_areas({"01": "A", "02": "B"}, ["02", "01"]).notes == ()


def test_lost_zeros_and_what_is_left_over_on_both_sides() -> None:
    found = join_areas({"7": "", "8": "", "9": ""}, ["007", "008", "010"])
    assert found.evidence == "zeros"
    assert dict(found.areas) == {"7": "007", "8": "008"}
    assert (found.without_area, found.without_district) == (("9",), ("010",))
    assert [note.split(":")[0] for note in found.notes[1:]] == [
        "Ohne Fläche in der Grenzdatei",
        "Flächen ohne Stadtteil in den Tabellen",
    ]


def test_keys_that_fit_twice_or_hardly_at_all_are_no_evidence() -> None:
    assert join_areas({"1": "", "2": ""}, ["A01", "B01", "A02", "B02"]).evidence == ""
    assert join_areas({str(number): "" for number in range(1, 10)}, ["X1", "Y"]).evidence == ""
    assert join_areas({}, ["a"]).without_district == ("a",)
