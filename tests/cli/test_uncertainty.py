from __future__ import annotations

import json
from pathlib import Path

import pytest

from districtanalysis.cli.main import main


@pytest.mark.parametrize("name", ["sensitivity", "coherence", "compare-recipes", "weights"])
def test_help_is_there_in_both_languages(name: str, capsys: pytest.CaptureFixture[str]):
    for language, word in (("de", "Aufruf"), ("en", "Usage")):
        assert (
            main([name, "--lang", language, "--help"] if name != "weights" else ["--lang", language, name, "--help"])
            == 0
        )
        assert word in capsys.readouterr().out


def test_rank_with_uncertainty_as_json(capsys: pytest.CaptureFixture[str]):
    assert main(["rank", "--uncertainty", "200", "--seed", "3", "-f", "json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert "robustness" in json.dumps(written)


def test_sensitivity_as_table(capsys: pytest.CaptureFixture[str]):
    assert main(["sensitivity", "--draws", "32"]) == 0
    shown = capsys.readouterr().out
    assert "Was würde die Reihenfolge ändern?" in shown
    assert "15,3" in shown


def test_same_call_same_bytes(tmp_path: Path):
    study = ["--lang", "de", "sensitivity", str(_study()), "--draws", "32"]
    outputs = [tmp_path / f"{i}.json" for i in range(2)]
    for path in outputs:
        assert main([*study, "-o", str(path)]) == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def _study() -> Path:
    from districtanalysis.pipeline.locate import locate

    return locate(None).path


def test_coherence_and_compare(capsys: pytest.CaptureFixture[str]):
    assert main(["coherence"]) == 0
    assert "Passen die Indikatoren zusammen?" in capsys.readouterr().out
    assert main(["compare-recipes", "study", "luecken", "-f", "csv"]) == 0
    assert "Oststadt" in capsys.readouterr().out


def test_unknown_recipe_is_an_error(capsys: pytest.CaptureFixture[str]):
    assert main(["compare-recipes", "study", "nothing"]) == 1
    assert "nothing" in capsys.readouterr().err


def test_weights_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "v.csv"
    path.write_text("a;b;3\nb;c;2\na;c;6\n", encoding="utf-8")
    assert main(["weights", "ahp", str(path)]) == 0
    assert "66,7" in capsys.readouterr().out
    assert main(["weights", "ahp", str(tmp_path / "none.csv")]) == 1
    assert "nicht gefunden" in capsys.readouterr().err


def test_weights_alone_lists_its_methods(capsys: pytest.CaptureFixture[str]):
    assert main(["weights"]) == 0
    assert "ahp" in capsys.readouterr().out


def test_zero_draws_are_a_wrong_call():
    assert main(["sensitivity", "--draws", "0"]) == 2
