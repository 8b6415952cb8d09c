from __future__ import annotations

import pytest

from districtanalysis import errors


def test_every_error_can_be_caught_as_one_kind() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert {kind for kind in kinds if not issubclass(kind, errors.DistrictAnalysisError)} == {
        errors.DistrictAnalysisWarning
    }


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.SourceError, 1),
        (errors.LayoutError, 1),
        (errors.StudyError, 1),
        (errors.SelectionError, 1),
        (errors.MissingValueError, 1),
        (errors.OutputError, 1),
        (errors.UsageError, 2),
        (errors.DataFindingError, 3),
    ],
)
def test_the_kind_says_the_exit_code(kind: type[errors.DistrictAnalysisError], code: int) -> None:
    assert kind("was").exit_code == code


def test_data_with_errors_carry_their_findings() -> None:
    error = errors.DataFindingError("zwei Fehler", ("a", "b"))
    assert str(error) == "zwei Fehler"
    assert error.findings == ("a", "b")
    assert errors.DataFindingError("nichts").findings == ()
