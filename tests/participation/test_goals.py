"""The rules of the goal tree: what is allowed and told, what is refused with place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.domain.goals import FORMS, GoalTree
from districtanalysis.participation.goals import goal_tree
from districtanalysis.sources.forms_file import read_forms

HEAD = "schema_version = 1\n"
VISION = '[[goal]]\nkey = "V"\nlevel = "vision"\ntitle = "Vision"\n'
GOAL = '[[goal]]\nkey = "Z1"\nparent = "V"\nlevel = "goal"\ntitle = "Ziel"\nactors = ["Stadt"]\n'


def tree_of(tmp_path: Path, text: str) -> GoalTree:
    path = tmp_path / "ziele.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return goal_tree(read_forms(path, FORMS))


def rules(tree: GoalTree, severity: str = "error") -> dict[str, str]:
    return {finding.rule: finding.cell for finding in tree.findings if finding.severity == severity}


def test_a_sound_tree_has_no_errors(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, VISION + GOAL)
    assert rules(tree) == {}
    assert [goal.key for goal in tree.children("V")] == ["Z1"]
    assert [goal.key for goal in tree.below("V")] == ["Z1"]


@pytest.mark.parametrize(
    ("text", "rule", "cell"),
    [
        ('[[goal]]\nkey = "M"\nlevel = "measure"\ntitle = "Kurs"\n', "goal_measure_alone", "goal[3].parent"),
        ('[[goal]]\nkey = "M"\nparent = "V"\nlevel = "measure"\ntitle = "K"\n', "goal_measure_alone", "goal[3].parent"),
        ('[[goal]]\nkey = "Z2"\nparent = "W"\nlevel = "goal"\ntitle = "Z"\n', "goal_unknown_parent", "goal[3].parent"),
        ('[[goal]]\nkey = "Z1"\nlevel = "goal"\ntitle = "Z"\n', "goal_twice", "goal[3].key"),
        ('[[goal]]\nkey = "U"\nparent = "Z1"\nlevel = "vision"\ntitle = "U"\n', "goal_wrong_level", "goal[3].level"),
        (
            (
                '[[goal]]\nkey = "M"\nparent = "Z1"\nlevel = "measure"\ntitle = "K"\nstart = 2026-03-01\n'
                "deadline = 2026-02-01\n"
            ),
            "goal_deadline_before_start",
            "goal[3].deadline",
        ),
        (
            '[[goal]]\nkey = "M"\nparent = "Z1"\nlevel = "measure"\ntitle = "K"\nprogress = "viel"\n',
            "form_number_between",
            "goal[3].progress",
        ),
        (
            '[[target]]\ngoal = "Z9"\nlabel = "Kurse"\nbaseline = 1\ntarget = 2\n',
            "target_unknown_goal",
            "target[1].goal",
        ),
        (
            '[[target]]\ngoal = "Z1"\nlabel = "Kurse"\nbaseline = 5\ntarget = 2\ndirection = "more"\n',
            "target_against_direction",
            "target[1].target",
        ),
        (
            (
                '[[target]]\ngoal = "Z1"\nlabel = "Kurse"\nbaseline = 1\ntarget = 2\nbaseline_date = 2026-01-01\n'
                "deadline = 2025-01-01\n"
            ),
            "target_deadline_before",
            "target[1].deadline",
        ),
        ('[[criterion]]\nlabel = "Wirkung"\npoints = 10\nown = 12\n', "criterion_points", "criterion[1].own"),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(tmp_path: Path, text: str, rule: str, cell: str) -> None:
    tree = tree_of(tmp_path, VISION + GOAL + text)
    assert rules(tree).get(rule) == cell
    finding = next(f for f in tree.findings if f.rule == rule)
    assert finding.message.startswith(f"ziele.toml, {cell}: ")
    assert finding.remedy


def test_a_cycle_is_told_with_its_way(tmp_path: Path) -> None:
    circle = "".join(
        f'[[goal]]\nkey = "{key}"\nparent = "{parent}"\nlevel = "goal"\ntitle = "{key}"\n'
        for key, parent in (("A", "C"), ("B", "A"), ("C", "B"))
    )
    tree = tree_of(tmp_path, circle)
    found = [finding for finding in tree.findings if finding.rule == "goal_cycle"]
    assert [finding.cell for finding in found] == ["goal[1].parent", "goal[2].parent", "goal[3].parent"]
    assert "A → C → B → A" in found[0].found


def test_what_is_allowed_is_told_as_a_note(tmp_path: Path) -> None:
    text = '[[goal]]\nkey = "Ü1"\nlevel = "goal"\ntitle = "Netzwerk"\nunlisted = 3\n'
    tree = tree_of(tmp_path, VISION + GOAL + text)
    notes = {finding.rule: finding.found for finding in tree.findings if finding.severity == "info"}
    assert set(notes) == {"goal_without_vision", "goal_without_actors", "goal_measures_unlisted"}
    assert "zusammen 3" in notes["goal_measures_unlisted"]


def test_warnings_do_not_refuse(tmp_path: Path) -> None:
    text = (
        '[[goal]]\nkey = "M"\nparent = "Z1"\nlevel = "measure"\ntitle = "K"\nstate = "implemented"\nprogress = 40\n'
        '[[target]]\ngoal = "Z1"\nlabel = "Kurse"\nbaseline = 2\ntarget = 2\n'
        '[[criterion]]\nlabel = "Wirkung"\npoints = 10\nown = 8\n'
    )
    tree = tree_of(tmp_path, VISION + GOAL + text)
    expected = {"goal_state_contradicts", "target_is_baseline", "criterion_without_evidence"}
    assert set(rules(tree, "warning")) == expected
    assert rules(tree) == {}


def test_the_direction_follows_from_the_ends_where_it_is_not_stated(tmp_path: Path) -> None:
    text = '[[target]]\ngoal = "Z1"\nlabel = "Lücken"\nbaseline = 5\ntarget = 0\n'
    assert tree_of(tmp_path, VISION + GOAL + text).targets[0].direction == "less"
