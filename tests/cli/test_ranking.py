"""``rank`` and ``explain`` pass on what they were given."""

from pathlib import Path

import pytest

from districtanalysis.cli.main import main


def test_rank_passes_on_every_option(pipeline):
    calls = pipeline("rank")
    options = ["--preset", "luecken", "--recipe", "hdi", "--uncertainty", "1000", "--seed", "0"]
    assert main(["rank", *options, "--weights", "population=1,5; infrastructure=1"]) == 0
    assert calls[0] == (
        (None,),
        {
            "top": None,
            "weights": {"population": 1.5, "infrastructure": 1.0},
            "recipe": "hdi",
            "preset": "luecken",
            "may_fall_back": True,
            "uncertainty": 1000,
            "seed": 0,
            "progress": None,
        },
    )


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
