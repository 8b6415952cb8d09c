from __future__ import annotations

from collections.abc import Callable

import pytest

from districtanalysis.domain.registry import Registry, unknown_name
from districtanalysis.errors import StudyError
from districtanalysis.language import using

Method = Callable[[], int]


@pytest.fixture
def methods() -> Registry[Method]:
    registry: Registry[Method] = Registry("aggregations")
    registry.register("arithmetic")(lambda: 1)
    registry.register("geometric")(lambda: 2)
    return registry


def test_entries_stand_in_the_order_of_their_registration(methods: Registry[Method]) -> None:
    assert list(methods) == ["arithmetic", "geometric"]
    assert len(methods) == 2
    assert "geometric" in methods
    assert "median" not in methods
    assert [entry() for _, entry in methods.items()] == [1, 2]


def test_the_decorator_gives_its_object_back(methods: Registry[Method]) -> None:
    def median() -> int:
        return 3

    assert methods.register("median")(median) is median
    assert methods["median"]() == 3


def test_a_key_is_given_once(methods: Registry[Method]) -> None:
    with pytest.raises(ValueError, match="aggregations: 'geometric' is registered already"):
        methods.add("geometric", lambda: 4)


def test_an_unknown_key_names_the_nearest_one(methods: Registry[Method]) -> None:
    with pytest.raises(StudyError, match=r"„geometrik“ ist unbekannt\. Gemeint ist vielleicht „geometric“"):
        _ = methods["geometrik"]


def test_an_unknown_key_that_is_near_to_nothing_names_the_known_ones() -> None:
    text = unknown_name("aggregations", "xyz", ["arithmetic", "geometric"])
    assert text == "Zusammenfassung „xyz“ ist unbekannt. Bekannt sind: arithmetic und geometric."


def test_a_kind_that_nobody_worded_is_left_out() -> None:
    assert unknown_name("shapes", "kreis", ["kreise"]) == (
        "Unbekannt: „kreis“. Gemeint ist vielleicht „kreise“. Bekannt sind: kreise."
    )
    with using("en"):
        assert unknown_name("shapes", "x", ["circle"]) == "Unknown: “x”. Known are: circle."
