"""A monitor's indices for a page: worded in both languages, from the tables of a study."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.monitored import Monitored
from districtanalysis.errors import StudyError
from districtanalysis.pipeline.monitored import monitored, worded_monitor
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.scoring.monitor import monitor
from districtanalysis.scoring.recipe_file import read_monitor

SHARES = ("unemployed_share", "long_term_unemployed_share", "transfer_share", "child_poverty_share")


def berlin() -> Monitored:
    """Five areas whose every share is 0, 1, 2, 3 and 14: z of mean 4 and sd (16+9+4+1+100)/5 = 26."""
    keys = [*SHARES, *(f"{key}_change" for key in SHARES)]
    values = pd.DataFrame({key: [0.0, 1.0, 2.0, 3.0, 14.0, 5.0] for key in keys}, index=list("abcdef"))
    values["residents"] = [900.0] * 5 + [299.0]
    recipe = read_monitor("berlin-mss-2017")
    return worded_monitor(monitor(values, recipe), values, pd.Series(dict(zip("abcdef", "ABCDEF", strict=True))))


def test_classes_groups_and_who_takes_no_part():
    found = berlin()
    status = found.indices[0]
    # -4, -3, -2, -1 and 10 over the root of 26: only the last is above 1.5, none below -1
    assert status.frame["score"].to_list() == pytest.approx([z / 26**0.5 for z in (-4, -3, -2, -1, 10)])
    assert status.counts() == [("hoch", 0), ("mittel", 4), ("niedrig", 0), ("sehr niedrig", 1)]
    assert found.groups["e"] == "sehr niedrig / negativ"
    assert found.attention.to_list() == [False, False, False, False, True]
    assert found.left_out.to_dict() == {"f": "F"}
    assert "300" in found.reasons[0]
    assert "niedrigster" in status.order


def test_figures_that_no_table_holds_are_named():
    with pytest.raises(StudyError, match="unemployed_share"):
        monitored(prepare(town()), "berlin-mss-2017")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Heidenheim with a monitor of its own: one index without classes."""
    import shutil

    folder = tmp_path / "stadt"
    shutil.copytree(town("heidenheim").parent, folder)
    (folder / "eigen.toml").write_text(
        'schema_version = 1\nkind = "monitor"\nname = "eigen"\nlabel = { de = "Eigen", en = "Own" }\n'
        '[[index]]\nkey = "i"\nlabel = { de = "Lage", en = "Situation" }\n'
        '[[index.indicator]]\nkey = "foreign_share"\n[[index.indicator]]\nkey = "daycare_per_1000"\n',
        encoding="utf-8",
    )
    return folder / "study.toml"


def test_a_monitor_of_a_studys_own_in_both_languages(own: Path):
    found = monitored(prepare(own), "eigen.toml")
    assert {code: one.label for code, one in found.items()} == {"de": "Eigen", "en": "Own"}
    assert found["en"].indices[0].label == "Situation"
    assert found["de"].indices[0].classes == ()
    assert not any(found["de"].groups)
