"""``rank`` and ``explain`` pass on what they were given."""

from pathlib import Path

import pytest

from districtanalysis.cli.main import main
from districtanalysis.domain.study import Uncertainty
from districtanalysis.pipeline.robustness import Draws


def test_rank_passes_on_every_option(pipeline):
    calls = pipeline("rank")
    options = ["--preset", "luecken", "--recipe", "hdi", "--uncertainty", "1000", "--seed", "0"]
    varied = ["--vary", "weights,normalisation=min_max+z_score", "--weight-draws", "around=50"]
    assert main(["rank", *options, *varied, "--weights", "population=1,5; infrastructure=1"]) == 0
    vary = Uncertainty(
        vary=("weights", "normalisation"), normalisation=("min_max", "z_score"), weights="around", concentration=50
    )
    assert calls[0] == (
        (None,),
        {
            "top": None,
            "weights": {"population": 1.5, "infrastructure": 1.0},
            "recipe": "hdi",
            "preset": "luecken",
            "may_fall_back": True,
            "uncertainty": Draws(1000, vary, 0, None),
        },
    )


def test_nothing_is_drawn_where_nothing_was_asked_for(pipeline):
    calls = pipeline("rank")
    assert main(["rank"]) == 0
    assert calls[0][1]["uncertainty"] is None


def test_what_to_vary_needs_draws(capsys):
    assert main(["rank", "--vary", "all"]) == 2
    assert "--uncertainty 10000" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["Oststadt"], (None, "Oststadt", None)),
        (["Oststadt", "foreign_share", "--study", "a.toml"], (Path("a.toml"), "Oststadt", "foreign_share")),
    ],
)
def test_explain_names_district_and_indicator(pipeline, arguments, expected):
    calls = pipeline("explain")
    assert main(["explain", *arguments]) == 0
    assert calls[0][0] == expected
