from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Uncertainty
from districtanalysis.errors import MethodError, StudyError
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.missing import MISSING
from districtanalysis.scoring.normalise import NORMALISATIONS
from districtanalysis.scoring.ranking import rank
from districtanalysis.scoring.robustness import robustness
from districtanalysis.scoring.treat import TREATMENTS
from districtanalysis.scoring.varied import ASSUMPTIONS, choose, weight_draws


def test_usually_all_weightings_and_noise_where_there_is_any(heidenheim: Ranking):
    found = choose(heidenheim)
    assert found.assumptions.criteria.kind == "all"
    # figures without a unit of persons do not fluctuate
    assert found.assumptions.noise == "none"
    assert found.assumptions.indicators.kind == "given"
    assert found.impossible == ()


def test_all_tries_what_fits_and_names_the_rest(plan: Plan, figures: pd.DataFrame):
    ranking = rank(IndicatorTable.from_frame(figures.assign(places=5.0)), plan=plan)
    found = choose(ranking, Uncertainty(vary="all"))
    assert found.assumptions.normalisations == ("goalposts",)
    assert found.assumptions.aggregations == ("arithmetic", "geometric", "copeland")
    assert found.assumptions.treatments == ("none", "winsorise")
    assert found.assumptions.missing == ()
    assert len(found.impossible) == 3
    assert all("places" in line for line in found.impossible)
    result = robustness(ranking, 50, assumptions=found.assumptions, impossible=found.impossible)
    assert result.impossible == found.impossible
    assert "normalisation" in {entry.key for entry in result.held}


def test_the_middle_of_the_scale_makes_them_fit(plan: Plan, figures: pd.DataFrame):
    middle = replace(plan, constant="middle")
    ranking = rank(IndicatorTable.from_frame(figures.assign(places=5.0)), plan=middle)
    found = choose(ranking, Uncertainty(vary="all"))
    assert found.assumptions.normalisations == ("goalposts", "min_max", "z_score", "percentile")
    assert robustness(ranking, 200, assumptions=found.assumptions).counts.sum() == 3 * 200


def test_policies_for_gaps_are_varied_over_what_was_left_out(plan: Plan, figures: pd.DataFrame):
    gappy = figures.copy()
    gappy.loc["Oststadt", "programme"] = np.nan
    ranking = rank(IndicatorTable.from_frame(gappy), plan=replace(plan, missing="leave_out_indicator"))
    assert "programme" not in ranking.plan.scored()
    found = choose(ranking, Uncertainty(vary=("missing",)))
    assert found.assumptions.missing == ("leave_out_indicator", "impute_median", "impute_nearest")
    result = robustness(ranking, 300, assumptions=found.assumptions)
    assert {entry.key for entry in result.varied} == {"missing"}
    done = " ".join(result.steps)
    # The median of 0 and 1. Squared distances in standard deviations, from refugees, places, daycare and
    # engagement: Reutenen 5.6 + 0 + 1.9 + 1.5 = 9.0, Mittelrain 2.9 + 4.5 + 1.1 + 1.5 = 10.1.
    assert "Weggelassen, weil Werte fehlen: programme (Oststadt)" in done
    assert "Oststadt – programme: 0,50" in done
    assert "Oststadt – programme: 0,00" in done


def test_lists_of_the_study_are_taken_as_they_are(heidenheim: Ranking):
    wanted = Uncertainty(normalisation=("min_max", "z_score"), aggregation=("harmonic",))
    found = choose(heidenheim, wanted).assumptions
    assert found.normalisations == ("min_max", "z_score")
    assert found.aggregations == ("harmonic",)
    assert found.criteria.kind == "all"  # the usual ones stay varied
    only = choose(heidenheim, Uncertainty(vary=("aggregation",), normalisation=("min_max",))).assumptions
    assert only.normalisations == ()
    assert only.criteria.kind == "given"


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"vary": ("weight",)}, "Annahme „weight“ ist unbekannt. Gemeint ist vielleicht „weights“"),
        ({"normalisation": ("minmax",)}, "„min_max“"),
        ({"aggregation": ("geometrik",)}, "„geometric“"),
        ({"missing": ("impute",)}, "„impute_median“|Bekannt sind"),
        ({"treatment": ("winsorize",)}, "Umgang mit Ausreißern „winsorize“ ist unbekannt.*„winsorise“"),
    ],
)
def test_unknown_names_are_refused(heidenheim: Ranking, wanted: dict, message: str):
    with pytest.raises(StudyError, match=message):
        choose(heidenheim, Uncertainty(**wanted))


def test_noise_that_was_asked_for_by_name_is_no_matter_of_course(heidenheim: Ranking):
    with pytest.raises(MethodError, match="Keiner der Indikatoren ist ein Anteil von Personen"):
        choose(heidenheim, Uncertainty(vary=("weights", "noise")))


def test_ways_to_draw_weights():
    assert weight_draws(Uncertainty()).kind == "all"
    assert weight_draws(Uncertainty(weights="spread", spread=0.1)).spread == 0.1
    ordered = weight_draws(Uncertainty(weights="order", order=("a", ("b", "c"))))
    assert ordered.order == ("a", ("b", "c"))
    assert weight_draws(Uncertainty(weights="ranges", ranges={"a": (1, 2)})).ranges == {"a": (1.0, 2.0)}


def test_weights_of_indicators_follow_those_of_the_criteria_where_no_names_are_needed(heidenheim: Ranking):
    both = ("weights", "indicator_weights")
    around = choose(heidenheim, Uncertainty(vary=both, weights="around", concentration=9)).assumptions
    assert (around.indicators.kind, around.indicators.concentration) == ("around", 9)
    names = ("population", "infrastructure", "sustainability")
    ordered = choose(heidenheim, Uncertainty(vary=both, weights="order", order=names)).assumptions
    assert (ordered.criteria.kind, ordered.indicators.kind) == ("order", "spread")


def test_every_assumption_can_be_named():
    assert set(ASSUMPTIONS) - {"weights", "indicator_weights", "noise"} == {
        "normalisation", "aggregation", "missing", "treatment",
    }  # fmt: skip
    assert {"goalposts", "min_max", "z_score", "percentile"} <= {*NORMALISATIONS}
    assert {"arithmetic", "geometric", "copeland"} <= {*AGGREGATIONS}
    assert {"none", "winsorise"} <= {*TREATMENTS}
    assert {"impute_median", "impute_nearest", "leave_out_indicator"} <= {*MISSING}
