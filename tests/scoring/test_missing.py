from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.errors import MissingValueError, StudyError
from districtanalysis.scoring.missing import MISSING, complete

TABLE = pd.DataFrame({"x": [1.0, np.nan, 4.0, 9.0], "y": [1.0, 2.0, 4.0, 8.0]}, index=["A", "B", "C", "D"])


def test_group_means_of_coinr(asem: Path):
    # imputed by the mean of the country's group (Europe or Asia)
    before, after = (pd.read_csv(asem / f"dset_{name}.csv", index_col=0) for name in ("Denominated", "Imputed"))
    groups = pd.read_csv(asem / "iData.csv").set_index("uCode")["EurAsia_group"]
    found = complete(before, "impute_group", groups=groups)
    assert (found.frame - after[before.columns]).abs().to_numpy().max() < 1e-12
    assert len(found.imputed) == int(before.isna().to_numpy().sum())


def test_every_policy_names_what_it_did():
    assert complete(TABLE, "leave_out_district").districts == {"B": ("x",)}
    assert complete(TABLE, "leave_out_indicator").indicators == {"x": ("B",)}
    median = complete(TABLE, "impute_median")
    assert (median.imputed[0].district, median.imputed[0].value, median.imputed[0].rule) == ("B", 4.0, "impute_median")
    assert "B – x: 4,00" in median.statement
    # y: B lies nearest to A (distance 1), so x is that of A
    assert complete(TABLE, "impute_nearest").imputed[0].value == 1.0
    grouped = complete(TABLE, "impute_group", groups=pd.Series([1, 1, 2, 2], index=TABLE.index))
    assert grouped.imputed[0].value == 1.0


def test_refusing_names_the_cell_and_the_policies():
    with pytest.raises(MissingValueError, match=r"B – x.*leave_out_district"):
        complete(TABLE)


def test_nothing_missing_is_nothing_done():
    assert complete(TABLE.dropna(), "refuse").statement == "Es fehlt kein Wert."


@pytest.mark.parametrize("policy", list(MISSING))
def test_a_column_without_any_value_is_never_filled_from_nothing(policy):
    empty = pd.DataFrame({"x": [np.nan, np.nan]}, index=["A", "B"])
    with pytest.raises(MissingValueError):
        complete(empty, policy, groups=pd.Series([1, 1], index=empty.index))


def test_groups_are_needed_and_policies_known():
    with pytest.raises(MissingValueError, match="Gruppe"):
        complete(TABLE, "impute_group")
    with pytest.raises(StudyError, match="impute_median"):
        complete(TABLE, "impute_mean")
