"""From a study to the file, and every reason why there is none."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from districtanalysis.datasets import town
from districtanalysis.datasets.made_city import example_city
from districtanalysis.errors import OutputError, StudyError
from districtanalysis.pipeline import workshop
from districtanalysis.sources.study_file import load_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    shutil.copytree(town("heidenheim").parent, tmp_path / "heidenheim")
    return tmp_path / "heidenheim" / "study.toml"


def data_of(path: Path) -> dict[str, object]:
    found = re.search(r'id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))  # type: ignore[no-any-return]


def test_the_page_stands_where_it_was_asked_for(study: Path, tmp_path: Path) -> None:
    target = tmp_path / "seite.html"
    outcome = workshop.run(study, output=target)
    assert outcome.result == target
    assert outcome.exit_code == 0
    assert data_of(target)["map"]["schematic"] is True  # type: ignore[index]


def test_without_a_name_it_goes_to_the_reports(study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workshop.run(study)
    assert (tmp_path / "reports" / "heidenheim" / "workshop.html").is_file()
    with pytest.raises(OutputError):
        workshop.run(study)
    workshop.run(study, force=True)


def test_an_existing_file_and_a_missing_folder_are_refused(study: Path, tmp_path: Path) -> None:
    (tmp_path / "da.html").write_text("meins", encoding="utf-8")
    with pytest.raises(OutputError):
        workshop.run(study, output=tmp_path / "da.html")
    assert (tmp_path / "da.html").read_text(encoding="utf-8") == "meins"
    with pytest.raises(OutputError, match="fehlt"):
        workshop.run(study, output=tmp_path / "fehlt" / "seite.html")
    assert not (tmp_path / "fehlt").exists()


def test_without_tiles_there_is_no_map_and_that_is_said(study: Path, tmp_path: Path) -> None:
    study.with_name("tiles.toml").unlink()
    outcome = workshop.run(study, output=tmp_path / "seite.html")
    assert any("Ohne Karte" in message for message in outcome.messages)
    assert data_of(tmp_path / "seite.html")["map"] is None


def test_a_monitor_is_shown_with_its_classes(study: Path, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="unemployed_share"):
        workshop.run(study, recipe="berlin-mss-2017", output=tmp_path / "seite.html")
    assert not (tmp_path / "seite.html").exists()
    study.with_name("eigen.toml").write_text(
        'schema_version = 1\nkind = "monitor"\nname = "eigen"\nlabel = "Eigenes Monitoring"\n'
        '[[index]]\nkey = "i"\nlabel = "Lage"\n[index.classes]\nbreaks = [0]\nlabels = ["unter 0", "ab 0"]\n'
        '[[index.indicator]]\nkey = "foreign_share"\n',
        encoding="utf-8",
    )
    workshop.run(study, recipe="eigen.toml", output=tmp_path / "seite.html")
    data = data_of(tmp_path / "seite.html")
    # shares of 9.5, 19.5 and 30.9 %: the mean of 19.95 lies above the second
    assert data["fixed"]["monitor"]["lead"]["de"] == "Lage: unter 0 2, ab 0 1."  # type: ignore[index]
    assert data["title"]["de"] == "Eigenes Monitoring"  # type: ignore[index]


def test_a_recipe_without_sliders_says_so(study: Path, tmp_path: Path) -> None:
    text = study.read_text(encoding="utf-8").replace('between = "arithmetic"', 'between = "copeland"')
    study.write_text(text, encoding="utf-8")
    workshop.run(study, output=tmp_path / "seite.html")
    assert "Copeland" in data_of(tmp_path / "seite.html")["fixed"]["words"]["de"]  # type: ignore[index]


def test_boundaries_join_or_are_refused(tmp_path: Path) -> None:
    city = example_city(12)
    path = city.write(tmp_path / "stadt")
    study = load_study(path)
    ids = [str(name) for name in city.names.index]
    areas, notes = workshop.areas_for(study, ids, boundaries=path.with_name("grenzen.geojson"), key="id")
    assert areas is not None
    assert not areas.schematic
    assert set(ids) <= set(areas.ids)
    assert not notes
    _, notes = workshop.areas_for(study, [*ids, "zuviel"], boundaries=path.with_name("grenzen.geojson"), key="id")
    assert "zuviel" in " ".join(notes)
    with pytest.raises(StudyError, match="anders"):
        workshop.areas_for(study, ["anders"], boundaries=path.with_name("grenzen.geojson"), key="id")
    with pytest.raises(StudyError, match="key"):
        workshop.areas_for(study, ids, boundaries=path.with_name("grenzen.geojson"))


def test_the_boundaries_of_the_study_come_before_tiles(tmp_path: Path) -> None:
    city = example_city(12)
    path = city.write(tmp_path / "stadt")
    path.with_name("tiles.toml").write_text("schema_version = 1\n[tile]\n", encoding="utf-8")
    areas, _ = workshop.areas_for(load_study(path), [str(name) for name in city.names.index])
    assert areas is not None
    assert not areas.schematic


def test_areas_join_by_the_last_digits_of_their_keys_and_say_so(tmp_path: Path) -> None:
    city = example_city(12)
    path = city.write(tmp_path / "stadt")
    ids = [str(name) for name in city.names.index]
    file = path.with_name("grenzen.geojson")
    text = file.read_text(encoding="utf-8")
    for name in ids:
        text = text.replace(f'"id": "{name}"', f'"id": "STGT{name}"')
    assert "STGT" in text
    file.write_text(text, encoding="utf-8")
    areas, notes = workshop.areas_for(load_study(path), ids)
    assert areas is not None
    assert set(areas.ids) == set(ids)
    assert "12 von 12 Stadtteilen über die letzten" in " ".join(notes)
