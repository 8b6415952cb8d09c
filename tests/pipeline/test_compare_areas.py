"""``compare-areas``: which file is meant, what a report says."""

from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.errors import DataFindingError, StudyError
from districtanalysis.pipeline.compare_areas import chapter, run
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study

FOLDER = raw_folder() / "heidenheim"


def test_without_a_file_the_shipped_example_is_shown_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run(None)
    assert "vergleichsgebiete.toml" in outcome.messages[0]
    with pytest.raises(StudyError, match="areas"):
        run(None, may_fall_back=False)


def test_a_study_that_names_its_areas(tmp_path: Path) -> None:
    for name in ("vergleichsgebiete.toml", "migrationshintergrund_zensus2011.csv", "layouts/zensus.toml"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((FOLDER / name).read_bytes())
    main = (FOLDER / "vergleichsgebiete.toml").read_text(encoding="utf-8").split("# Vom kleinsten")[0]
    (tmp_path / "study.toml").write_text(f'{main}\n[instruments]\nareas = "vergleichsgebiete.toml"\n', encoding="utf-8")
    outcome = run(tmp_path, pictures=("png",))
    assert outcome.page is not None
    assert [block.key for block in outcome.page.blocks if hasattr(block, "forms")] == ["shares"]
    study = load_study(tmp_path)
    assert chapter(study, load(study))


def test_a_study_without_areas_has_no_chapter() -> None:
    study = load_study(raw_folder() / "kaiserslautern")
    assert chapter(study, load(study)) == ()


def test_areas_that_do_not_nest_stop_the_command(tmp_path: Path) -> None:
    for name in ("vergleichsgebiete.toml", "migrationshintergrund_zensus2011.csv", "layouts/zensus.toml"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((FOLDER / name).read_bytes().replace(b"30.580;15.170", b"30.580;51.170"))
    with pytest.raises(DataFindingError, match="51\N{NO-BREAK SPACE}170, aber Landkreis Heidenheim nur 31"):
        run(tmp_path / "vergleichsgebiete.toml")
