"""Nationality: it describes the composition of a population and is no measure of need."""

from __future__ import annotations

from districtanalysis.domain.indicator import FloatArray
from districtanalysis.domain.selection import Selection
from districtanalysis.indicators.catalogue import indicator
from districtanalysis.indicators.population import RESIDENTS

FOREIGNERS = Selection("foreigners")


@indicator(
    theme="origin",
    unit="percent",
    inputs={"foreigners": FOREIGNERS, "residents": RESIDENTS},
    base="residents",
    decimals=2,
    describes_origin=True,
    bounds=(0, 100),
    printed="foreign_share_printed",
    source="foreign nationals / residents x 100",
)
def foreign_share(foreigners: FloatArray, residents: FloatArray) -> FloatArray:
    """Return the share of foreign nationals among the residents (percent).

    >>> import numpy as np
    >>> float(foreign_share(np.array([1338.0]), np.array([4336.0]))[0].round(4))
    30.8579
    """
    return foreigners / residents * 100


@indicator(
    theme="origin",
    unit="percent",
    inputs={"share": Selection("foreign_share_under_30_printed")},
    describes_origin=True,
    bounds=(0, 100),
    source="foreign nationals under 30 / residents under 30 x 100, as printed",
)
def foreign_share_under_30(share: FloatArray) -> FloatArray:
    """Return the share of foreign nationals among residents under 30 (percent), as printed.

    >>> import numpy as np
    >>> foreign_share_under_30(np.array([17.4])).tolist()
    [17.4]
    """
    return share


@indicator(
    theme="origin",
    unit="ratio",
    inputs={"under_30": Selection("foreign_share_under_30_printed"), "all_ages": Selection("foreign_share_printed")},
    decimals=2,
    describes_origin=True,
    source="share under 30 / share at all ages; above 1: foreign nationals are younger than the residents as a whole",
)
def foreign_share_under_30_ratio(under_30: FloatArray, all_ages: FloatArray) -> FloatArray:
    """Return the share among the under-30s divided by the share at all ages (ratio).

    >>> import numpy as np
    >>> float(foreign_share_under_30_ratio(np.array([10.0]), np.array([8.0]))[0])
    1.25
    """
    return under_30 / all_ages


@indicator(
    theme="origin",
    unit="ratio",
    inputs={"foreigners": FOREIGNERS, "residents": RESIDENTS},
    city={"all_foreigners": FOREIGNERS, "all_residents": RESIDENTS},
    base="residents",
    decimals=2,
    describes_origin=True,
    source="location quotient (x_i / n_i) / (X / N)",
)
def location_quotient_foreigners(
    foreigners: FloatArray, residents: FloatArray, all_foreigners: float, all_residents: float
) -> FloatArray:
    """Return the share of foreign nationals divided by the share in all districts together (ratio).

    >>> import numpy as np
    >>> location_quotient_foreigners(np.array([20.0]), np.array([100.0]), 100.0, 1000.0).tolist()
    [2.0]
    """
    return foreigners / residents / (all_foreigners / all_residents)


@indicator(
    theme="origin",
    unit="nationalities",
    inputs={"number": Selection("nationalities")},
    decimals=0,
    describes_origin=True,
    source="as printed, usually a lower bound; grows with the number of residents and says little about diversity",
)
def nationalities_at_least(number: FloatArray) -> FloatArray:
    """Return the number of nationalities as printed, usually a lower bound.

    >>> import numpy as np
    >>> nationalities_at_least(np.array([46.0])).tolist()
    [46.0]
    """
    return number


@indicator(
    theme="origin",
    unit="per_1000",
    inputs={"number": Selection("nationalities"), "residents": RESIDENTS},
    base="residents",
    decimals=1,
    describes_origin=True,
    source="nationalities / residents x 1000: takes the size of the district out of the raw number",
)
def nationalities_per_1000(number: FloatArray, residents: FloatArray) -> FloatArray:
    """Return nationalities per 1000 residents.

    >>> import numpy as np
    >>> float(nationalities_per_1000(np.array([46.0]), np.array([3694.0]))[0].round(1))
    12.5
    """
    return number / residents * 1000
