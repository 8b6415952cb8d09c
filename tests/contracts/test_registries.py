"""Everything registered is documented, has a name in both languages and is named by a test."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from districtanalysis.checks.run import CHECKS
from districtanalysis.domain.indicator import Indicator
from districtanalysis.indicators.catalogue import CATALOGUE
from districtanalysis.language import LANGUAGES, has, using
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.normalise import NORMALISATIONS

TESTS = Path(__file__).resolve().parents[1]
UNIT = re.compile(
    r"\b(percent|per cent|percentage points?|per \d+|0 to \d+|0-\d+|-?1 to 1|standard deviations?|ranks?|points?|years?|persons?"
    r"|residents|code|step|share|shares|scores?|number of|index|ratio|counts?|kinds|wins)\b|%"
)
METHODS = [*NORMALISATIONS.items(), *AGGREGATIONS.items()]


def documented(entry: object) -> str:
    """The docstring of the function behind an entry and of the formulas that it hands over to."""
    function = getattr(entry, "function", None) or getattr(entry, "formula", None) or entry
    assert callable(function), entry
    return "\n".join(filter(None, (inspect.getdoc(function), *map(inspect.getdoc, called(function)))))


def called(function: Callable[..., object]) -> list[Callable[..., object]]:
    code, scope = getattr(function, "__code__", None), getattr(function, "__globals__", {})
    if code is None:
        return []
    homes = [scope, *(vars(scope[name]) for name in code.co_names if inspect.ismodule(scope.get(name)))]
    found = [home[name] for name in code.co_names for home in homes if inspect.isfunction(home.get(name))]
    return [f for f in found if f.__module__.startswith("districtanalysis") and "language" not in f.__module__]


def sources_of(room: str) -> str:
    paths = sorted([*(TESTS / room).rglob("test_*.py"), *(TESTS / "methods").rglob("test_*.py")])
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def assert_worded(*keys: str) -> None:
    for code in LANGUAGES:
        with using(code):
            missing = [key for key in keys if not has(key)]
            assert not missing, f"no text in {code!r}: {missing}"


def test_there_is_something_to_look_at() -> None:
    assert all(len(registry) > 2 for registry in (CATALOGUE, CHECKS, NORMALISATIONS, AGGREGATIONS))


@pytest.mark.parametrize(("key", "indicator"), list(CATALOGUE.items()), ids=list(CATALOGUE))
def test_an_indicator_says_what_it_is(key: str, indicator: Indicator) -> None:
    assert indicator.key == key
    assert indicator.source.strip(), "no source of the definition"
    assert documented(indicator), "no docstring on the formula"
    assert UNIT.search(documented(indicator)), "the docstring names no unit"
    assert_worded(f"indicator.{key}.label", f"indicator.{key}.formula", f"unit.{indicator.unit}")


@pytest.mark.parametrize(("key", "indicator"), list(CATALOGUE.items()), ids=list(CATALOGUE))
def test_the_inputs_of_an_indicator_are_the_arguments_of_its_formula(key: str, indicator: Indicator) -> None:
    parameters = inspect.signature(indicator.formula).parameters.values()
    needed = {p.name for p in parameters if p.default is p.empty and p.kind not in {p.VAR_KEYWORD, p.VAR_POSITIONAL}}
    given = {*indicator.inputs, *indicator.city}
    assert needed <= given
    assert indicator.base in {"", *indicator.inputs}


@pytest.mark.parametrize(("key", "method"), METHODS, ids=[key for key, _ in METHODS])
def test_a_method_says_what_it_returns_and_who_defined_it(key: str, method: object) -> None:
    text = documented(method)
    assert UNIT.search(text), f"{key}: the docstring names no unit"
    assert "Source:" in text, f"{key}: the docstring names no source of the definition"


@pytest.mark.parametrize("registry", [NORMALISATIONS, AGGREGATIONS], ids=lambda registry: registry.name)
def test_every_method_has_a_name_in_both_languages(registry: object) -> None:
    assert_worded(*(f"{registry.name}.{key}.label" for key in registry))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("key", "check"), list(CHECKS.items()), ids=list(CHECKS))
def test_a_check_is_documented_and_worded(key: str, check: object) -> None:
    text = documented(check)
    assert "Unit:" in text, f"{key}: the docstring names no unit"
    assert "Source:" in text, f"{key}: the docstring names no source of the rule"
    assert_worded(*(f"finding.{key}.{part}" for part in ("title", "found", "usual", "remedy")))


@pytest.mark.parametrize(
    ("room", "registry"),
    [("indicators", CATALOGUE), ("checks", CHECKS), ("scoring", NORMALISATIONS), ("scoring", AGGREGATIONS)],
    ids=["indicators", "checks", "normalisations", "aggregations"],
)
def test_a_test_names_every_entry(room: str, registry: object) -> None:
    text = sources_of(room)
    unnamed = [key for key in registry if not re.search(rf"\b{re.escape(key)}\b", text)]  # type: ignore[attr-defined]
    assert not unnamed
