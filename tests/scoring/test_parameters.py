from dataclasses import replace

import pytest

from districtanalysis.domain.ranking import Plan
from districtanalysis.errors import StudyError
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.normalise import NORMALISATIONS
from districtanalysis.scoring.parameters import checked_parameters, known_parameters

KINDS = {"number", "whole", "numbers", "ties"}


@pytest.mark.parametrize("method", sorted({*NORMALISATIONS, *AGGREGATIONS}))
def test_every_parameter_has_a_kind(method: str):
    assert set(known_parameters(method).values()) <= KINDS


def test_parameters_are_those_of_the_formulas():
    assert known_parameters("categorical") == {"breaks": "numbers", "scores": "numbers"}
    assert known_parameters("exponential_rank") == {"ties": "ties"}
    assert known_parameters("power") == {"exponent": "number", "floor": "number"}
    assert known_parameters("vikor") == {"strategy": "number"}
    assert known_parameters("arithmetic") == known_parameters("unknown") == {}


def test_numbers_of_a_study_become_what_the_formula_expects(plan: Plan):
    given = {"z_score": {"ddof": 0.0}, "distance_to_reference": {"reference": {"refugees": 12.5}}}
    found = checked_parameters(Plan(plan.criteria, parameters=given))
    assert found == given
    assert isinstance(found["z_score"]["ddof"], int)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"zscore": {"ddof": 1.0}}, r"\[ranking.parameters\].*„z_score“"),
        ({"z_score": {"dof": 1.0}}, r"\[ranking.parameters.z_score\].*„ddof“"),
        ({"z_score": {"ddof": {"refugee": 1.0}}}, r"\[ranking.parameters.z_score.ddof\].*„refugees“"),
        ({"z_score": {"ddof": {"refugees": "eins"}}}, r"ranking.parameters.z_score.ddof.refugees = eins"),
        ({"rank": {"ties": "olympic"}}, "min, dense oder average"),
        ({"categorical": {"breaks": 3.0}}, "eine Liste von Zahlen"),
        ({"borda": {"floor": 3.0}}, "keine Einstellungen"),
    ],
)
def test_what_no_formula_knows_is_refused_with_its_place(plan: Plan, given: dict, message: str):
    with pytest.raises(StudyError, match=message):
        checked_parameters(Plan(plan.criteria, parameters=given))


@pytest.mark.parametrize("value", [1e300, 1e-300, float("inf"), float("nan")])
def test_a_number_that_nothing_can_be_computed_with_is_refused(plan: Plan, value: float):
    with pytest.raises(StudyError, match="endliche Zahl"):
        checked_parameters(replace(plan, parameters={"power": {"exponent": value}}))
