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
    from districtanalysis.domain.change import Change, ChangeOptions
    from districtanalysis.domain.data import DistrictData
    from districtanalysis.domain.finding import Finding
    from districtanalysis.domain.indicator_table import IndicatorTable
    from districtanalysis.domain.observations import Observations
    from districtanalysis.domain.ranking import Ranking
    from districtanalysis.domain.robustness import Robustness
    from districtanalysis.domain.sensitivity import Sensitivity
    from districtanalysis.domain.study import Study
    from districtanalysis.domain.typology import TypeModel, Typology
    from districtanalysis.indicators.change import change
    from districtanalysis.indicators.compare_areas import compare_areas
    from districtanalysis.indicators.compute import compute_indicators
    from districtanalysis.indicators.origins import origins
    from districtanalysis.language import set_language
    from districtanalysis.participation.monitoring import monitor_goals
    from districtanalysis.pipeline.actors import load_actors
    from districtanalysis.pipeline.decision import load_decisions
    from districtanalysis.pipeline.explain import explain
    from districtanalysis.pipeline.goals import load_goals
    from districtanalysis.pipeline.offers import load_offers
    from districtanalysis.pipeline.participation import load_participation
    from districtanalysis.pipeline.processed import load
    from districtanalysis.pipeline.profile import profile
    from districtanalysis.pipeline.request import data_request
    from districtanalysis.pipeline.rollup import roll_up
    from districtanalysis.pipeline.survey import load_survey
    from districtanalysis.report import plot
    from districtanalysis.scoring.ahp import ahp
    from districtanalysis.scoring.coherence import coherence
    from districtanalysis.scoring.compare import compare_recipes
    from districtanalysis.scoring.monitor import monitor
    from districtanalysis.scoring.ranking import rank
    from districtanalysis.scoring.robustness import Assumptions, WeightDraws, robustness
    from districtanalysis.scoring.sensitivity import sensitivity
    from districtanalysis.scoring.similarity import similar_districts
    from districtanalysis.sources.frame import from_frame
    from districtanalysis.sources.inspection.examine import inspect_file
    from districtanalysis.sources.printed import printed
    from districtanalysis.sources.reading import read_table
    from districtanalysis.sources.study_file import load_study
    from districtanalysis.typology.form import form_types
    from districtanalysis.typology.options import TypesOptions

__version__ = "0.1.0"

__all__ = [
    "Assumptions",
    "Change",
    "ChangeOptions",
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
    "ahp",
    "change",
    "check",
    "coherence",
    "compare_areas",
    "compare_recipes",
    "compute_indicators",
    "data_request",
    "errors",
    "explain",
    "form_types",
    "from_frame",
    "inspect_file",
    "load",
    "load_actors",
    "load_decisions",
    "load_goals",
    "load_offers",
    "load_participation",
    "load_study",
    "load_survey",
    "monitor",
    "monitor_goals",
    "origins",
    "plot",
    "printed",
    "profile",
    "rank",
    "read_table",
    "robustness",
    "roll_up",
    "sensitivity",
    "set_language",
    "similar_districts",
]

_HOMES = {
    "Assumptions": "scoring.robustness",
    "Change": "domain.change",
    "ChangeOptions": "domain.change",
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
    "ahp": "scoring.ahp",
    "change": "indicators.change",
    "check": "checks.run",
    "coherence": "scoring.coherence",
    "compare_areas": "indicators.compare_areas",
    "compare_recipes": "scoring.compare",
    "compute_indicators": "indicators.compute",
    "data_request": "pipeline.request",
    "explain": "pipeline.explain",
    "form_types": "typology.form",
    "from_frame": "sources.frame",
    "inspect_file": "sources.inspection.examine",
    "load": "pipeline.processed",
    "load_actors": "pipeline.actors",
    "load_decisions": "pipeline.decision",
    "load_goals": "pipeline.goals",
    "load_offers": "pipeline.offers",
    "load_participation": "pipeline.participation",
    "load_study": "sources.study_file",
    "load_survey": "pipeline.survey",
    "monitor": "scoring.monitor",
    "monitor_goals": "participation.monitoring",
    "origins": "indicators.origins",
    "printed": "sources.printed",
    "profile": "pipeline.profile",
    "rank": "scoring.ranking",
    "read_table": "sources.reading",
    "robustness": "scoring.robustness",
    "roll_up": "pipeline.rollup",
    "sensitivity": "scoring.sensitivity",
    "set_language": "language",
    "similar_districts": "scoring.similarity",
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
