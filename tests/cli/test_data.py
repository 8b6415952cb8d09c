"""``check``, ``indicators``, ``doctor`` pass on what they were given."""

from pathlib import Path

import pytest

from districtanalysis.cli.main import main


def test_check_takes_a_study_and_never_writes_about_another(tmp_path, pipeline):
    calls = pipeline("check")
    assert main(["check", "study.toml"]) == 0
    assert main(["check", "-o", str(tmp_path / "befunde.csv")]) == 0
    assert calls == [
        ((Path("study.toml"),), {"may_fall_back": True}),
        ((None,), {"may_fall_back": False}),
    ]


@pytest.mark.parametrize("name", ["indicators", "doctor"])
def test_commands_without_a_study(capsys, pipeline, name):
    calls = pipeline(name)
    assert main([name, "-f", "md"]) == 0
    assert calls == [((), {})]
    assert capsys.readouterr().out.startswith("# Passung")
