from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.errors import LayoutError, StudyError
from districtanalysis.sources.layout_file import load_layout, shipped_layouts

PLAIN = 'name = "t"\nheader_rows = [1]\nkey = "^gebiet"\n[[column]]\nheading = "^einwohner"\nvariable = "residents"\n'
FAMILIES = (
    "berlin-ewr",
    "berlin-population",
    "berlin-mss",
    "koeln",
    "hamburg",
    "muenchen",
    "flensburg",
    "basel",
    "genesis",
)


@pytest.mark.parametrize("name", shipped_layouts())
def test_every_shipped_layout_is_sound_and_says_what_it_is(name: str) -> None:
    layout = load_layout(name, Path())
    assert layout.name == name
    path = Path(__file__).parents[2] / "src" / "districtanalysis" / "sources" / "layouts" / f"{name}.toml"
    assert path.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_of_tables_has_a_layout(family: str) -> None:
    assert any(name.startswith(family) for name in shipped_layouts())


def test_a_layout_takes_over_what_it_does_not_say(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "own.toml").write_text(
        'extends = "base.toml"\nname = "own"\nheader = { row = "x" }\n', encoding="utf-8"
    )
    own = load_layout("own.toml", tmp_path)
    assert (own.name, own.key, own.header_rows) == ("own", "^gebiet", ())
    assert own.column[0].variable == "residents"


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    import os

    path = tmp_path / "t.toml"
    path.write_text(PLAIN, encoding="utf-8")
    assert load_layout("t.toml", tmp_path).key == "^gebiet"
    path.write_text(PLAIN.replace("^gebiet", "^ort"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert load_layout("t.toml", tmp_path).key == "^ort"


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        ("name = ", LayoutError, "TOML"),
        (PLAIN.replace("^einwohner", "("), LayoutError, "regulärer Ausdruck"),
        (PLAIN.replace('"residents"', '"resident"'), StudyError, "residents"),
        (PLAIN.replace("header_rows", "header_row"), StudyError, "header_rows"),
        ('extends = "t.toml"\n', LayoutError, "im Kreis"),
    ],
)
def test_faults_are_named(tmp_path: Path, content: str, error: type[Exception], says: str) -> None:
    (tmp_path / "t.toml").write_text(content, encoding="utf-8")
    with pytest.raises(error, match=says):
        load_layout("t.toml", tmp_path)


def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="berlin-ewr"):
        load_layout("berlin-ewrs", tmp_path)


def test_one_way_of_naming_the_area_takes_the_place_of_another(tmp_path: Path) -> None:
    assert load_layout("flensburg-profil", tmp_path).area is None
    assert (
        load_layout("flensburg-profil", tmp_path).headings == load_layout("flensburg-profil-stadt", tmp_path).headings
    )
