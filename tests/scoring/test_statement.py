from dataclasses import replace

import pandas as pd
import pytest

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.language import using
from districtanalysis.scoring.ranking import rank
from districtanalysis.scoring.robustness import Assumptions, WeightDraws, robustness
from districtanalysis.scoring.sensitivity import sensitivity
from districtanalysis.scoring.statement import statement


def ranking_of(rows: dict[str, list[float]], **options: str) -> Ranking:
    columns = ["a", "b", "c", "d"][: len(next(iter(rows.values())))]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    criteria = {k: Criterion(label=k.upper(), indicator=(IndicatorChoice(key=k, goalposts=(0, 100)),)) for k in columns}
    return rank(IndicatorTable.from_frame(frame), plan=Plan(criteria=criteria, **options))


def said(ranking: Ranking, *, draws: int = 0, **options) -> str:
    result = robustness(ranking, draws, **options) if draws else None
    return statement(ranking, sensitivity(ranking, left_out=False), result).text


def test_heidenheim_in_german(heidenheim: Ranking):
    text = said(heidenheim, draws=2_000)
    assert text.startswith(
        "Oststadt bleibt in 72 von 100 Gewichtungen vorn; der erste Platz geht an Mittelrain, wenn "
        "Bevölkerungsstruktur weniger als 15,3 %"
    )
    assert "Keine Gewichtung setzt Reutenen an die erste Stelle: Mittelrain liegt bei keinem Kriterium" in text
    assert "Lesart „Lücken schließen“ setzt Oststadt" in text
    assert "Ressourcen nutzen" not in text  # the study's own reading says nothing new


def test_heidenheim_in_english(heidenheim: Ranking):
    with using("en"):
        text = said(heidenheim)
    assert text.startswith("Oststadt stays first in 72 of 100 weightings; it loses first place to Mittelrain if ")
    assert "No weighting puts Reutenen first" in text


def test_one_threshold_says_only_if():
    # gaps -10, 20, 15; a at weight t, the rest equal: -10 t + 17.5 (1 - t) = 0 at t = 0.6364
    text = said(ranking_of({"A": [40, 70, 65], "B": [50, 50, 50]}))
    assert "der erste Platz geht nur dann an B, wenn A mehr als 63,6 % zählt" in text


def test_sure_leaders_are_called_so():
    text = said(ranking_of({"A": [90, 80], "B": [40, 50]}))
    assert text.startswith("A bleibt bei jeder Gewichtung vorn.")
    assert "Keine Gewichtung setzt B an die erste Stelle" in text


def test_tied_leaders_are_not_ordered():
    text = said(ranking_of({"A": [50, 50], "B": [50, 50], "C": [10, 10]}))
    assert text.startswith("A und B liegen gemeinsam vorn")


def test_what_can_hardly_be_told_apart_is_said():
    text = said(ranking_of({"A": [51, 50], "B": [50, 51]}), draws=4_000)
    assert "Kaum zu unterscheiden: A und B" in text


def test_more_than_weights_speaks_of_draws():
    ranking = ranking_of({"A": [90, 30, 50], "B": [40, 75, 50], "C": [45, 45, 45]})
    chosen = Assumptions(aggregations=("arithmetic", "geometric"), indicators=WeightDraws("given"))
    found = said(ranking, draws=1_000, assumptions=chosen)
    assert "Wird noch mehr variiert (Zusammenfassung der Kriterien), liegt" in found
    given = said(ranking, draws=1_000, assumptions=replace(chosen, criteria=WeightDraws("given")))
    assert "Bei den vorgegebenen Gewichten und variierten Annahmen (Zusammenfassung der Kriterien) liegt" in given


def test_many_criteria_count_draws():
    text = said(ranking_of({"A": [90, 30, 50, 60], "B": [40, 75, 50, 50]}), draws=5_000)
    assert "von 100 Gewichtungen vorn" in text


def test_aggregations_without_thresholds_still_speak():
    ranking = ranking_of({"A": [90, 30], "B": [40, 75], "C": [20, 20]}, between="copeland")
    text = said(ranking, draws=500)
    assert text


@pytest.mark.parametrize(
    "share, expected", [(0.7201, "72"), (0.0004, "0,04"), (0.9996, "99,9"), (1.0, "100"), (0, "0")]
)
def test_nearly_all_is_not_all(share, expected):
    from districtanalysis.scoring.statement import _of_hundred

    assert _of_hundred(share) == expected
