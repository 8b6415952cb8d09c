"""Rank and describe the districts of a town from its own published tables.

>>> import districtanalysis as da
>>> "rank" in dir(da)
True

The names below are loaded when they are first used, so that importing the package stays cheap.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing is not imported for this alone: it takes as long as a bare interpreter

if TYPE_CHECKING:
    from districtanalysis import errors
    from districtanalysis.checks.run import check
    from districtanalysis.domain.data import DistrictData
    from districtanalysis.domain.finding import Finding
    from districtanalysis.domain.indicator_table import IndicatorTable
    from districtanalysis.domain.observations import Observations
    from districtanalysis.domain.ranking import Ranking
    from districtanalysis.domain.robustness import Robustness
    from districtanalysis.domain.sensitivity import Sensitivity
    from districtanalysis.domain.study import Study
    from districtanalysis.domain.typology import TypeModel, Typology
    from districtanalysis.indicators.compute import compute_indicators
    from districtanalysis.language import set_language
    from districtanalysis.pipeline.explain import explain
    from districtanalysis.report import plot
    from districtanalysis.scoring.coherence import coherence
    from districtanalysis.scoring.compare import compare
    from districtanalysis.scoring.monitor import monitor
    from districtanalysis.scoring.ranking import rank
    from districtanalysis.scoring.robustness import Assumptions, WeightDraws, robustness
    from districtanalysis.scoring.sensitivity import sensitivity
    from districtanalysis.sources.frame import from_frame
    from districtanalysis.sources.loader import load
    from districtanalysis.sources.reading import read_table
    from districtanalysis.sources.study_file import load_study
    from districtanalysis.typology.form import form_types
    from districtanalysis.typology.options import TypesOptions

__version__ = "0.1.0"

__all__ = [
    "Assumptions",
    "DistrictData",
    "Finding",
    "IndicatorTable",
    "Observations",
    "Ranking",
    "Robustness",
    "Sensitivity",
    "Study",
    "TypeModel",
    "TypesOptions",
    "Typology",
    "WeightDraws",
    "__version__",
    "check",
    "coherence",
    "compare",
    "compute_indicators",
    "errors",
    "explain",
    "form_types",
    "from_frame",
    "load",
    "load_study",
    "monitor",
    "plot",
    "rank",
    "read_table",
    "robustness",
    "sensitivity",
    "set_language",
]

_HOMES = {
    "Assumptions": "scoring.robustness",
    "DistrictData": "domain.data",
    "Finding": "domain.finding",
    "IndicatorTable": "domain.indicator_table",
    "Observations": "domain.observations",
    "Ranking": "domain.ranking",
    "Robustness": "domain.robustness",
    "Sensitivity": "domain.sensitivity",
    "Study": "domain.study",
    "TypeModel": "domain.typology",
    "TypesOptions": "typology.options",
    "Typology": "domain.typology",
    "WeightDraws": "scoring.robustness",
    "check": "checks.run",
    "coherence": "scoring.coherence",
    "compare": "scoring.compare",
    "compute_indicators": "indicators.compute",
    "explain": "pipeline.explain",
    "form_types": "typology.form",
    "from_frame": "sources.frame",
    "load": "sources.loader",
    "load_study": "sources.study_file",
    "monitor": "scoring.monitor",
    "rank": "scoring.ranking",
    "read_table": "sources.reading",
    "robustness": "scoring.robustness",
    "sensitivity": "scoring.sensitivity",
    "set_language": "language",
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in {"datasets", "errors"}:
        return import_module(f"districtanalysis.{name}")
    if name == "plot":
        return import_module("districtanalysis.report.plot")
    if name not in _HOMES:
        raise AttributeError(f"module 'districtanalysis' has no attribute {name!r}")
    value = getattr(import_module(f"districtanalysis.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
