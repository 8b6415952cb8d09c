"""The main job on the shipped town: what a planner of Heidenheim is told, beside the calculation by hand."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder, town
from districtanalysis.domain.ranking import Ranking
from districtanalysis.errors import DataFindingError, StudyError
from districtanalysis.pipeline import rank
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.scoring.plan import read_recipe

OSTSTADT, MITTELRAIN, REUTENEN = "Oststadt", "Mittelrain", "Mergelstetten-Reutenen"
# refugees in care, residents, kinds of six everyday places, day-care centres, engagement (of 3), programme (of 2)
RAW = {OSTSTADT: (153, 4336, 5, 3, 2, 2), MITTELRAIN: (47, 3715, 6, 3, 3, 1), REUTENEN: (15, 3694, 5, 2, 1, 0)}
GENERATION = {OSTSTADT: 0, MITTELRAIN: 2, REUTENEN: 1}  # of 2


def by_hand(name: str, *, gaps: bool = False, generation: float = 0) -> list[float]:
    """The three criteria: weights 2 (or 1) inside population, 2 : 1 inside the other two; ``gaps`` turns these."""
    refugees, residents, kinds, daycare, engagement, programme = RAW[name]
    population = (2 * refugees / residents * 1000 / 40 + generation * GENERATION[name] / 2) / (2 + generation)
    infrastructure = (2 * kinds / 6 + daycare / residents * 1000) / 3
    sustainability = (2 * engagement / 3 + programme / 2) / 3
    if gaps:
        infrastructure, sustainability = 1 - infrastructure, 1 - sustainability
    return [100 * value for value in (population, infrastructure, sustainability)]


def fit(name: str, **how: float) -> float:
    return sum(by_hand(name, **how)) / 3


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(town())


@pytest.fixture(scope="module")
def ranking(prepared: Prepared) -> Ranking:
    return rank_prepared(prepared)


def test_the_calculation_by_hand_is_that_of_the_field_notes():
    assert [round(fit(name), 1) for name in RAW] == [81.5, 69.5, 35.3]
    assert [[round(value, 1) for value in by_hand(name)] for name in RAW] == [
        [88.2, 78.6, 77.8],
        [31.6, 93.6, 83.3],
        [10.2, 73.6, 22.2],
    ]


def test_fits_and_criteria_are_those_of_the_calculation(ranking: Ranking):
    assert list(ranking.frame.index) == [OSTSTADT, MITTELRAIN, REUTENEN]
    assert list(ranking.frame["rank"]) == [1, 2, 3]
    for name in RAW:
        assert ranking.frame.loc[name, "fit"] == pytest.approx(fit(name), abs=1e-9)
        criteria = ranking.frame.loc[name, ["population", "infrastructure", "sustainability"]]
        assert list(criteria) == pytest.approx(by_hand(name), abs=1e-9)


def test_contributions_add_up_to_the_fit(ranking: Ranking):
    assert list(ranking.contributions.sum(axis=1)) == pytest.approx(list(ranking.frame["fit"]), abs=1e-9)
    # a third of the weight, two thirds of it inside the criterion: 5 of 6 kinds
    assert ranking.contributions.loc[OSTSTADT, "everyday_place_kinds"] == pytest.approx(100 / 3 * 2 / 3 * 5 / 6)


def test_context_is_shown_and_does_not_count(ranking: Ranking):
    shares = {REUTENEN: 352 / 3694, MITTELRAIN: 724 / 3715, OSTSTADT: 1338 / 4336}
    for name, share in shares.items():
        assert ranking.table.frame.loc[name, "foreign_share"] == pytest.approx(100 * share)
    assert [round(100 * share, 2) for share in shares.values()] == [9.53, 19.49, 30.86]
    assert "foreign_share" in ranking.plan.context()
    assert "foreign_share" not in ranking.contributions.columns


def test_both_readings_are_shown(ranking: Ranking):
    readings = {reading.key: reading for reading in ranking.readings}
    assert list(readings) == ["ressourcen", "luecken"]
    assert {name: round(value, 1) for name, value in readings["luecken"].fit.items()} == {
        OSTSTADT: 43.9,
        REUTENEN: 38.1,
        MITTELRAIN: 18.2,
    }
    for name in RAW:
        assert readings["ressourcen"].fit[name] == pytest.approx(fit(name))
        assert readings["luecken"].fit[name] == pytest.approx(fit(name, gaps=True))
    assert readings["luecken"].leaders == (OSTSTADT,)


def test_a_preset_can_lead_the_ranking(prepared: Prepared):
    gaps = rank_prepared(prepared, preset="luecken")
    assert list(gaps.frame.index) == [OSTSTADT, REUTENEN, MITTELRAIN]
    assert [reading.key for reading in gaps.readings] == ["ressourcen", "luecken"]
    assert gaps.readings[0].fit[MITTELRAIN] == pytest.approx(fit(MITTELRAIN))


def test_no_weighting_puts_reutenen_first(ranking: Ranking):
    assert [(entry.district, entry.by) for entry in ranking.dominated] == [(REUTENEN, MITTELRAIN)]
    assert (ranking.normalised.loc[REUTENEN] < ranking.normalised.loc[MITTELRAIN]).all()


def test_generation_that_counts_turns_the_order(prepared: Prepared):
    # 1 against 2 for refugees: Mittelrain (31.6 x 2 + 100) / 3 = 54.4, Oststadt 88.2 x 2 / 3 = 58.8
    criteria = dict(prepared.study.criteria)
    population = criteria["population"]
    choices = tuple(
        choice.model_copy(update={"weight": 1.0}) if choice.key == "generation_situation" else choice
        for choice in population.indicator
    )
    criteria["population"] = population.model_copy(update={"indicator": choices})
    study = prepared.study.model_copy(update={"criteria": criteria})
    turned = rank_prepared(Prepared(study, prepared.data, prepared.findings, ()))
    assert turned.leaders == (MITTELRAIN,)
    for name in RAW:
        assert turned.frame.loc[name, "fit"] == pytest.approx(fit(name, generation=1))
    assert [round(turned.frame.loc[name, "fit"], 1) for name in (MITTELRAIN, OSTSTADT)] == [77.1, 71.7]


def test_a_geometric_mean_compensates_less(prepared: Prepared):
    options = prepared.study.ranking.model_copy(update={"between": "geometric"})
    study = prepared.study.model_copy(update={"ranking": options})
    geometric = rank_prepared(Prepared(study, prepared.data, prepared.findings, ()))
    for name in RAW:
        assert geometric.frame.loc[name, "fit"] == pytest.approx(math.prod(by_hand(name)) ** (1 / 3))
    assert [round(value, 1) for value in geometric.frame["fit"]] == [81.4, 62.7, 25.5]
    assert geometric.contributions.columns.empty


def test_weights_of_the_call_replace_those_of_the_study(prepared: Prepared):
    # population below 15.3 % of the weight, the rest equal: Mittelrain leads
    just_above = rank_prepared(prepared, weights={"population": 0.154 / 0.846 * 2})
    just_below = rank_prepared(prepared, weights={"population": 0.152 / 0.848 * 2})
    assert just_above.leaders == (OSTSTADT,)
    assert just_below.leaders == (MITTELRAIN,)


def test_the_shipped_study_is_the_recipe(prepared: Prepared):
    recipe = read_recipe("three-criteria", Path())
    assert {key: criterion.model_dump() for key, criterion in prepared.study.criteria.items()} == {
        key: criterion.model_dump() for key, criterion in recipe.criteria.items()
    }
    assert prepared.study.ranking.model_dump() == recipe.ranking.model_dump()


def test_the_page_says_what_a_council_must_know():
    outcome = rank.run(town())
    text = "\n".join(
        getattr(block, "text", "") + getattr(block, "note", "")
        for block in (outcome.page.blocks if outcome.page else ())
    )
    assert "Keine Gewichtung bringt Mergelstetten-Reutenen nach vorn: Mittelrain" in text
    assert "Das Ergebnis unterstützt die Beratung" in text
    assert outcome.exit_code == 0


def test_a_study_without_criteria_says_what_its_data_carry():
    with pytest.raises(StudyError, match=r"nennt keine Kriterien.*Ausländeranteil in %.*Nicht ableitbar"):
        rank.run(raw_folder() / "kaiserslautern" / "study.toml")


def test_data_with_errors_are_not_ranked(tmp_path: Path):
    folder = tmp_path / "stadt"
    shutil.copytree(raw_folder() / "heidenheim", folder)
    text = (folder / "engagement.csv").read_text(encoding="utf-8-sig")
    (folder / "engagement.csv").write_text(
        text.replace("Engagementstruktur;3", "Engagementstruktur;7"), encoding="utf-8"
    )
    with pytest.raises(DataFindingError, match=r"engagement\.csv, C4: „7“") as caught:
        rank.run(folder / "study.toml")
    assert len(caught.value.findings) == 1


def test_top_shortens_the_table_only():
    page = rank.run(town(), top=1).page
    assert page is not None
    assert [row[1] for row in page.tables[0].rows] == [OSTSTADT]
    assert len(page.data["districts"]) == 3
