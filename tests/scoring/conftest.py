"""The three candidates of Heidenheim from their printed figures, and the oracle of the ASEM example."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, IndicatorChoice, Preset
from districtanalysis.scoring.hierarchy import Hierarchy
from districtanalysis.scoring.ranking import rank


@pytest.fixture
def plan() -> Plan:
    """The three criteria with the goalposts and weights of the field's default recipe."""

    def choice(key: str, weight: float, high: float) -> IndicatorChoice:
        return IndicatorChoice(key=key, weight=weight, goalposts=(0.0, high))

    return Plan(
        criteria={
            "population": Criterion(label="Bevölkerungsstruktur", indicator=(choice("refugees", 2, 40),)),
            "infrastructure": Criterion(
                label="Infrastruktur", indicator=(choice("places", 2, 6), choice("daycare", 1, 1))
            ),
            "sustainability": Criterion(
                label="Nachhaltigkeit", indicator=(choice("engagement", 2, 3), choice("programme", 1, 2))
            ),
        },
        presets={
            "ressourcen": Preset(label="Ressourcen nutzen"),
            "luecken": Preset(label="Lücken schließen", reverse=("infrastructure", "sustainability")),
        },
    )


@pytest.fixture
def figures() -> pd.DataFrame:
    """Caseload and day-care centres per 1000 residents from the printed counts; codes of the study."""
    residents = np.array([3694, 3715, 4336])
    return pd.DataFrame(
        {
            "refugees": np.array([15, 47, 153]) / residents * 1000,
            "places": [5.0, 6.0, 5.0],
            "daycare": np.array([2, 3, 3]) / residents * 1000,
            "engagement": [1.0, 3.0, 2.0],
            "programme": [0.0, 1.0, 2.0],
        },
        index=pd.Index(["Reutenen", "Mittelrain", "Oststadt"]),
    )


@pytest.fixture
def heidenheim(plan: Plan, figures: pd.DataFrame) -> Ranking:
    return rank(IndicatorTable.from_frame(figures), plan=plan)


@pytest.fixture(scope="session")
def asem(reference: Path) -> Path:
    """The folder of COINr's ASEM example."""
    return reference / "oracles" / "coinr_asem"


@pytest.fixture(scope="session")
def asem_meta(asem: Path) -> pd.DataFrame:
    return pd.read_csv(asem / "iMeta.csv").set_index("iCode")


@pytest.fixture(scope="session")
def asem_tree(asem_meta: pd.DataFrame) -> Hierarchy:
    """49 indicators, eight pillars, two sub-indices, one index; all weights 1."""
    return Hierarchy.from_parents({str(key): str(parent) for key, parent in asem_meta["Parent"].dropna().items()})


def leaves(frame: pd.DataFrame, tree: Hierarchy) -> np.ndarray:
    return frame[list(tree.levels[0].names)].to_numpy(dtype=float)
