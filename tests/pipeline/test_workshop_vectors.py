"""The script of the workshop page computes what the library computes; and what was worked out by hand."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from districtanalysis.datasets import town
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.pipeline.workshop_vectors import MEANS, METHODS, vectors
from districtanalysis.report.workshop_data import workshop_data
from districtanalysis.report.workshop_page import FOLDER

CORE = FOLDER / "core.js"
CHECK = Path(__file__).parents[1] / "report" / "check_vectors.js"


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("no Node here: the tests in a browser run the same script")
    return found


def run(node: str, code: str, *arguments: str) -> object:
    done = subprocess.run([node, "-e", code, *arguments], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_case_that_is_easy_to_get_wrong_occurs():
    cases = vectors()
    names = " ".join(str(case["name"]) for case in cases)
    assert all(
        word in names
        for word in (*METHODS, *MEANS, "ties", "missing", "constant", "equal", "pair", "middle", "excluded")
    )
    expected = [case["expected"] for case in cases]
    assert all(expected)
    assert {one["fault"] for one in expected if "fault" in one} == {"missing", "constant"}  # type: ignore[index,operator]
    assert sum("thresholds" in one for one in expected) > 20  # type: ignore[operator]
    ranks = [one["rank"] for one in expected if "rank" in one]  # type: ignore[index,operator]
    assert any(len(set(placed)) < len(placed) for placed in ranks), "no tie"
    assert any(None in placed for placed in ranks), "nobody left out"


def test_the_same_seed_gives_the_same_cases():
    assert vectors(3) == vectors(3)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_core_computes_what_the_library_computes(node, tmp_path, seed):
    file = tmp_path / "vectors.json"
    cases = vectors(seed)
    file.write_text(json.dumps(cases), encoding="utf-8")
    done = subprocess.run([node, str(CHECK), str(CORE), str(file)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert found["cases"] == len(cases)


HEIDENHEIM = """
const [core, text] = process.argv.slice(1);
const Core = require(core), data = JSON.parse(text), model = Core.modelOf(data), base = Core.stateOf(data);
const fit = (state) => Object.fromEntries(data.names.map((name, i) => [name, Core.compute(model, state).fit[i]]));
const generation = data.indicators.findIndex((entry) => entry.key === "generation_situation");
const counted = base.indicators.map((weight, i) => (i === generation ? 1 : weight));
const result = Core.compute(model, base);
const draws = new Core.Draws(model, base, result, { draws: 1000, seed: 0, spread: "all" });
draws.run(Infinity);
process.stdout.write(JSON.stringify({
  base: fit(base), luecken: fit(Core.withPreset(model, base, data.presets[1])),
  geometric: fit({ ...base, between: "geometric" }), generation: fit({ ...base, indicators: counted }),
  thresholds: Core.thresholds(result, "arithmetic").map((one) => [data.criteria[one.criterion].key, one.side, one.share]),
  weightings: Core.weightings(result, "arithmetic"),
  sure: Object.fromEntries(data.names.map((name, i) => [name, draws.outcome().first[i]])),
  span: data.names.map((name, i) => [draws.outcome().low[i], draws.outcome().high[i]]),
}));
"""


@pytest.fixture(scope="module")
def heidenheim(node):
    prepared = prepare(town("heidenheim"))
    data = workshop_data(rank_prepared(prepared), prepared.study, prepared.data.sources)
    return run(node, HEIDENHEIM, str(CORE), json.dumps(data))


@pytest.mark.parametrize(
    ("reading", "oststadt", "mittelrain", "reutenen"),
    [("base", 81.5, 69.5, 35.3), ("luecken", 43.9, 18.2, 38.1), ("geometric", 81.4, 62.7, 25.5)],
)
def test_the_worked_example_of_the_field(heidenheim, reading, oststadt, mittelrain, reutenen):
    fit = heidenheim[reading]
    assert fit["Oststadt"] == pytest.approx(oststadt, abs=0.05)
    assert fit["Mittelrain"] == pytest.approx(mittelrain, abs=0.05)
    assert fit["Mergelstetten-Reutenen"] == pytest.approx(reutenen, abs=0.05)


def test_with_the_generation_situation_mittelrain_leads(heidenheim):
    # weight 1 against 2 for the refugees in care, as the field worked it out
    assert heidenheim["generation"]["Mittelrain"] == pytest.approx(77.1, abs=0.05)
    assert heidenheim["generation"]["Oststadt"] == pytest.approx(71.7, abs=0.05)


def test_what_would_change_first_place(heidenheim):
    assert heidenheim["thresholds"][0][:2] == ["population", "below"]
    assert heidenheim["thresholds"][0][2] == pytest.approx(0.153, abs=0.0005)
    assert heidenheim["weightings"]["share"] == pytest.approx(0.72, abs=0.005)
    assert heidenheim["weightings"]["never"] == [0]  # Reutenen, the first by name


def test_draws_come_near_the_exact_share(heidenheim):
    # three standard errors of 1000 draws at 0.72: 3 x sqrt(0.72 x 0.28 / 1000) = 0.043
    assert heidenheim["sure"]["Oststadt"] == pytest.approx(0.72, abs=0.043)
    assert heidenheim["sure"]["Mergelstetten-Reutenen"] == 0
    assert heidenheim["span"] == [[3, 3], [1, 2], [1, 2]]
