from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.errors import MethodError, MissingValueError, StudyError
from districtanalysis.scoring.monitor import class_steps, monitor
from districtanalysis.scoring.recipe_file import Classes, MonitorRecipe, monitor_recipes, read_monitor

KEYS = ["unemployed_share", "long_term_unemployed_share", "transfer_share", "child_poverty_share"]


@pytest.fixture
def berlin(reference: Path):
    def read(year: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        folder = reference / "berlin" / "mss"
        parts = [
            pd.read_csv(folder / f"mss-{year}-00-{part}.csv", dtype={"id": str}, index_col="id")
            for part in ("2-1", "1", "3")
        ]
        parts[0].columns = ["name", "residents", *KEYS, *(f"{key}_change" for key in KEYS)]
        return parts[0], parts[1], parts[2]

    return read


@pytest.mark.parametrize("year, count", [(2015, 435), (2017, 436)])
def test_published_classes_of_berlin(berlin, year, count):
    shares, published, z = berlin(year)
    found = monitor(shares, read_monitor(f"berlin-mss-{year}"))
    status, dynamics = found.indices["status"], found.indices["dynamics"]
    # Exactly the units with a published index are scored; the others stay in the table with a reason.
    assert set(status.frame.index) == set(published.index)
    assert len(found.excluded) == 447 - count
    assert (found.excluded["reason"].str.len() > 20).all()
    assert int((status.frame["class"] == published["status_index_klasse"]).sum()) == count
    assert int((dynamics.frame["class"] == published["dynamik_index_klasse"]).sum()) == count
    own = z.loc[status.frame.index]
    for place, key in enumerate(KEYS):
        assert (status.normalised[key] - own.iloc[:, 2 + place].astype(float)).abs().max() < 1e-5
    # Columns 8 and 9 of the published table hold the sum and the index (its header names others).
    assert (status.frame["sum"] - own.iloc[:, 6].astype(float)).abs().max() < 2e-5
    assert (status.frame["score"] - own.iloc[:, 7].astype(float)).abs().max() < 2e-5


def test_matrix_of_berlin(berlin):
    shares, published, _ = berlin(2017)
    found = monitor(shares, read_monitor("berlin-mss-2017"))
    words = found.matrix["group"]
    expected = published["status_index_klasse"] + " / " + published["dynamik_index_klasse"]
    assert (words == expected[words.index]).all()
    # special attention = "sehr niedrig", or "niedrig" and "negativ"
    marked = (published["status_index_klasse"] == "sehr niedrig") | (expected == "niedrig / negativ")
    assert found.matrix["attention"].sum() == marked.sum()
    frame = found.to_frame()
    assert len(frame) == 447
    assert frame["reason"].notna().sum() == 11
    assert "Nicht bewertet: weniger als 300" in " ".join(frame["reason"].dropna())


def test_human_development_index_of_switzerland():
    # UNDP, Human Development Report 2021/2022, table 1: 84.0 years, 16.5, 13.9, 66 933 -> 0.962
    values = pd.DataFrame(
        {
            "life_expectancy": [83.987, 20.0],
            "expected_years_of_schooling": [16.500, 1.0],
            "mean_years_of_schooling": [13.860, 1.0],
            "gni_per_capita": [66_933.0, 200.0],
        },
        index=["CHE", "low"],
    )
    values.loc["low", "life_expectancy"] = 40.0
    found = monitor(values, read_monitor("hdi")).indices["hdi"].frame
    assert found.loc["CHE", "score"] / 100 == pytest.approx(0.962, abs=0.0005)
    assert found.loc["CHE", "class"] == "sehr hoch"


def test_exponential_ranks_of_the_english_index():
    # Ten units ranked 1 to 10 alike in every domain: the highest 100, the next 50.43 (R = 0.9)
    recipe = read_monitor("uk-imd")
    values = pd.DataFrame({entry.key: np.arange(1.0, 11.0) for entry in recipe.indicators})
    found = monitor(values, recipe).indices["imd"].frame
    assert found["score"].iloc[[9, 8]].tolist() == pytest.approx([100, 50.4267], abs=1e-4)
    assert found["class"].tolist() == [str(k) for k in range(1, 11)]
    assert sum(entry.weight for entry in recipe.indicators) == pytest.approx(99.9)  # as published


def test_first_component_has_mean_1000_and_sd_100():
    recipe = read_monitor("nzdep")
    generator = np.random.default_rng(1)
    common = generator.normal(size=200)
    values = pd.DataFrame({e.key: 10 + common + 0.3 * generator.normal(size=200) for e in recipe.indicators})
    found = monitor(values, recipe).indices["nzdep"].frame
    assert found["score"].mean() == pytest.approx(1000)
    assert found["score"].std(ddof=1) == pytest.approx(100)
    assert np.corrcoef(found["score"], common)[0, 1] > 0.99
    assert found["class"].value_counts().tolist() == [20] * 10


def test_basel_index_is_min_max_with_equal_weights():
    recipe = read_monitor("basel-quartierindex")
    values = pd.DataFrame({entry.key: [0.0, 1.0, 4.0] for entry in recipe.indicators}, index=list("ABC"))
    found = monitor(values, recipe)
    assert found.indices["quartierindex"].frame["score"].tolist() == pytest.approx([0, 25, 100])
    assert found.indices["quartierindex"].frame["rank"].tolist() == [1, 2, 3]
    assert any("kein Maß für Bedarf" in note for note in found.notes)  # foreign share takes part


@pytest.mark.parametrize("name", monitor_recipes())
def test_every_shipped_recipe_reads_and_runs(name):
    recipe = read_monitor(name)
    generator = np.random.default_rng(0)
    values = pd.DataFrame({e.key: generator.uniform(110, 150, 30) for e in recipe.indicators})
    values["residents"] = np.where(np.arange(30) == 3, 10, 4000)
    found = monitor(values, recipe)
    frame = found.to_frame()
    assert len(frame) == 30
    assert frame.filter(like="_score").iloc[:20].notna().to_numpy().all()
    if recipe.exclude.minimum:
        assert list(found.excluded.index) == [3]
    assert found._repr_html_()


def test_values_on_a_break_go_where_the_recipe_says():
    classes = Classes(breaks=(-1, 1, 1.5), labels=("a", "b", "c", "d"), belongs=("above", "below", "below"))
    scores = np.array([-1.0001, -1, 1, 1.0001, 1.5, 1.5001])
    assert class_steps(scores, classes).tolist() == [0, 1, 1, 2, 2, 3]


def own(**changes) -> MonitorRecipe:
    content = {
        "schema_version": 1,
        "kind": "monitor",
        "name": "own",
        "label": "Eigenes",
        "index": [{"key": "i", "indicator": [{"key": "x"}, {"key": "y"}]}],
    }
    return MonitorRecipe.model_validate({**content, **changes})


def test_gaps_are_left_out_with_the_reason_or_refused():
    values = pd.DataFrame({"x": [1.0, np.nan, 3, 4], "y": [1.0, 2, 5, 3]}, index=list("ABCD"))
    found = monitor(values, own())
    assert found.excluded["reason"].to_dict() == {"B": "Nicht bewertet: kein Wert für x."}
    with pytest.raises(MissingValueError, match="Bei B fehlen"):
        monitor(values, own(exclude={"missing": "refuse"}))


def test_faults_are_named():
    values = pd.DataFrame({"x": [1.0, 2.0], "y": [1.0, 2.0]}, index=list("AB"))
    with pytest.raises(StudyError, match="fehlen die Spalten y"):
        monitor(values[["x"]], own())
    with pytest.raises(MethodError, match="bleiben 1 Gebiete"):
        monitor(values.head(1), own())
    with pytest.raises(MethodError, match=r"x.*überall denselben Wert"):
        monitor(values.assign(x=1.0), own())
    with pytest.raises(MethodError, match="Logarithmus"):
        monitor(values.assign(x=[0.0, 1.0]), own(index=[{"key": "i", "indicator": [{"key": "x", "log": True}]}]))
    with pytest.raises(StudyError, match="berlin-mss-2017"):
        read_monitor("berlin-mss-2016")


def test_recipes_with_faults_name_each_of_them(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(
        'schema_version = 1\nkind = "monitor"\nname = "own"\nlabel = "x"\nidex = 1\n'
        '[[index]]\nkey = "i"\nnormalisation = "z-score"\n[[index.indicator]]\nkey = "x"\nwieght = 2\n',
        encoding="utf-8",
    )
    with pytest.raises(StudyError) as caught:
        read_monitor("own.toml", tmp_path)
    assert "index" in str(caught.value)
    assert "weight" in str(caught.value)


def test_sums_that_cancel_each_other_out_cannot_be_standardised():
    values = pd.DataFrame({"x": [1.0, 2.0, 3.0], "y": [3.0, 2.0, 1.0]})
    index = {"key": "i", "label": "Lage", "between": "sum", "restandardise": True}
    content = {"schema_version": 1, "kind": "monitor", "name": "own", "label": "Own"}
    recipe = MonitorRecipe.model_validate({**content, "index": [{**index, "indicator": [{"key": "x"}, {"key": "y"}]}]})
    with pytest.raises(MethodError, match="Index „Lage“: Die Summe"):
        monitor(values, recipe)
