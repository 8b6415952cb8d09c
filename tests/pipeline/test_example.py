from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.errors import OutputError, StudyError
from districtanalysis.pipeline import example, rank


def test_the_example_is_the_shipped_town_and_ranks_like_it(tmp_path: Path):
    outcome = example.run(tmp_path / "neu")
    shipped = raw_folder() / "heidenheim"
    names = sorted(path.relative_to(shipped).as_posix() for path in shipped.rglob("*") if path.is_file())
    assert outcome.page is not None
    assert outcome.page.data["files"] == names
    for name in names:
        assert (tmp_path / "neu" / name).read_bytes() == (shipped / name).read_bytes()
    page = rank.run(tmp_path / "neu" / "study.toml").page
    assert page is not None
    assert page.tables[0].rows[0][1] == "Oststadt"


def test_nothing_is_written_over(tmp_path: Path):
    (tmp_path / "study.toml").write_text("meine", encoding="utf-8")
    with pytest.raises(OutputError, match="gibt es schon"):
        example.run(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["study.toml"]
    example.run(tmp_path, force=True)
    assert (tmp_path / "study.toml").read_text(encoding="utf-8") != "meine"


def test_an_unknown_town_is_refused(tmp_path: Path):
    with pytest.raises(StudyError, match="heidenheim"):
        example.run(tmp_path / "neu", "heidenhiem")
    assert not (tmp_path / "neu").exists()
