"""``goals`` and ``monitor``: from the file that officers keep to the tree of goals and its state on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from districtanalysis.domain.display import Block
from districtanalysis.domain.goals import FORMS, GoalTree
from districtanalysis.participation.goals import goal_tree
from districtanalysis.participation.monitoring import WITHIN, monitor_goals, scoped
from districtanalysis.pipeline.locate_instrument import locate_instrument
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.refusing import refuse_errors
from districtanalysis.report.goals_page import goals_blocks, goals_page
from districtanalysis.report.monitoring_page import monitoring_page
from districtanalysis.sources.forms_file import read_forms

_PICTURES = ("svg", "png")


def load_goals(path: str | Path) -> GoalTree:
    """Return the goals in a workbook, a TOML file or a text file, with what was noticed as ``findings``.

    Raises ``SourceError`` or ``StudyError`` for a file that cannot be read.
    """
    return goal_tree(read_forms(Path(path), FORMS))


def run(
    file: Path | None, *, scope: str = "", pictures: Sequence[str] = _PICTURES, may_fall_back: bool = True
) -> Outcome:
    """Return the page of the goals in ``file``, the ``GoalTree`` as ``result``.

    Raises ``DataFindingError`` for goals with errors, and what locating and reading raise.
    """
    located = locate_instrument(file, "goals", may_fall_back=may_fall_back)
    tree = scoped(_sound(load_goals(located.path)), scope)
    messages = (located.message,) if located.message else ()
    return Outcome(goals_page(tree, pictures=pictures), messages, tree.findings, 0, tree)


def run_monitor(
    file: Path | None,
    *,
    as_of: dt.date | None = None,
    within: int | None = None,
    scope: str = "",
    before: Path | None = None,
    pictures: Sequence[str] = _PICTURES,
    may_fall_back: bool = True,
) -> Outcome:
    """Return the page of the state on the day ``as_of`` (today without it), the ``Monitoring`` as ``result``.

    ``before`` is an earlier edition of the same file. Raises what ``run`` raises.
    """
    located = locate_instrument(file, "goals", may_fall_back=may_fall_back)
    tree = _sound(load_goals(located.path))
    earlier = _sound(load_goals(before)) if before is not None else None
    day = as_of or dt.date.today()  # noqa: DTZ011 - the day of whoever sits before the screen
    result = monitor_goals(tree, as_of=day, within=WITHIN if within is None else within, scope=scope, before=earlier)
    messages = (located.message,) if located.message else ()
    page = monitoring_page(result, scope=scope, pictures=pictures)
    return Outcome(page, messages, tree.findings, 0, result)


def chapter(file: Path, *, pictures: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return the goals in ``file`` as blocks of a report; nothing where it holds none."""
    tree = load_goals(file)
    return tuple(goals_blocks(tree, pictures=pictures)) if tree.goals else ()


def _sound(tree: GoalTree) -> GoalTree:
    refuse_errors(tree.findings)
    return replace(tree, findings=tuple(f for f in tree.findings if f.severity != "error"))
