from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import districtanalysis as da

# The public names. A change here is a change of the interface: say so in CHANGELOG.md.
NAMES = [
    "Assumptions",
    "Change",
    "ChangeOptions",
    "DistrictData",
    "Finding",
    "IndicatorTable",
    "Observations",
    "Ranking",
    "Robustness",
    "Sensitivity",
    "Study",
    "TypeModel",
    "TypesOptions",
    "Typology",
    "WeightDraws",
    "__version__",
    "ahp",
    "change",
    "check",
    "coherence",
    "compare_areas",
    "compare_recipes",
    "compute_indicators",
    "data_request",
    "errors",
    "explain",
    "form_types",
    "from_frame",
    "inspect_file",
    "load",
    "load_actors",
    "load_decisions",
    "load_goals",
    "load_offers",
    "load_participation",
    "load_study",
    "load_survey",
    "monitor",
    "monitor_goals",
    "origins",
    "plot",
    "printed",
    "profile",
    "rank",
    "read_table",
    "robustness",
    "roll_up",
    "sensitivity",
    "set_language",
    "similar_districts",
]


def test_the_list_of_public_names_is_this_one() -> None:
    assert sorted(da.__all__) == NAMES
    assert dir(da) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(da, name)
    assert name.startswith("__") or value.__doc__


def test_functions_and_classes_know_their_public_name() -> None:
    named = {name: getattr(da, name) for name in NAMES if name not in {"__version__", "errors", "plot"}}
    assert {name: value.__name__ for name, value in named.items()} == {name: name for name in named}


def test_no_public_name_hides_a_sub_package() -> None:
    rooms = {module.name for module in pkgutil.iter_modules(da.__path__)}
    assert set(NAMES) & rooms == {"errors"}
    assert da.errors is import_module("districtanalysis.errors")


def test_a_public_name_wins_whatever_was_imported_before() -> None:
    imports = "import districtanalysis.scoring.ranking, districtanalysis.checks.run, districtanalysis.pipeline.explain"
    code = (
        f"{imports}; import districtanalysis as da; print(callable(da.rank), callable(da.check), callable(da.explain))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"] * 3


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'ranking'"):
        da.ranking  # noqa: B018


def test_all_errors_have_one_parent() -> None:
    kinds = [value for value in vars(da.errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    mendable = [kind for kind in kinds if not issubclass(kind, Warning)]
    assert len(mendable) > 5
    assert all(issubclass(kind, da.errors.DistrictAnalysisError) for kind in mendable)


def test_the_version_has_three_parts_and_one_source(project: Path) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", da.__version__)
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["dynamic"] == ["version"]


def test_the_package_says_that_it_is_typed(project: Path) -> None:
    assert (project / "src" / "districtanalysis" / "py.typed").is_file()
