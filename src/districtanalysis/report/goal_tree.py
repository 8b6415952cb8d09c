"""Goals as an outline: what a reader hears who does not see the drawn tree."""

from __future__ import annotations

from collections.abc import Iterator

from districtanalysis.domain.display import Tree
from districtanalysis.domain.goals import Goal, GoalTree, Monitoring, Target, light_words
from districtanalysis.language import date, join, number, percent, say, say_count


def goal_outline(tree: GoalTree, state: Monitoring | None = None) -> Tree:
    """Return visions, goals and measures below each other; ``state`` adds light and progress to each."""
    title = tree.edition.title or say("goals.outline")
    return Tree(title, tuple(_node(tree, goal, state) for goal in tree.children("")))


def _node(tree: GoalTree, goal: Goal, state: Monitoring | None) -> Tree:
    data = {"key": goal.key, "level": goal.level, "title": goal.title, "parent": goal.parent}
    details = () if state is not None else tuple(Tree(text) for text in _details(goal))
    targets = tuple(Tree(target_words(target)) for target in tree.targets_of(goal.key))
    below = tuple(_node(tree, child, state) for child in tree.children(goal.key))
    return Tree(_words(goal, state), (*details, *targets, *below), data)


def _words(goal: Goal, state: Monitoring | None) -> str:
    text = f"{say(f'goals.choice.level.{goal.level}')} {goal.key}: {goal.title}"
    text = text[:1].upper() + text[1:]
    if state is None:
        return say("goals.node.state", text=text, state=say(f"goals.choice.state.{goal.state}")) if goal.state else text
    found = state.status[goal.key]
    parts = [text, light_words(found.light)]
    parts += [percent(found.progress, 0)] if found.progress is not None else []
    return " – ".join(parts)


def _details(goal: Goal) -> Iterator[str]:
    if goal.roles:
        yield say("goals.node.roles", names="; ".join(goal.roles))
    if goal.actors:
        yield say("goals.node.actors", names=join(goal.actors))
    elif goal.level == "goal":
        yield say("goals.node.actors_none")
    if goal.scope:
        yield say("goals.node.scope", scope=say(f"goals.choice.scope.{goal.scope}"))
    if goal.deadline:
        yield say("goals.node.deadline", date=date(goal.deadline))
    if goal.unlisted:
        measures = say_count("goals.measures", goal.unlisted)
        yield say("goals.node.unlisted", count=measures)


def target_words(target: Target) -> str:
    """Return an indicator with IST and SOLL in words.

    >>> target_words(Target("1", "Kurse", 10, 30))
    'Kennzahl Kurse: IST 10, SOLL 30'
    """
    ends = [
        " ".join(part for part in (number(value, None), target.unit) if part)
        for value in (target.baseline, target.target)
    ]
    text = say("goals.node.target", label=target.label, baseline=ends[0], target=ends[1])
    return say("goals.node.by", text=text, date=date(target.deadline)) if target.deadline else text
