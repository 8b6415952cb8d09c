import json

import pytest

from districtanalysis.cli import varying
from districtanalysis.cli.main import main
from districtanalysis.cli.types import Fault
from districtanalysis.cli.varying import Vary, WeightDraws
from districtanalysis.scoring.varied import ASSUMPTIONS


def test_the_command_line_knows_the_assumptions_of_the_library():
    assert varying.ASSUMPTIONS == ASSUMPTIONS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("weights", {"vary": ("weights",)}),
        (" weights , weights,noise=beta", {"vary": ("weights", "noise"), "noise": "beta"}),
        ("all,aggregation=arithmetic+geometric", {"vary": "all", "aggregation": ("arithmetic", "geometric")}),
        ("missing = impute_median + impute_nearest", {"vary": ("missing",), "missing": ("impute_median", "impute_nearest")}),
    ],
)  # fmt: skip
def test_names_with_their_settings(text: str, expected: dict):
    assert Vary().convert(text, None, None) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gewichte", "Bekannt sind: weights"),
        ("", "Bekannt sind: weights"),
        ("weights,,noise", "Bekannt sind: weights"),
        ("normalisation=", "Bekannt sind: weights"),
        ("weights=all", "weights hat keine Einstellungen"),
        ("noise=gamma", "binomial oder beta"),
    ],
)
def test_names_that_mean_nothing_are_refused(text: str, message: str):
    with pytest.raises(Fault, match=message):
        Vary().convert(text, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all", {"weights": "all"}),
        ("around", {"weights": "around"}),
        ("around = 50", {"weights": "around", "concentration": 50.0}),
        ("spread=12,5", {"weights": "spread", "spread": 0.125}),
        ("a=20-60,b=0.5–1", {"weights": "ranges", "ranges": {"a": (20.0, 60.0), "b": (0.5, 1.0)}}),
        ("a=20..60; b=1,5-2", {"weights": "ranges", "ranges": {"a": (20.0, 60.0), "b": (1.5, 2.0)}}),
        ("a, b=c, d", {"weights": "order", "order": ("a", ("b", "c"), "d")}),
        ("a > b", {"weights": "order", "order": ("a", "b")}),
    ],
)
def test_ways_to_draw_weights(text: str, expected: dict):
    assert WeightDraws().convert(text, None, None) == expected


@pytest.mark.parametrize("text", ["", "alle", "all=3", "around=x", "a=20", "a=20-60,a=1-2", "a>", ">b", "a=60-"])
def test_other_ways_are_refused_with_an_example(text: str):
    with pytest.raises(Fault, match="population,infrastructure"):
        WeightDraws().convert(text, None, None)


def test_everything_can_be_varied_from_the_command_line(capsys):
    assert main(["rank", "--uncertainty", "300", "--vary", "all", "-f", "json"]) == 0
    written = json.loads(capsys.readouterr().out)["robustness"]
    assert set(written["varied"]) == {
        "criteria_weights", "indicator_weights", "normalisation", "aggregation", "treatment", "noise",
    }  # fmt: skip
    assert set(written["held"]) == {"within", "missing", "direction", "indicators"}
    assert any("1–100" in step for step in written["steps"])


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--vary", "weights=2"], 2, "keine Einstellungen"),
        (["--weight-draws", "irgendwie"], 2, "population,infrastructure"),
        (["--weight-draws", "population,infrastructure"], 1, "sustainability"),
        (["--weight-draws", "population=60-20,infrastructure=1-2,sustainability=1-2"], 1, "population"),
        (["--vary", "normalisation=minmax"], 1, "„min_max“"),
        (["--vary", "missing=leave_out_district+impute_median"], 1, "ändert die Zahl"),
        (["--vary", "treatment=none+log,noise"], 1, "Logarithmus"),
        (["--recipe", "berlin-mss-2017"], 1, "--uncertainty"),
    ],
)
def test_what_cannot_be_drawn_is_one_message(options: list[str], code: int, message: str, capsys):
    assert main(["rank", "--uncertainty", "50", *options]) == code
    out, err = capsys.readouterr()
    assert message in err
    assert "Traceback" not in err
    assert out == ""
