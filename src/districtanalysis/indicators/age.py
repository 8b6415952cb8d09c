"""Age structure, from counts in completed years. The bounds of each quotient stand in its label."""

from __future__ import annotations

from districtanalysis.domain.indicator import FloatArray
from districtanalysis.domain.selection import Selection
from districtanalysis.indicators.catalogue import indicator


def _aged(low: int, high: int | None) -> Selection:
    return Selection("residents", age=(low, high))


@indicator(
    theme="age",
    unit="per_100",
    inputs={"under_20": _aged(0, 19), "working": _aged(20, 64)},
    base="working",
    source="P(0-19) / P(20-64) x 100, official statistics",
)
def youth_quotient(under_20: FloatArray, working: FloatArray) -> FloatArray:
    """Return residents under 20 per 100 residents aged 20 to 64.

    >>> import numpy as np
    >>> youth_quotient(np.array([30.0]), np.array([60.0])).tolist()
    [50.0]
    """
    return under_20 / working * 100


@indicator(
    theme="age",
    unit="per_100",
    inputs={"over_64": _aged(65, None), "working": _aged(20, 64)},
    base="working",
    source="P(65+) / P(20-64) x 100, official statistics",
)
def old_age_quotient(over_64: FloatArray, working: FloatArray) -> FloatArray:
    """Return residents aged 65 and over per 100 residents aged 20 to 64.

    >>> import numpy as np
    >>> old_age_quotient(np.array([15.0]), np.array([60.0])).tolist()
    [25.0]
    """
    return over_64 / working * 100


@indicator(
    theme="age",
    unit="per_100",
    inputs={"under_20": _aged(0, 19), "over_64": _aged(65, None), "working": _aged(20, 64)},
    base="working",
    source="youth quotient + old-age quotient",
)
def dependency_ratio(under_20: FloatArray, over_64: FloatArray, working: FloatArray) -> FloatArray:
    """Return residents under 20 or over 64 per 100 residents aged 20 to 64.

    >>> import numpy as np
    >>> dependency_ratio(np.array([30.0]), np.array([15.0]), np.array([60.0])).tolist()
    [75.0]
    """
    return (under_20 + over_64) / working * 100


@indicator(
    theme="age",
    unit="per_100",
    inputs={"over_64": _aged(65, None), "under_20": _aged(0, 19)},
    base="under_20",
    source="P(65+) / P(0-19) x 100",
)
def ageing_index(over_64: FloatArray, under_20: FloatArray) -> FloatArray:
    """Return residents aged 65 and over per 100 residents under 20.

    >>> import numpy as np
    >>> ageing_index(np.array([15.0]), np.array([30.0])).tolist()
    [50.0]
    """
    return over_64 / under_20 * 100


@indicator(
    theme="age",
    unit="per_100",
    inputs={"over_79": _aged(80, None), "younger_old": _aged(60, 79)},
    base="younger_old",
    source="P(80+) / P(60-79) x 100",
)
def greying_index(over_79: FloatArray, younger_old: FloatArray) -> FloatArray:
    """Return residents aged 80 and over per 100 residents aged 60 to 79.

    >>> import numpy as np
    >>> greying_index(np.array([5.0]), np.array([20.0])).tolist()
    [25.0]
    """
    return over_79 / younger_old * 100


@indicator(
    theme="age",
    unit="index",
    inputs={"children": _aged(0, 14), "parents": _aged(15, 49), "grandparents": _aged(50, None)},
    base="parents",
    decimals=2,
    source="Billeter's J: (P(0-14) - P(50+)) / P(15-49)",
)
def billeter_j(children: FloatArray, parents: FloatArray, grandparents: FloatArray) -> FloatArray:
    """Return Billeter's J (index, no unit); negative values mean an older population.

    >>> import numpy as np
    >>> billeter_j(np.array([10.0]), np.array([50.0]), np.array([40.0])).tolist()
    [-0.6]
    """
    return (children - grandparents) / parents


@indicator(
    theme="age",
    unit="percent",
    inputs={"under_18": _aged(0, 17), "residents": Selection("residents", age=(0, None))},
    base="residents",
    bounds=(0, 100),
    source="P(0-17) / P x 100",
)
def share_under_18(under_18: FloatArray, residents: FloatArray) -> FloatArray:
    """Return the share of residents under 18 (percent).

    >>> import numpy as np
    >>> share_under_18(np.array([20.0]), np.array([100.0])).tolist()
    [20.0]
    """
    return under_18 / residents * 100


@indicator(
    theme="age",
    unit="percent",
    inputs={"over_64": _aged(65, None), "residents": Selection("residents", age=(0, None))},
    base="residents",
    bounds=(0, 100),
    source="P(65+) / P x 100",
)
def share_65_and_over(over_64: FloatArray, residents: FloatArray) -> FloatArray:
    """Return the share of residents aged 65 and over (percent).

    >>> import numpy as np
    >>> share_65_and_over(np.array([20.0]), np.array([100.0])).tolist()
    [20.0]
    """
    return over_64 / residents * 100


@indicator(
    theme="age",
    unit="percent",
    inputs={"aged": _aged(21, 29), "residents": Selection("residents", age=(0, None))},
    base="residents",
    bounds=(0, 100),
    source="P(21-29) / P x 100; both ages included, needs single years or bands that nest",
)
def share_21_to_29(aged: FloatArray, residents: FloatArray) -> FloatArray:
    """Return the share of residents aged 21 to 29, both included (percent).

    >>> import numpy as np
    >>> share_21_to_29(np.array([12.0]), np.array([100.0])).tolist()
    [12.0]
    """
    return aged / residents * 100
