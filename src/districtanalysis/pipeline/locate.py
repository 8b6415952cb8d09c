"""Which study is meant: the one given, one above the current folder, or the shipped town."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from districtanalysis.datasets.shipped import town
from districtanalysis.errors import StudyError
from districtanalysis.language import say

DEFAULT_TOWN = "heidenheim"
NAME = "study.toml"


@dataclass(frozen=True, slots=True)
class Located:
    """The path of a study, and a sentence where it was not named by the user."""

    path: Path
    message: str = ""


def locate(given: Path | None, *, may_fall_back: bool = True) -> Located:
    """Return the study to work on.

    Without ``given`` the nearest ``study.toml`` in this folder or above is taken, else the shipped
    town, and the message says so. Raises ``StudyError`` where neither may be taken.
    """
    if given is not None:
        return Located(given)
    found = nearest()
    if found is not None:
        return Located(found, say("pipeline.study_found", path=found))
    if not may_fall_back:
        raise StudyError(say("pipeline.study_needed"))
    return Located(town(DEFAULT_TOWN), say("pipeline.shipped_town"))


def nearest() -> Path | None:
    """Return the study in this folder or the nearest one above; None where there is none."""
    here = Path.cwd()
    return next((folder / NAME for folder in (here, *here.parents) if (folder / NAME).is_file()), None)
