"""What a result is made with."""

from __future__ import annotations

import districtanalysis
from districtanalysis.typology.options import TypesOptions
from districtanalysis.typology.recipe import recipe, versions


def test_settings_that_differ_from_the_defaults_and_versions() -> None:
    found = recipe(TypesOptions(seed=4, scaling="robust"))
    assert (found["method"], found["seed"]) == ("k_means", 4)
    assert found["options"] == {"seed": 4, "scaling": "robust"}
    assert versions()["districtanalysis"] == districtanalysis.__version__
