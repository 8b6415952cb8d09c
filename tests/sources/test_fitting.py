from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.errors import LayoutError, SourceError
from districtanalysis.sources.fitting import fitting_layouts, read_alone


def written(folder: Path, text: str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_with_known_headings_needs_no_layout(tmp_path: Path) -> None:
    read = read_alone(written(tmp_path, "Stadtteil;Einwohner\nOst;100\nWest;200\n"))
    assert read.table.figures.frame["value"].tolist() == [100, 200]
    assert read.source.id == "a"


REGISTER = "ZEIT;RAUMID;E_E;E_EM;E_EW\n201812;01011101;3;1;2\n201812;01011102;7;3;4\n"


def test_the_one_shipped_layout_that_knows_every_heading_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, REGISTER)
    assert fitting_layouts(path) == ["berlin-ewr"]
    read = read_alone(path)
    assert read.layout.name == "berlin-ewr"
    assert read.record.notes[0] == "Gelesen mit der Tabellenbeschreibung „berlin-ewr“, die alle Überschriften kennt."
    assert not any("kennt" in note for note in read_alone(path, "berlin-ewr").record.notes)


def test_a_heading_that_a_layout_does_not_know_is_no_fit(tmp_path: Path) -> None:
    path = written(tmp_path, REGISTER.replace("E_EW", "E_ANDERE"))
    assert fitting_layouts(path) == []
    with pytest.raises(LayoutError):
        read_alone(path)
    assert len(read_alone(path, "berlin-ewr").table.figures) == 4


YEARS = "01 Altstadt,382,407,421,420,419,413\n02 Neustadt,374,355,368,376,380,369\n"


def test_of_several_layouts_that_fit_none_is_guessed(tmp_path: Path) -> None:
    path = written(tmp_path, YEARS)
    assert fitting_layouts(path) == ["flensburg-18-bis-65", "flensburg-ab-65", "flensburg-unter-18"]
    with pytest.raises(SourceError, match="flensburg-18-bis-65, flensburg-ab-65 oder flensburg-unter-18"):
        read_alone(path)


def test_a_layout_may_be_a_file(tmp_path: Path) -> None:
    layout = 'schema_version = 1\nname = "own"\nheader_rows = [1]\nkey = "^ort"\n'
    layout += '[[column]]\nheading = "^leute"\nvariable = "residents"\n'
    own = written(tmp_path, layout, "own.toml")
    table = written(tmp_path, "Ort;Leute\nOst;5\nWest;6\n")
    assert read_alone(table, str(own), id="b").table.figures.frame["source"].tolist() == ["b", "b"]


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nirgends\.csv"):
        read_alone(tmp_path / "nirgends.csv")
