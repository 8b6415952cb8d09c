from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from districtanalysis.language import set_language

PROJECT = Path(__file__).resolve().parents[1]
REFERENCE_VARIABLE = "DISTRICTANALYSIS_REFERENCE"


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of published tables that results are compared with; tests skip without it."""
    folder = Path(os.environ.get(REFERENCE_VARIABLE) or PROJECT.parent / "shared" / "reference")
    if not folder.is_dir():
        pytest.skip(f"no reference tables in {folder}: set {REFERENCE_VARIABLE} to their folder")
    return folder


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    """Every test starts in German, whatever the one before has set."""
    set_language("de")
    yield
    set_language("de")
