"""Need and readiness: explicit, two axes, never from nationality by default."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.count_table import OwnIndicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.errors import MethodError, StudyError
from districtanalysis.sources.count_tables import OwnLabelled
from districtanalysis.typology.need import need, status_and_dynamics, status_view
from districtanalysis.typology.options import Axis, AxisIndicator, TypesOptions

LABELS = pd.Series([1, 1, 2, 2], index=list("abcd"))


@pytest.fixture
def table() -> IndicatorTable:
    frame = pd.DataFrame(
        {"transfer": [2.0, 4.0, 6.0, 8.0], "clubs": [1.0, 1.0, 3.0, 3.0], "residents": [100.0, 300.0, 100.0, 100.0]},
        index=list("abcd"),
    )
    return IndicatorTable.from_frame(frame)


def _options(**axes: Axis) -> TypesOptions:
    return TypesOptions(**axes)  # type: ignore[arg-type]


def test_no_need_without_a_named_indicator(table: IndicatorTable) -> None:
    assert need(table, LABELS, TypesOptions()) is None
    assert need(table, LABELS, _options(readiness=Axis(indicator=(AxisIndicator(key="clubs"),)))) is None


def test_scores_and_priorities_by_hand(table: IndicatorTable) -> None:
    options = _options(
        need=Axis(indicator=(AxisIndicator(key="transfer"),)), readiness=Axis(indicator=(AxisIndicator(key="clubs"),))
    )
    found = need(table, LABELS, options)
    assert found is not None
    # mean 5, population deviation sqrt(5): -3, -1, 1, 3 divided by it
    assert found.districts["need"].tolist() == pytest.approx((np.array([-3, -1, 1, 3]) / 5**0.5).tolist())
    # type 1 weighs by residents: (-3 x 100 - 1 x 300) / 400 = -1.5
    assert found.types.loc[1, "need"] == pytest.approx(-1.5 / 5**0.5)
    assert found.types["priority"].tolist() == [2.0, 1.0]
    assert found.districts["priority"].tolist() == [2.0, 1.0, 2.0, 1.0]
    assert found.types["field"].tolist() == ["less_less", "more_more"]
    assert found.declared == ()


def test_direction_turns_the_axis(table: IndicatorTable) -> None:
    options = _options(need=Axis(indicator=(AxisIndicator(key="clubs", direction="less"),)))
    found = need(table, LABELS, options)
    assert found is not None
    assert found.types["priority"].tolist() == [1.0, 2.0]
    assert found.types["field"].tolist() == ["more_unknown", "less_unknown"]


def _with_origin(table: IndicatorTable) -> IndicatorTable:
    entry = OwnIndicator(key="transfer", label="Ausländeranteil", numerator=("x",), describes_origin=True)
    return IndicatorTable(
        frame=table.frame, low=table.low, high=table.high, base=table.base, status=table.status,
        qualifier=table.qualifier, names=table.names, indicators={"transfer": OwnLabelled(entry)},
    )  # fmt: skip


def test_nationality_needs_a_written_reason_that_is_printed(table: IndicatorTable) -> None:
    plain = _options(need=Axis(indicator=(AxisIndicator(key="transfer"),)))
    with pytest.raises(StudyError, match="begruendung"):
        need(_with_origin(table), LABELS, plain)
    given = AxisIndicator(key="transfer", begruendung="Beschluss des Beirats")
    found = need(_with_origin(table), LABELS, _options(need=Axis(indicator=(given,))))
    assert found is not None
    assert found.declared == (
        "In dieser Studie fließt Ausländeranteil auf ausdrücklichen Wunsch ein; Begründung: Beschluss des Beirats.",
    )


def test_a_district_without_value_has_no_score(table: IndicatorTable) -> None:
    frame = table.frame.copy()
    frame.loc["a", "transfer"] = np.nan
    options = _options(need=Axis(indicator=(AxisIndicator(key="transfer"),)))
    found = need(IndicatorTable.from_frame(frame), LABELS, options)
    assert found is not None
    assert np.isnan(found.districts.loc["a", "need"])
    assert found.districts.loc["a", "main"] == ""
    assert found.types["need"].notna().all()


def test_unknown_and_constant_indicators(table: IndicatorTable) -> None:
    with pytest.raises(StudyError, match="transfer"):
        need(table, LABELS, _options(need=Axis(indicator=(AxisIndicator(key="transfers"),))))
    constant = IndicatorTable.from_frame(table.frame.assign(transfer=1.0))
    with pytest.raises(MethodError, match="gleich"):
        need(constant, LABELS, _options(need=Axis(indicator=(AxisIndicator(key="transfer"),))))


def test_status_and_dynamics_of_berlin(reference) -> None:  # type: ignore[no-untyped-def]
    """The published index values of 2017 give the published classes: the same steps."""
    folder = reference / "berlin" / "mss"
    published = pd.read_csv(folder / "mss-2017-00-1.csv", dtype={"id": str}).set_index("id")
    shares = pd.read_csv(folder / "mss-2017-00-2-1.csv", dtype={"id": str}).set_index("id").loc[published.index]
    scores = [
        (shares[c] - shares[c].mean()) / shares[c].std(ddof=0)
        for c in shares.columns
        if c[0] in "sd" and c[1].isdigit()
    ]
    status, dynamics = sum(scores[:4]), sum(scores[4:])
    found = status_and_dynamics(status, dynamics)
    words = {"high": "hoch", "middle": "mittel", "low": "niedrig", "very_low": "sehr niedrig"}
    assert (found["status"].map(words) == published["status_index_klasse"]).all()
    turned = {"positive": "positiv", "stable": "stabil", "negative": "negativ"}
    assert (found["dynamics"].map(turned) == published["dynamik_index_klasse"]).all()


def test_without_dynamics_there_is_no_dynamics() -> None:
    found = status_and_dynamics(pd.Series([0.0, 1.0, 2.0]), pd.Series([0.0, np.nan, 2.0]))
    assert found["dynamics"].isna().tolist() == [False, True, False]


def test_status_and_dynamics_follow_from_two_axes(table: IndicatorTable) -> None:
    change = pd.DataFrame({"rise": [0.0, 0.0, np.nan, 3.0]}, index=list("abcd"))
    wide = IndicatorTable.from_frame(table.frame.join(change))
    axes = {
        key: Axis(indicator=(AxisIndicator(key=name),)) for key, name in (("need", "transfer"), ("dynamics", "rise"))
    }
    assert status_view(wide, LABELS, _options(need=axes["need"])) is None
    view = status_view(wide, LABELS, _options(**axes))
    assert view is not None
    # c has no change and is left out; transfer 2, 4, 8 are -3, -1, 3 / sqrt(5): mean -1/3, population deviation
    # sqrt(56/9) / sqrt(5), so -1.07, -0.27, 1.34; rise 0, 0, 3 gives -0.71, -0.71, 1.41
    assert view.frame["index"].tolist() == pytest.approx([-8 / 56**0.5, -2 / 56**0.5, 10 / 56**0.5])
    assert view.frame["status"].tolist() == ["hoch", "mittel", "niedrig"]
    assert view.frame["dynamics"].tolist() == ["Dynamik stabil", "Dynamik stabil", "Dynamik negativ"]
    assert view.frame["attention"].tolist() == [False, False, True]
    assert view.without == 1
    assert "Dynamik: rise" in view.notes[0]


def test_dynamics_from_nationality_need_a_written_reason_too(table: IndicatorTable) -> None:
    axes = {
        "need": Axis(indicator=(AxisIndicator(key="clubs"),)),
        "dynamics": Axis(indicator=(AxisIndicator(key="transfer"),)),
    }
    with pytest.raises(StudyError, match="begruendung"):
        status_view(_with_origin(table), LABELS, _options(**axes))
