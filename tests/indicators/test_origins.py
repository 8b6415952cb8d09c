"""Most frequent origins: remainder, unknown, ties, small counts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import from_rows
from districtanalysis.domain.origins import OriginsOptions
from districtanalysis.errors import SelectionError, StudyError
from districtanalysis.indicators.origins import origins
from districtanalysis.sources.reading import read_table


def made(counts: Mapping[str, tuple[float | None, ...]], totals: tuple[float, ...] = ()) -> DistrictData:
    """Foreign nationals by origin in the districts A, B, ...; printed totals where they are given."""
    names = [chr(65 + i) for i in range(len(next(iter(counts.values()))))]
    rows = [
        {"district_id": name, "variable": "foreigners", "origin": origin, "value": value,
         "status": "not_available" if value is None else "exact"}
        for origin, values in counts.items()
        for name, value in zip(names, values, strict=True)
    ]  # fmt: skip
    rows += [{"district_id": n, "variable": "foreigners", "value": t} for n, t in zip(names, totals, strict=False)]
    return DistrictData(pd.DataFrame({"name": names}, index=names), from_rows(rows))


def test_the_largest_what_remains_and_those_without_a_country() -> None:
    data = made(
        {"Syrien": (40,), "Türkei": (50,), "Italien": (20,), "Irak": (10,), "staatenlos": (5,), "ungeklärt": (4,)}
    )
    frame = origins(data, OriginsOptions(top=2)).frame
    assert frame["origin"].tolist() == ["Türkei", "Syrien", "", "staatenlos", "ungeklärt"]
    assert frame["kind"].tolist() == ["origin", "origin", "rest", "stateless", "unknown"]
    assert frame["persons"].tolist() == [50, 40, 30, 5, 4]
    assert frame.loc[2, "count"] == 2
    assert frame["share"].sum() == pytest.approx(100)


def test_the_printed_total_counts_where_not_every_origin_is_listed() -> None:
    result = origins(made({"Syrien": (40,), "Türkei": (50,)}, totals=(120,)), OriginsOptions(top=2))
    assert result.frame["persons"].tolist() == [50, 40, 30]
    assert result.frame.loc[2, "count"] == 0  # nobody says how many there are
    assert result.total == 120


def test_a_tie_at_the_last_place_shows_all_of_them() -> None:
    data = made({"a": (9,), "b": (7,), "c": (7,), "d": (7,), "e": (5,)})
    result = origins(data, OriginsOptions(top=2))
    assert result.frame["origin"].tolist() == ["a", "b", "c", "d", ""]
    assert result.frame["rank"].tolist()[:4] == [1, 2, 2, 2]
    assert result.tied
    many = made({"a": (9,), **{f"x{i}": (7,) for i in range(9)}})
    assert origins(many, OriginsOptions(top=2)).frame["origin"].tolist() == ["a", ""]


def test_small_origins_are_in_the_remainder_and_do_not_follow_from_it() -> None:
    # one person from Irak alone would be the remainder: Italien goes with them
    frame = origins(
        made({"Türkei": (50,), "Syrien": (40,), "Italien": (20,), "Irak": (1,)}), OriginsOptions(top=3)
    ).frame
    assert frame["origin"].tolist() == ["Türkei", "Syrien", ""]
    assert frame.loc[2, ["persons", "count"]].tolist() == [21, 2]


def test_the_table_by_district_withholds_small_cells_and_more() -> None:
    data = made({"Türkei": (50, 2, 9), "Syrien": (40, 30, 8), "Italien": (20, 25, 7)})
    result = origins(data, OriginsOptions(top=3))
    hidden = result.withheld
    assert hidden.loc["B", "Türkei"]
    assert (hidden.sum(axis=0)[lambda column: column > 0] >= 2).all()
    assert (hidden.sum(axis=1)[lambda row: row > 0] >= 2).all()


def test_lost_values_are_not_zero() -> None:
    with pytest.raises(SelectionError, match="Zu keinem Herkunftsland ist ein Wert verfügbar"):
        origins(made({"Syrien": (None,), "Irak": (None,)}))
    with pytest.raises(SelectionError, match="keine Herkunftsländer"):
        origins(made({"foreign": (3,)}))
    with pytest.raises(StudyError, match="foreigners"):
        origins(made({"Syrien": (3,)}), OriginsOptions(variable="residents"))


def test_overlapping_groups_have_no_remainder() -> None:
    data = made({"Europäische Union": (60,), "Italien": (40,), "Türkei": (40,)}, totals=(100,))
    result = origins(data, OriginsOptions(top=2))
    assert result.overlapping
    assert [finding.rule for finding in result.findings] == ["origins_overlap"]
    assert np.isnan(result.frame.loc[result.frame["kind"] == "rest", "persons"]).all()
    clean = origins(data, OriginsOptions(top=2, groups=("Europäische Union",)))
    assert (clean.overlapping, clean.frame["persons"].tolist()) == (False, [40, 40, 20])


def test_one_district_alone() -> None:
    assert origins(made({"Syrien": (40, 3), "Irak": (5, 9)}), district="B").frame["origin"].tolist() == [
        "Irak",
        "Syrien",
    ]


def test_the_origins_of_berlin(reference: Path) -> None:
    path = reference / "berlin" / "population" / "berlin-lor-population-2020-02-t4-planning-areas.csv"
    groups = ("european_union", "former_yugoslavia", "former_soviet_union", "islamic_countries", "arabic_countries")
    result = origins(read_table(path, "berlin-population-origins"), OriginsOptions(top=2, groups=groups))
    table = pd.read_csv(path)
    assert result.total == table["inhabitants"].sum()
    expected = [table[f"inhabitants_from_{name}"].sum() for name in ("turkey", "poland")]
    assert result.frame["persons"].tolist()[:2] == expected
    assert result.frame.loc[3, "kind"] == "unknown"
    assert result.frame["persons"].sum() == result.total
