"""Actors, how several people rate them, and where that places them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import Form, FormColumn
from districtanalysis.language import number, say

AXES = ("activity", "cooperation")
# By which side of the middle of both scales an actor stands on; "between" is on a line.
QUADRANTS = ("active_cooperating", "active_alone", "quiet_cooperating", "quiet_alone", "between", "unrated")
MINIMUM = 3  # actors of a theme or district, below which its counts would point to single ones

ANALYSIS = Form(
    "actors",
    "analysis",
    (
        FormColumn("title"),
        FormColumn("town"),
        FormColumn("date", "date"),
        FormColumn("low", "number", low=-100, high=100),
        FormColumn("high", "number", low=-100, high=100),
        FormColumn("keyword"),
        FormColumn("note"),
    ),
)
ACTORS = Form(
    "actors",
    "actor",
    (
        FormColumn("name", needed=True, filled=True),
        FormColumn("code"),
        FormColumn("kind"),
        FormColumn("themes", "list"),
        FormColumn("districts", "list"),
        FormColumn("remark"),
    ),
)
RATINGS = Form(
    "actors",
    "rating",
    (
        FormColumn("actor", needed=True, filled=True),
        FormColumn("rater", needed=True, filled=True),
        FormColumn("activity", "number", needed=True),
        FormColumn("cooperation", "number", needed=True),
        FormColumn("remark"),
    ),
)
FORMS = (ACTORS, RATINGS, ANALYSIS)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who works in the field; ``code`` stands for the name wherever names are not to be shown."""

    name: str
    code: str
    kind: str = ""
    themes: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the raters agree on one axis: Krippendorff's alpha over ``actors`` rated by two or more of ``raters``."""

    axis: str
    alpha: float
    actors: int
    raters: int


@dataclass(frozen=True, slots=True, eq=False)
class ActorAnalysis:
    """Actors with the middle of their ratings.

    ``frame`` is indexed by code: name, kind, raters, and for each axis its median, lowest and highest rating
    (``activity``, ``activity_low``, ``activity_high`` ...), quadrant, and ``divided`` where raters stand on both sides of a
    line. ``scale`` holds the ends of both scales, ``by`` one table per "theme" and "district" with a row per
    entry. ``shown`` says whether names may be printed.
    """

    actors: tuple[Actor, ...]
    frame: pd.DataFrame
    agreement: tuple[Agreement, ...]
    scale: tuple[float, float]
    by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    title: str = ""
    town: str = ""
    date: dt.date | None = None
    note: str = ""
    keyed: bool = False
    shown: bool = False
    findings: tuple[Finding, ...] = ()
    file: str = ""

    @property
    def middle(self) -> float:
        """The middle of the scale, where the two lines stand."""
        return sum(self.scale) / 2

    def label(self, code: str) -> str:
        """Return what an actor is called in outputs: the code, or the name where names may be shown."""
        return str(self.frame.loc[code, "name"]) if self.shown else code

    def of(self, quadrant: str) -> list[str]:
        """Return the labels of the actors in one quadrant, in their order."""
        return [self.label(str(code)) for code in self.frame.index[self.frame["quadrant"] == quadrant]]

    def to_frame(self) -> pd.DataFrame:
        """Return ``frame``, without names and kinds (the only chamber of a town has a name) where names may not be shown."""
        return self.frame.copy() if self.shown else self.frame.drop(columns=["name", "kind"])

    def _repr_html_(self) -> str:
        sign = say("words.not_available_sign")
        return str(self.to_frame().to_html(na_rep=sign, float_format=lambda value: number(value, 1)))
