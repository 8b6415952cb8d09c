"""Every published or recomputed value that the software can reach, beside its calculation by hand."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import districtanalysis as da
from districtanalysis.datasets import raw_folder
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.study import Study
from districtanalysis.methods.correlation import correlations
from districtanalysis.methods.printed_shares import largest_remainder
from districtanalysis.methods.rounding import denominator_range
from districtanalysis.methods.segregation import eta_squared, isolation, segregation_index
from districtanalysis.methods.transforms import exponential

OSTSTADT, MITTELRAIN, REUTENEN = "Oststadt", "Mittelrain", "Mergelstetten-Reutenen"
# Kaiserslautern as printed: foreign nationals, their share in %, their share among the under-30s in %.
KERN = (
    (1998, 17.6, 17.4),
    (1794, 20.4, 23.1),
    (1988, 18.4, 19.3),
    (1128, 12.4, 16.4),
    (1369, 19.8, 17.4),
    (473, 10.2, 12.0),
    (1702, 15.7, 21.5),
    (722, 13.3, 20.7),
    (1084, 12.9, 13.8),
)
ORTSTEILE = (
    (190, 7.0, 10.0),
    (204, 15.6, 18.2),
    (209, 6.7, 10.2),
    (131, 6.7, 6.5),
    (75, 6.3, 9.4),
    (165, 6.2, 5.8),
    (331, 9.2, 10.7),
    (164, 6.2, 7.3),
    (191, 6.9, 5.0),
)
# Values that other parts of the software compute, with the place of their tests or the reason.
ELSEWHERE = {
    "mss_2015_match": "Berlin's monitor has tests of its own",
    "mss_2017_match": "Berlin's monitor has tests of its own",
}


class Towns:
    """The shipped tables, read once."""

    def __init__(self) -> None:
        self.heidenheim = da.load_study(raw_folder() / "heidenheim")
        self.data = da.load(self.heidenheim)
        self.table = da.compute_indicators(self.data, self.heidenheim)
        self.areas = da.load(da.load_study(raw_folder() / "heidenheim" / "vergleichsgebiete.toml"))
        self.kaiserslautern = da.load(da.load_study(raw_folder() / "kaiserslautern"))
        self.shares: IndicatorTable = da.compute_indicators(self.kaiserslautern)

    def sum(self, variable: str) -> float:
        """The sum of one variable over the three candidates."""
        return float(self.data.wide(variable)[variable].sum())

    def migration(self, *names: str, without: str = "") -> float:
        """The share with migration background in the census, in percent, of one area less another."""
        there = self.areas.wide("with_migration_background")["with_migration_background"]
        others = self.areas.wide("without_migration_background")["without_migration_background"]
        some, rest = (sum(column[name] for name in names) for column in (there, others))
        if without:
            some, rest = some - there[without], rest - others[without]
        return float(some / (some + rest) * 100)

    def fits(self, study: Study) -> list[float]:
        """The fits of the three candidates."""
        fit = da.rank(self.table, study).frame["fit"]
        return [float(fit[name]) for name in (OSTSTADT, MITTELRAIN, REUTENEN)]

    def geometric(self) -> list[float]:
        """The fits with a geometric mean between the criteria."""
        ranking = self.heidenheim.ranking.model_copy(update={"between": "geometric"})
        return self.fits(self.heidenheim.model_copy(update={"ranking": ranking}))

    def group(self, name: str) -> list[str]:
        """The districts of one section of Kaiserslautern's table."""
        districts = self.kaiserslautern.districts
        return [str(district) for district in districts.index[districts["group"] == name]]

    def foreigners(self, *groups: str) -> float:
        """The number of foreign nationals in some sections of Kaiserslautern's table."""
        counts = self.kaiserslautern.wide("foreigners")["foreigners"]
        return float(sum(counts[district] for group in groups for district in self.group(group)))

    def residents(self, group: str, *, one_decimal: str = "") -> list[float]:
        """The interval of the derived residents of a section; ``one_decimal`` reads one share as 7.0."""
        names = self.group(group)
        ends = [
            [float(bound.loc[name, "residents"]) for name in names] for bound in (self.shares.low, self.shares.high)
        ]
        if one_decimal:
            place = names.index(one_decimal)
            for end, value in zip(ends, denominator_range(190, 7.0, 1), strict=True):
                end[place] = value
        return [sum(end) for end in ends]

    def columns(self) -> tuple[np.ndarray, np.ndarray]:
        """Foreign nationals and derived residents of Kaiserslautern's districts."""
        counts = self.kaiserslautern.wide("foreigners")["foreigners"].loc[self.shares.frame.index]
        return counts.to_numpy(), self.shares.frame["residents"].to_numpy()

    def spearman(self) -> float:
        """The rank correlation of the two printed shares."""
        columns = self.shares.frame[["foreign_share", "foreign_share_under_30"]]
        return float(correlations(columns.to_numpy(), "spearman")[0, 1])


CITY, COUNTY = "Stadt Heidenheim an der Brenz", "Landkreis Heidenheim"
COMPUTED: dict[str, Callable[[Towns], float | list[float]]] = {
    "hdh_share_reutenen": lambda towns: float(towns.table.frame.loc[REUTENEN, "foreign_share"]),
    "hdh_share_mittelrain": lambda towns: float(towns.table.frame.loc[MITTELRAIN, "foreign_share"]),
    "hdh_share_oststadt": lambda towns: float(towns.table.frame.loc[OSTSTADT, "foreign_share"]),
    "hdh_sum_residents": lambda towns: towns.sum("residents"),
    "hdh_sum_foreign": lambda towns: towns.sum("foreigners"),
    "hdh_pooled_share": lambda towns: towns.table.city["foreign_share"],
    "hdh_refugees_total": lambda towns: towns.sum("refugees_in_care"),
    "mh_stadt": lambda towns: towns.migration(CITY),
    "mh_kreis": lambda towns: towns.migration(COUNTY),
    "mh_rb": lambda towns: towns.migration("Reg.-Bez. Stuttgart"),
    "mh_bw": lambda towns: towns.migration("Baden-Württemberg"),
    "mh_d": lambda towns: towns.migration("Deutschland"),
    "mh_kreis_ohne_stadt": lambda towns: towns.migration(COUNTY, without=CITY),
    "hech_sum": lambda _: sum(printed_shares()),
    "hech_largest_remainder": lambda _: [float(share) for share in largest_remainder([57, 9, 9, 3])],
    "kl_sum_kern": lambda towns: towns.foreigners("Kernstadt"),
    "kl_sum_orts": lambda towns: towns.foreigners("Ortsteile"),
    "kl_sum": lambda towns: towns.foreigners("Kernstadt", "Ortsteile"),
    "kl_n_kern_range": lambda towns: towns.residents("Kernstadt"),
    "kl_n_orts_range": lambda towns: towns.residents("Ortsteile", one_decimal="Erzhütten/ Wiesenthalerhof"),
    "kl_is": lambda towns: 100 * segregation_index(*towns.columns()),
    "kl_iso": lambda towns: isolation(*towns.columns()),
    "kl_iso_korrigiert": lambda towns: eta_squared(*towns.columns()),
    "kl_spearman": lambda towns: towns.spearman(),
    "exp_transform_r1": lambda _: float(exponential(np.array([1.0]))[0]),
    "exp_transform_r09": lambda _: float(exponential(np.array([0.9]))[0]),
    "hdh_fit_oststadt": lambda towns: towns.fits(towns.heidenheim)[0],
    "hdh_fit_mittelrain": lambda towns: towns.fits(towns.heidenheim)[1],
    "hdh_fit_reutenen": lambda towns: towns.fits(towns.heidenheim)[2],
    "hdh_fit_geometrisch": lambda towns: towns.geometric(),
}


def printed_shares() -> list[float]:
    """The four shares of the survey as the shipped table prints them."""
    path = raw_folder() / "hechingen" / "umfrage_relevanz.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    return [float(row[1]) for row in rows[1:]]


def criteria(refugees: int, residents: int, kinds: int, daycare: int, engagement: int, programme: int) -> list[float]:
    """The three criteria of one candidate: goalposts 0-40, 0-6, 0-1, 0-3, 0-2; weights 2 : 1 inside the last two."""
    population = refugees / residents * 1000 / 40 * 100
    infrastructure = (2 * kinds / 6 + 1 * (daycare / residents * 1000) / 1) / 3 * 100
    sustainability = (2 * engagement / 3 + 1 * programme / 2) / 3 * 100
    return [population, infrastructure, sustainability]


# population, infrastructure, sustainability: 88.2 / 78.6 / 77.8, 31.6 / 93.6 / 83.3, 10.2 / 73.6 / 22.2
CRITERIA = (criteria(153, 4336, 5, 3, 2, 2), criteria(47, 3715, 6, 3, 3, 1), criteria(15, 3694, 5, 2, 1, 0))
FITS = [sum(values) / 3 for values in CRITERIA]


def derived(rows: tuple[tuple[int, float, float], ...]) -> list[int]:
    """The smallest and the largest sum of residents of which the counts are the printed shares (one decimal)."""
    # in thousandths of a percent all ends of the intervals are whole numbers
    low = sum(math.ceil(count * 100_000 / (round(share * 1000) + 50)) for count, share, _ in rows)
    high = sum(math.floor(count * 100_000 / (round(share * 1000) - 50)) for count, share, _ in rows)
    return [low, high]


def spread() -> dict[str, float]:
    """Segregation, isolation and corrected isolation from counts and shares as printed."""
    x = [count for count, _, _ in KERN + ORTSTEILE]
    n = [count / share * 100 for count, share, _ in KERN + ORTSTEILE]
    others = sum(n) - sum(x)
    even = [abs(a / sum(x) - (b - a) / others) for a, b in zip(x, n, strict=True)]
    alone = sum(a / sum(x) * a / b for a, b in zip(x, n, strict=True))
    city = sum(x) / sum(n)
    return {"is": 50 * sum(even), "iso": alone, "corrected": (alone - city) / (1 - city)}


def places(values: list[float]) -> list[float]:
    """Ranks with the mean of tied places."""
    return [sum(b < a for b in values) + (sum(b == a for b in values) + 1) / 2 for a in values]


def rank_correlation() -> float:
    first, second = (places([row[column] for row in KERN + ORTSTEILE]) for column in (1, 2))
    mean = (len(first) + 1) / 2
    product = sum((a - mean) * (b - mean) for a, b in zip(first, second, strict=True))
    return product / math.sqrt(sum((a - mean) ** 2 for a in first) * sum((b - mean) ** 2 for b in second))


BY_HAND: dict[str, float | list[float] | list[int]] = {
    "hdh_share_reutenen": 352 / 3694 * 100,
    "hdh_share_mittelrain": 724 / 3715 * 100,
    "hdh_share_oststadt": 1338 / 4336 * 100,
    "hdh_sum_residents": 3694 + 3715 + 4336,
    "hdh_sum_foreign": 352 + 724 + 1338,
    "hdh_pooled_share": 2414 / 11745 * 100,
    "hdh_refugees_total": 15 + 47 + 153,
    "mh_stadt": 15170 / (30580 + 15170) * 100,
    "mh_kreis": 31680 / (95710 + 31680) * 100,
    "mh_rb": 1107010 / (2781620 + 1107010) * 100,
    "mh_bw": 2673340 / (7737650 + 2673340) * 100,
    "mh_d": 15297460 / (64354900 + 15297460) * 100,
    "mh_kreis_ohne_stadt": (31680 - 15170) / (31680 - 15170 + 95710 - 30580) * 100,
    "hech_sum": 73 + 12 + 11 + 4,
    # 73.08, 11.54, 11.54, 3.85 are cut to 73, 11, 11, 3 = 98: two go to the remainders .85 and, by order, the first .54
    "hech_largest_remainder": [73.0, 12.0, 11.0, 4.0],
    "kl_sum_kern": sum(count for count, _, _ in KERN),
    "kl_sum_orts": sum(count for count, _, _ in ORTSTEILE),
    "kl_sum": 12258 + 1660,
    "kl_n_kern_range": derived(KERN),
    "kl_n_orts_range": derived(ORTSTEILE),
    "kl_is": spread()["is"],
    "kl_iso": spread()["iso"],
    "kl_iso_korrigiert": spread()["corrected"],
    "kl_spearman": rank_correlation(),
    "exp_transform_r1": -23 * math.log(math.exp(-100 / 23)),  # 1 - (1 - e^(-100/23)) = e^(-100/23)
    "exp_transform_r09": -23 * math.log(1 - 0.9 * (1 - math.exp(-100 / 23))),
    "hdh_fit_oststadt": FITS[0],
    "hdh_fit_mittelrain": FITS[1],
    "hdh_fit_reutenen": FITS[2],
    "hdh_fit_geometrisch": [math.prod(values) ** (1 / 3) for values in CRITERIA],
}
# Derived residents are whole numbers in the software, quotients in the calculation by hand.
WHOLE_RESIDENTS = {"kl_is": 0.01, "kl_iso": 1e-5, "kl_iso_korrigiert": 1e-5}


@pytest.fixture(scope="module")
def towns() -> Towns:
    return Towns()


@pytest.fixture(scope="module")
def golden(reference: Path) -> dict[str, tuple[list[float], float]]:
    """Expected values and tolerance by id, from the shared table."""
    path = reference.parent / "figures" / "golden_values.csv"
    if not path.is_file():
        pytest.skip(f"no table of expected values in {path.parent}")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["id"]: (numbers_in(row["erwartet"]), float(row["toleranz"])) for row in rows}


def numbers_in(text: str) -> list[float]:
    """The numbers of ``435/435``, ``76030..76515`` or ``81.4|62.7|25.5``."""
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize("key", COMPUTED)
def test_the_value_is_that_of_the_calculation_by_hand(key: str, towns: Towns) -> None:
    tolerance = WHOLE_RESIDENTS.get(key, 1e-9)
    assert COMPUTED[key](towns) == pytest.approx(BY_HAND[key], abs=tolerance)


@pytest.mark.parametrize("key", COMPUTED)
def test_the_value_is_the_expected_one(key: str, towns: Towns, golden: dict[str, tuple[list[float], float]]) -> None:
    expected, tolerance = golden[key]
    found = COMPUTED[key](towns)
    assert (found if isinstance(found, list) else [found]) == pytest.approx(expected, abs=tolerance)


def test_every_expected_value_has_a_test(golden: dict[str, tuple[list[float], float]]) -> None:
    assert set(golden) == {*COMPUTED, *ELSEWHERE}


def test_the_criteria_are_those_of_the_field(towns: Towns) -> None:
    ranking = da.rank(towns.table, towns.heidenheim)
    for name, values in zip((OSTSTADT, MITTELRAIN, REUTENEN), CRITERIA, strict=True):
        row = ranking.frame.loc[name]
        assert [row["population"], row["infrastructure"], row["sustainability"]] == pytest.approx(values)
    rounded = [[round(value, 1) for value in values] for values in CRITERIA]
    assert rounded == [[88.2, 78.6, 77.8], [31.6, 93.6, 83.3], [10.2, 73.6, 22.2]]
