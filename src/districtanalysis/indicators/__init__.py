"""Pure formulas over selected counts, and the catalogue that names them."""

from __future__ import annotations

from districtanalysis.indicators import age, change_rates, engagement, infrastructure, origin, population
from districtanalysis.indicators.catalogue import CATALOGUE

__all__ = ["CATALOGUE", "age", "change_rates", "engagement", "infrastructure", "origin", "population"]
