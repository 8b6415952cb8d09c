from __future__ import annotations

from collections.abc import Callable

import pytest

from districtanalysis.checks.confidentiality import WITHHELD, all_in_one_group, follows_by_subtraction
from districtanalysis.domain.data import DistrictData

Make = Callable[..., DistrictData]


def figure(value: float | None, column: int, district: str = "Ost", **more: object) -> dict[str, object]:
    row = {"variable": "residents", "row": 9, "column": column, "text": "." if value is None else None}
    return {"district_id": district, "value": value, **row, **more}


@pytest.mark.parametrize("status", WITHHELD)
def test_the_only_figure_withheld_follows_from_the_others(status: str, made: Make) -> None:
    rows = [figure(90, 3), figure(None, 4, sex="male", status=status), figure(88, 5, sex="female")]
    (finding,) = follows_by_subtraction(made(rows), None)
    assert (finding.rule, finding.severity, finding.cell) == ("follows_by_subtraction", "warning", "D9")
    assert "Männer und Frauen" in finding.found
    assert not {"2", "90", "88"} & set(finding.message.replace(".", " ").split())  # the secret is not worked out


def test_two_figures_withheld_keep_the_secret(made: Make) -> None:
    rows = [figure(90, 3), *(figure(None, 4, sex=sex, status="suppressed") for sex in ("male", "female"))]
    assert list(follows_by_subtraction(made(rows), None)) == []


def test_a_figure_that_is_only_missing_is_no_secret(made: Make) -> None:
    rows = [figure(90, 3), figure(None, 4, sex="male", status="not_available"), figure(88, 5, sex="female")]
    assert list(follows_by_subtraction(made(rows), None)) == []


def test_areas_give_a_figure_away_too(made: Make) -> None:
    rows = [figure(90, 3, "Stadt"), figure(60, 3), figure(None, 3, "West", status="suppressed")]
    (finding,) = follows_by_subtraction(made(rows, parents={"Ost": "Stadt", "West": "Stadt"}), None)
    assert (finding.district, "die Teilgebiete" in finding.found) == ("West", True)


@pytest.mark.parametrize(("people", "told"), [(2, False), (3, True), (100, True), (101, False)])
def test_a_row_with_all_in_one_group_tells_about_each(people: int, told: bool, made: Make) -> None:  # noqa: FBT001
    rows = [figure(people, 3), figure(people, 4, sex="male"), figure(0, 5, sex="female")]
    found = list(all_in_one_group(made(rows), None))
    assert [(finding.rule, finding.severity, finding.details["group"]) for finding in found] == [
        ("all_in_one_group", "info", "D9")
    ] * told


def test_many_such_rows_are_one_remark(made: Make) -> None:
    rows = [
        figure(value, column, f"D{i}", sex=sex)
        for i in range(8)
        for value, column, sex in ((7, 3, None), (7, 4, "male"), (0, 5, "female"))
    ]
    (finding,) = all_in_one_group(made(rows), None)
    assert (finding.rule, finding.details["count"]) == ("all_in_one_group.many", 8)
