"""``indicators``: the catalogue with definitions."""

from __future__ import annotations

from districtanalysis.indicators import CATALOGUE
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.report.catalogue_page import catalogue_page


def run() -> Outcome:
    """Return the page of the catalogue: key, name, unit, formula and theme of each indicator."""
    return Outcome(catalogue_page([entry for _, entry in CATALOGUE.items()]), result=CATALOGUE)
