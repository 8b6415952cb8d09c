"""The page of goals: tables and the assessment by criteria."""

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.goals import AwardCriterion, GoalTree, Target, TargetStatus
from districtanalysis.pipeline.goals import load_goals
from districtanalysis.report.goals_page import (
    criteria_table,
    goals_blocks,
    goals_page,
    goals_table,
    source_blocks,
    subtitle_of,
    targets_table,
)
from districtanalysis.report.render import FORMATS, render


def test_the_criteria_stand_side_by_side():
    table = criteria_table((AwardCriterion("A", 20, 14, 11, evidence=("Plan",)), AwardCriterion("B", 10, 8)))
    assert table.rows[0][:5] == ("A", 20, 14, 11, -3)
    assert table.rows[1][3:] == (None, None, None)
    assert table.rows[-1][1:4] == (30, 22, 11)
    assert "Ohne Beleg: B." in table.note


def test_the_page_in_every_format():
    page = goals_page(load_goals(raw_folder() / "beispiel" / "ziele_2026.toml"))
    assert page.flat is not None
    assert len(page.flat.rows) == 12
    assert page.subtitle == "Integrationskonzept Musterstadt (erfunden) · Stand des Konzepts: 31.03.2026"
    for key in FORMATS:
        assert render(page, key) == render(page, key), key
    html = render(page, "html").decode()
    assert "data:image/svg+xml" in html
    assert "Erfundenes Beispiel, keine echten Daten." in html


def test_an_empty_file_and_small_parts():
    assert [block.text for block in goals_blocks(GoalTree(()))] == ["Die Datei enthält keine Ziele."]
    assert goals_table(GoalTree(())).rows == ()
    assert subtitle_of(GoalTree(())) == ""
    assert list(source_blocks(GoalTree(()))) == []
    table = targets_table([TargetStatus(Target("Z", "Quote", 2.5, 4, value=3.25), "behind", 50.0, 60.0)])
    assert table.rows[0][3:5] == (2.5, 4)
    assert table.row_decimals == {}
