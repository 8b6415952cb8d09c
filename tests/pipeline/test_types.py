"""From study to page: Kaiserslautern by rules, the made city with priorities, Berlin's planning areas."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from districtanalysis.datasets.made_city import example_city
from districtanalysis.datasets.shipped import town
from districtanalysis.domain.display import Paragraph
from districtanalysis.domain.typology import Typology
from districtanalysis.errors import StudyError
from districtanalysis.language import using
from districtanalysis.pipeline import types
from districtanalysis.pipeline.outcome import Outcome

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_city().write(tmp_path_factory.mktemp("made"))


def _result(outcome: Outcome) -> Typology:
    assert isinstance(outcome.result, Typology)
    return outcome.result


def _texts(outcome: Outcome) -> str:
    assert outcome.page is not None
    return "\n".join(block.text for block in outcome.page.blocks if isinstance(block, Paragraph))


def _table(outcome: Outcome, key: str) -> list[tuple[object, ...]]:
    assert outcome.page is not None
    return list(next(table for table in outcome.page.tables if table.key == key).rows)


def test_kaiserslautern_has_the_types_of_the_field_notes() -> None:
    outcome = types.run(town("kaiserslautern"))
    members = {str(row[1]): set(str(row[-1]).split(", ")) for row in _table(outcome, "types")}
    assert {name: len(found) for name, found in members.items()} == {
        "Ausländeranteil über dem Stadtwert": 4,
        "Ausländeranteil nahe am Stadtwert, unter Jüngeren höher": 3,
        "Ausländeranteil nahe am Stadtwert": 2,
        "Ausländeranteil unter dem Stadtwert, unter Jüngeren höher": 3,
        "Ausländeranteil unter dem Stadtwert": 6,
    }
    frame = _result(outcome).frame
    uncertain = set(frame.loc[frame["uncertain"], "name"].str.partition("/")[0])
    assert uncertain == {"Erzhütten", "Morlautern", "Mölschbach"}
    assert "Unsicher zugeordnet (3)" in _texts(outcome)
    assert frame["reason"].str.contains("Standortquotient").all()


def test_kaiserslautern_gives_no_priority_but_a_sentence() -> None:
    outcome = types.run(town("kaiserslautern"))
    assert _result(outcome).need is None
    assert (
        "Keine Reihung nach Bedarf: Die Studie nennt keinen Bedarfsindikator. "
        "Ausländeranteile beschreiben die Zusammensetzung, nicht den Bedarf." in _texts(outcome)
    )
    assert outcome.page is not None
    assert "need" not in {table.key for table in outcome.page.tables}


def test_the_made_city_has_priorities(made: Path) -> None:
    outcome = types.run(made)
    rows = _table(outcome, "need")
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5]
    need = _result(outcome).need
    assert need is not None
    assert need.types["readiness"].notna().all()
    assert "Keine Reihung" not in _texts(outcome)
    assert "Empfohlen werden 5 Typen" in _texts(outcome)


def test_settings_of_the_command_replace_those_of_the_study(made: Path) -> None:
    assert len(_result(types.run(made, types=3)).types) == 3
    assert _result(types.run(made, method="ward", seed=5)).recipe["seed"] == 5
    with pytest.raises(StudyError, match="k_means"):
        types.run(made, method="kmeans")


@pytest.mark.parametrize("method", ["contiguous_ward", "ward_space"])
def test_spatial_methods_read_the_boundaries_of_the_study(made: Path, method: str) -> None:
    assert _result(types.run(made, method=method, types=4)).model.method == method


def test_many_districts_are_listed_on_request_only(made: Path) -> None:
    outcome, full = types.run(made), types.run(made, districts=True)
    assert outcome.page is not None
    assert full.page is not None
    assert "districts" not in {table.key for table in outcome.page.tables}
    assert len(_table(full, "districts")) == 60
    assert len(_table(outcome, "not_typed")) == 1


def test_a_saved_model_places_another_year(made: Path, tmp_path: Path) -> None:
    model = tmp_path / "modell.json"
    first = _result(types.run(made, model=model))
    outcome = types.apply(model, made, before=made.with_name("study_2019.toml"))
    assert outcome.page is not None
    moved = _table(outcome, "transitions")
    assert sum(int(str(cell)) for row in moved for cell in row[1:]) == 60
    placed = outcome.result
    assert (placed.loc[first.labels.index, "type"] == first.labels).all()  # type: ignore[attr-defined]


def test_earlier_numbers_and_names_are_kept(made: Path) -> None:
    before = made.with_name("study_2019.toml")
    first, later = _result(types.run(before)), _result(types.run(made, earlier=before))
    both = first.labels.index.intersection(later.labels.index)
    assert (first.labels[both] == later.labels[both]).mean() > 0.9


def test_a_model_that_is_missing_or_does_not_fit(made: Path, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="nicht gefunden"):
        types.apply(tmp_path / "fehlt.json", made)
    model = tmp_path / "modell.json"
    types.run(made, model=model)
    with pytest.raises(StudyError, match="in der Tabelle fehlen"):
        types.apply(model, town("kaiserslautern"))


def test_a_study_without_the_block_names_what_it_could_use() -> None:
    with pytest.raises(StudyError, match=r"keinen Abschnitt \[types\].*Ausländeranteil"):
        types.run(town("heidenheim"))


def test_the_page_in_english(made: Path) -> None:
    with using("en"):
        outcome = types.run(made)
    assert outcome.page is not None
    assert outcome.page.title == "Neighbourhood types: Musterstadt"
    assert "5 types are recommended" in _texts(outcome)


def test_json_holds_what_the_page_shows(made: Path) -> None:
    outcome = types.run(made)
    assert outcome.page is not None
    data = json.loads(json.dumps(outcome.page.data, default=list))
    assert data["choice"]["recommended"] == 5
    assert data["model"]["kind"] == "districtanalysis.types"
    assert set(data["need"]) == {"types", "districts", "declared"}


@pytest.fixture
def berlin(tmp_path: Path) -> Path:
    given = os.environ.get("DISTRICTANALYSIS_REFERENCE")
    folder = (Path(given) if given else ROOT.parent / "shared" / "reference") / "berlin"
    if not folder.is_dir():
        pytest.skip("reference data are not there")
    for name in ("ewr", "mss", "boundaries"):
        (tmp_path / name).symlink_to(folder / name)
    shutil.copy(ROOT / "docs" / "berlin-example.toml", tmp_path / "study.toml")
    return tmp_path / "study.toml"


@pytest.mark.slow
def test_the_berlin_example_is_what_the_command_prints(berlin: Path) -> None:
    from districtanalysis.report.render import Style, render

    outcome = types.run(berlin)
    assert outcome.page is not None
    shown = render(outcome.page, "md", Style()).decode("utf-8-sig").strip()
    assert shown in (ROOT / "docs" / "berlin-example.md").read_text(encoding="utf-8")
    # the published classes of 2017: 42 areas very low, 2 low with negative dynamics, 436 with an index
    assert [row[-1] for row in _table(outcome, "status")] == [75, 278, 41, 42, 436]
    assert sum(int(str(row[3])) for row in _table(outcome, "attention")) == 44
    typed = _result(outcome).frame["status"].value_counts()
    # of 447 areas, 438 have at least 300 residents
    assert (typed["typed"], typed["not_typed"]) == (438, 9)


def test_boundaries_join_by_the_last_digits_of_their_keys_and_say_so(tmp_path: Path) -> None:
    path = example_city(20).write(tmp_path)
    file = path.with_name("grenzen.geojson")
    text = re.sub(r'("id": ")(\d+")', r"\1STGT\2", file.read_text(encoding="utf-8"))
    assert "STGT" in text
    file.write_text(text, encoding="utf-8")
    outcome = types.run(path, method="contiguous_ward", types=3)
    assert len(_result(outcome).types) == 3
    assert any("über die letzten" in message for message in outcome.messages)
