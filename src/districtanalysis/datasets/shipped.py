"""Where the shipped towns stand: inside a wheel beside this module, in a checkout under ``data/raw``."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.domain.registry import unknown_name
from districtanalysis.errors import StudyError
from districtanalysis.language import say

DEFAULT_TOWN = "heidenheim"
_HERE = Path(__file__).resolve().parent
_PLACES = (_HERE / "raw", _HERE.parents[2] / "data" / "raw")


def raw_folder() -> Path:
    """Return the folder with one sub-folder per shipped town, as an absolute path.

    A wheel carries it as ``districtanalysis/datasets/raw``; a checkout, also one that is installed
    editable, has it as ``data/raw`` beside ``src``.
    Raises ``StudyError`` where neither is there: the installation is incomplete.

    >>> raw_folder().name
    'raw'
    """
    folder = next((place for place in _PLACES if place.is_dir()), None)
    if folder is None:
        raise StudyError(say("datasets.none", places=", ".join(str(place) for place in _PLACES)))
    return folder


def towns() -> tuple[str, ...]:
    """Return the names of the shipped towns in alphabetical order.

    >>> "heidenheim" in towns()
    True
    """
    return tuple(sorted(path.parent.name for path in raw_folder().glob("*/study.toml")))


def town(name: str = DEFAULT_TOWN) -> Path:
    """Return the absolute path of the ``study.toml`` of a shipped town.

    Raises ``StudyError`` for an unknown name, with the nearest known one.

    >>> town("heidenheim").name
    'study.toml'
    """
    known = towns()
    if name not in known:
        raise StudyError(unknown_name("datasets", name, list(known)))
    return raw_folder() / name / "study.toml"
