"""The main job on the shipped town: what a planner of Heidenheim is told, beside the calculation by hand."""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder, town
from districtanalysis.domain.ranking import Ranking
from districtanalysis.errors import DataFindingError, MethodError, StudyError
from districtanalysis.pipeline import rank
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.report import workshop_page
from districtanalysis.report.workshop_data import workshop_data
from districtanalysis.scoring.plan import read_recipe

PAGE = Path(workshop_page.__file__).parent / "page"
EXPORT = """
const [folder] = process.argv.slice(-1);
const Core = require(folder + "/core.js");
const Words = require(folder + "/words.js");
const [data, change] = JSON.parse(require("fs").readFileSync(0, "utf8"));
const model = Core.modelOf(data);
const state = { ...Core.stateOf(data, model), ...change };
const fit = Array.from(Core.compute(model, state).fit);
process.stdout.write(JSON.stringify({ fit, study: Words.toml(data, state, []) }));
"""

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


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    return found or pytest.skip("needs Node.js")


# ---- rules of a study for what a method cannot take ------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path):
    """Return a function that ranks Heidenheim with other lines under ``[ranking]``."""
    folder = tmp_path / "stadt"
    shutil.copytree(town("heidenheim").parent, folder)
    study = (folder / "study.toml").read_text(encoding="utf-8").partition("[ranking]")[0]

    def ranked(lines: str, candidates: str = "") -> Ranking:
        head = re.sub(r"candidates = .*", f"candidates = {candidates}", study) if candidates else study
        (folder / "study.toml").write_text(f"{head}[ranking]\n{lines}\n", encoding="utf-8")
        return rank_prepared(prepare(folder / "study.toml"))

    return ranked


def geometric(values: list[float], weights: list[float]) -> float:
    whole = sum(weights)
    return math.prod(value ** (weight / whole) for value, weight in zip(values, weights, strict=True))


def test_a_zero_under_a_geometric_mean_is_refused_moved_or_raised_as_the_study_says(own):
    # Reutenen has programme 0 of 2; engagement 1 of 3 counts twice
    with pytest.raises(MethodError, match=r'zeros = "move".*ranking.parameters.geometric'):
        own('within = "geometric"')
    moved = own('within = "geometric"\nzeros = "move"')
    assert moved.frame.loc[REUTENEN, "sustainability"] == pytest.approx(geometric([1 + 0.99 * 100 / 3, 1], [2, 1]))
    assert [f.found for f in moved.findings if f.rule == "scores_moved"] == [
        "„Feste Zielpunkte (0–100)“ ist auf 1–100 verschoben."
    ]
    raised = own('within = "geometric"\n[ranking.parameters.geometric]\nfloor = 5')
    assert raised.frame.loc[REUTENEN, "sustainability"] == pytest.approx(geometric([100 / 3, 5], [2, 1]))
    assert raised.frame.loc[OSTSTADT, "sustainability"] == pytest.approx(geometric([200 / 3, 100], [2, 1]))
    assert [f.found for f in raised.findings if f.rule == "raised_to_floor"] == ["Auf 5 angehobene Punktwerte: 1."]


def test_z_scores_under_a_geometric_mean_are_a_named_step(own):
    found = own('normalisation = "z_score"\nbetween = "geometric"\nzeros = "move"')
    # each indicator from the lowest (1) to the highest (100) of the three
    refugees = [153 / 4336, 47 / 3715, 15 / 3694]
    middle = 1 + 99 * (refugees[1] - refugees[2]) / (refugees[0] - refugees[2])
    assert found.frame["population"].to_dict() == pytest.approx({OSTSTADT: 100, MITTELRAIN: middle, REUTENEN: 1})
    assert any("z-Wert" in f.found for f in found.findings if f.rule == "scores_moved")


def test_a_column_of_one_value_counts_with_the_middle_where_the_study_says_so(own):
    lines = 'normalisation = "min_max"'
    candidates = f'["{OSTSTADT}", "{REUTENEN}"]'  # both have five kinds of places
    with pytest.raises(MethodError, match='constant = "middle"'):
        own(lines, candidates)
    found = own(f'{lines}\nconstant = "middle"', candidates)
    assert found.normalised["everyday_place_kinds"].tolist() == [50, 50]
    assert [f.found for f in found.findings if f.rule == "constant_middle"] == [
        "Arten von Alltagsorten ist überall gleich und zählt für alle mit der Mitte der Skala."
    ]


def test_parameters_of_formulas_stand_in_the_study(own):
    sample, population = (own(f'normalisation = "z_score"\n[ranking.parameters.z_score]\nddof = {n}') for n in (1, 0))
    ratio = population.normalised["daycare_per_1000"] / sample.normalised["daycare_per_1000"]
    assert ratio.tolist() == pytest.approx([math.sqrt(3 / 2)] * 3)
    power = own('between = "power"\n[ranking.parameters.power]\nexponent = 2')
    assert power.frame.loc[OSTSTADT, "fit"] == pytest.approx(
        math.sqrt(sum(value**2 for value in by_hand(OSTSTADT)) / 3)
    )
    keys = list(sample.plan.scored())
    references = ", ".join(f"{key} = 2" for key in keys)
    lines = 'normalisation = "distance_to_reference"\n[ranking.parameters.distance_to_reference]\n'
    distance = own(f"{lines}reference = {{ {references} }}")
    # 2 is half of 4: engagement 3 lies 50 % above it
    assert distance.normalised.loc[MITTELRAIN, "engagement_structure"] == pytest.approx(50)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("[ranking.parameters.geometrik]\nfloor = 1", "Gemeint ist vielleicht „geometric“"),
        ("[ranking.parameters.geometric]\nflor = 1", "Gemeint ist vielleicht „floor“"),
        ('[ranking.parameters.power]\nexponent = "2"', "eine Zahl"),
        ("[ranking.parameters.z_score]\nddof = 0.5", "eine ganze Zahl"),
        ("[ranking.parameters.copeland]\nfloor = 1", "keine Einstellungen"),
        ('zeros = "nudge"', "refuse oder move"),
    ],
)
def test_parameters_that_no_formula_has_are_refused_by_name(own, lines: str, message: str):
    with pytest.raises(StudyError, match=message):
        own(lines)


@pytest.mark.parametrize("normalisation", ["goalposts", "min_max", "z_score", "rank"])
@pytest.mark.parametrize("within", ["arithmetic", "geometric"])
@pytest.mark.parametrize("between", ["arithmetic", "geometric"])
def test_the_study_that_the_workshop_page_exports_ranks_as_the_page_does(
    node: str, tmp_path: Path, normalisation: str, within: str, between: str
):
    prepared = prepare(town("heidenheim"))
    data = workshop_data(rank_prepared(prepared), prepared.study, prepared.data.sources)
    change = {"normalisation": normalisation, "within": within, "between": between, "criteria": [1, 2, 0.7]}
    done = subprocess.run(
        [node, "-e", EXPORT, str(PAGE)],
        input=json.dumps([data, change]),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    shown = json.loads(done.stdout)
    folder = tmp_path / "stadt"
    shutil.copytree(town("heidenheim").parent, folder)
    (folder / "study.toml").write_text(shown["study"], encoding="utf-8")
    found = rank_prepared(prepare(folder / "study.toml")).frame["fit"]
    assert found.to_dict() == pytest.approx(dict(zip(data["names"], shown["fit"], strict=True)), abs=1e-9)


# ---- who gets no score -----------------------------------------------------------------------------------------------

LEFT_OUT = f"""
[ranking.exclude.minimum]
value = 3700
[[ranking.exclude.district]]
name = "{MITTELRAIN}"
why = {{ de = "Erstaufnahme des Landes", en = "reception centre of the state" }}
"""


def test_a_minimum_leaves_out_reutenen_with_the_standard_sentence(own):
    # residents are 4336, 3715 and 3694
    ranking = own("[ranking.exclude.minimum]\nvalue = 3700")
    assert list(ranking.frame.index) == [OSTSTADT, MITTELRAIN]
    assert ranking.frame["fit"].to_list() == pytest.approx([fit(OSTSTADT), fit(MITTELRAIN)])
    assert ranking.excluded.loc[REUTENEN, "reason"].startswith("Nicht bewertet: weniger als 3\xa0700 Einwohnerinnen")
    assert all(REUTENEN not in reading.fit.index for reading in ranking.readings)


def test_nothing_is_ranked_where_fewer_than_two_remain(own):
    with pytest.raises(StudyError, match="bleiben 1 von 3 Stadtteilen"):
        own(LEFT_OUT)


def test_who_is_left_out_stays_out_on_the_page_and_in_the_study_that_it_exports(node: str, own, tmp_path: Path):
    ranking = own(LEFT_OUT.replace("3700", "10"))
    folder = tmp_path / "stadt"
    prepared = prepare(folder / "study.toml")
    data = workshop_data(ranking, prepared.study, prepared.data.sources)
    change = [node, "-e", EXPORT, str(PAGE)]
    given = json.dumps([data, {}])
    shown = json.loads(subprocess.run(change, input=given, capture_output=True, encoding="utf-8", check=True).stdout)
    page = dict(zip(data["names"], shown["fit"], strict=True))
    assert page[MITTELRAIN] is None
    assert page[OSTSTADT] == pytest.approx(fit(OSTSTADT))
    (folder / "study.toml").write_text(shown["study"], encoding="utf-8")
    again = rank_prepared(prepare(folder / "study.toml"))
    assert again.plan.exclude == ranking.plan.exclude
    assert again.frame["fit"].to_dict() == pytest.approx({name: page[name] for name in (OSTSTADT, REUTENEN)})
