"""Which file of an instrument is meant: the one given, the one a study names, or the shipped example."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.datasets.shipped import raw_folder
from districtanalysis.domain.study import Study
from districtanalysis.errors import StudyError
from districtanalysis.language import say
from districtanalysis.pipeline.locate import Located, nearest
from districtanalysis.sources.study_file import load_study, read_toml

# Instruments of which the source documents print something; of actors they do not, so those are made up and say so.
SHIPPED = {
    "survey": "hechingen/umfrage_fragen.toml",
    "actors": "beispiel/akteure.toml",
    "goals": "hechingen/ziele.toml",
    "participation": "heidenheim/beteiligung.csv",
    "areas": "heidenheim/vergleichsgebiete.toml",
    "origins": "heidenheim/gefluechtete.toml",
}


def locate_instrument(given: Path | None, key: str, *, may_fall_back: bool = True) -> Located:
    """Return the file of the instrument ``key``.

    ``given`` is that file, or a study (or the folder of one) that names it under ``[instruments]``. Without it the
    nearest study in this folder or above is asked, else the shipped example is taken, and the message says so. Raises
    ``StudyError`` where neither may be taken or the study names none.
    """
    if given is not None:
        study = _study_at(given)
        return Located(given) if study is None else Located(_named(study, key))
    found = nearest()
    if found is not None:
        study = load_study(found)
        if key in study.instruments:
            return Located(_named(study, key), say("pipeline.study_found", path=found))
    return _shipped(key, may_fall_back=may_fall_back)


def locate_tables(given: Path | None, key: str, *, may_fall_back: bool = True) -> Located:
    """Return the study whose tables ``key`` evaluates: the one that a study names under ``[instruments]``, else itself.

    Without ``given`` the nearest study in this folder or above is asked, else the shipped example is taken, and the
    message says so. Raises ``StudyError`` where neither may be taken.
    """
    if given is not None:
        return Located(_tables_of(given, key))
    found = nearest()
    if found is not None:
        return Located(_tables_of(found, key), say("pipeline.study_found", path=found))
    return _shipped(key, may_fall_back=may_fall_back)


def _shipped(key: str, *, may_fall_back: bool) -> Located:
    if not may_fall_back or key not in SHIPPED:
        raise StudyError(say("pipeline.instrument_needed", key=key))
    return Located(raw_folder() / SHIPPED[key], say("pipeline.instrument_shipped", file=SHIPPED[key]))


def _tables_of(path: Path, key: str) -> Path:
    study = load_study(path)
    named = study.instruments.get(key)
    return study.folder / named if isinstance(named, str) else study.path


def _study_at(path: Path) -> Study | None:
    """Return the study at ``path``; None for a file of an instrument."""
    if path.is_dir():
        return load_study(path)
    if path.suffix.lower() != ".toml" or not path.is_file():
        return None
    content = read_toml(path)
    return load_study(path) if "study" in content and "source" in content else None


def _named(study: Study, key: str) -> Path:
    named = study.instruments.get(key)
    if not isinstance(named, str):
        raise StudyError(say("pipeline.instrument_unnamed", study=study.path.name, key=key))
    return study.folder / named
