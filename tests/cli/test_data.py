"""``check``, ``indicators``, ``doctor`` pass on what they were given."""

from pathlib import Path

import pytest

from districtanalysis.cli.main import main


def test_check_takes_a_study_and_never_writes_about_another(tmp_path, pipeline):
    calls = pipeline("check")
    assert main(["check", "study.toml"]) == 0
    assert main(["check", "-o", str(tmp_path / "befunde.csv")]) == 0
    usual = {"layouts": (), "mark": None, "may_fall_back": True, "force": False}
    assert calls == [(((Path("study.toml"),),), usual), (((),), {**usual, "may_fall_back": False})]


def test_check_takes_tables_with_layouts_and_a_place_for_marked_copies(pipeline):
    calls = pipeline("check")
    assert main(["check", "a.csv", "b.csv", "--layout", "x", "--layout", "y", "--mark", "neu", "--force"]) == 0
    given = {"layouts": ("x", "y"), "mark": Path("neu"), "may_fall_back": False, "force": True}
    assert calls == [(((Path("a.csv"), Path("b.csv")),), given)]


@pytest.mark.parametrize("name", ["indicators", "doctor"])
def test_commands_without_a_study(capsys, pipeline, name):
    calls = pipeline(name)
    assert main([name, "-f", "md"]) == 0
    assert calls == [((), {})]
    assert capsys.readouterr().out.startswith("# Passung")
