"""Coming, going and staying: mobility and length of residence."""

from __future__ import annotations

from districtanalysis.domain.indicator import FloatArray
from districtanalysis.domain.selection import Selection
from districtanalysis.indicators.catalogue import indicator

_SETTLED = (
    "residents of five (ten) years of age and over, by how long they have lived at their address; all nationalities"
)


@indicator(
    theme="mobility",
    unit="per_1000",
    inputs={
        "from_outside": Selection("moves_in_from_outside"),
        "from_within": Selection("moves_in_within_city"),
        "to_outside": Selection("moves_out_to_outside"),
        "to_within": Selection("moves_out_within_city"),
        "mean_residents": Selection("mean_residents"),
    },
    base="mean_residents",
    decimals=1,
    source="(moves in + moves out, across the border of the city and within it) / mean population x 1000",
)
def mobility_rate(
    from_outside: FloatArray,
    from_within: FloatArray,
    to_outside: FloatArray,
    to_within: FloatArray,
    mean_residents: FloatArray,
) -> FloatArray:
    """Return moves in and out per 1000 residents, moves between districts of the city included.

    >>> import numpy as np
    >>> mobility_rate(*(np.array([x]) for x in (60.0, 40.0, 50.0, 50.0, 1000.0))).tolist()
    [200.0]
    """
    return (from_outside + from_within + to_outside + to_within) / mean_residents * 1000


@indicator(
    theme="mobility",
    unit="percent",
    inputs={"settled": Selection("resident_for_5_years"), "residents": Selection("residents", age=(5, None))},
    base="residents",
    decimals=1,
    bounds=(0, 100),
    printed="resident_for_5_years_share_printed",
    source=_SETTLED,
)
def settled_5_years(settled: FloatArray, residents: FloatArray) -> FloatArray:
    """Return the percent of residents of five and over who have lived at their address for five years or more.

    >>> import numpy as np
    >>> settled_5_years(np.array([600.0]), np.array([1000.0])).tolist()
    [60.0]
    """
    return settled / residents * 100


@indicator(
    theme="mobility",
    unit="percent",
    inputs={"settled": Selection("resident_for_10_years"), "residents": Selection("residents", age=(10, None))},
    base="residents",
    decimals=1,
    bounds=(0, 100),
    printed="resident_for_10_years_share_printed",
    source=_SETTLED,
)
def settled_10_years(settled: FloatArray, residents: FloatArray) -> FloatArray:
    """Return the percent of residents of ten and over who have lived at their address for ten years or more.

    >>> import numpy as np
    >>> settled_10_years(np.array([400.0]), np.array([1000.0])).tolist()
    [40.0]
    """
    return settled / residents * 100


@indicator(
    theme="mobility",
    unit="percent",
    inputs={"settled": Selection("resident_for_5_years"), "residents": Selection("residents", age=(5, None))},
    base="residents",
    decimals=1,
    bounds=(0, 100),
    source=_SETTLED,
)
def newcomers_5_years(settled: FloatArray, residents: FloatArray) -> FloatArray:
    """Return the percent of residents of five and over who have lived at their address for less than five years.

    >>> import numpy as np
    >>> newcomers_5_years(np.array([600.0]), np.array([1000.0])).tolist()
    [40.0]
    """
    return (1 - settled / residents) * 100
