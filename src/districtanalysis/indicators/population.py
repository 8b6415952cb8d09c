"""How many people live in a district, and how densely."""

from __future__ import annotations

from districtanalysis.domain.indicator import FloatArray
from districtanalysis.domain.selection import Selection
from districtanalysis.indicators.catalogue import indicator

RESIDENTS = Selection("residents")


@indicator(
    theme="population",
    unit="persons",
    inputs={"number": RESIDENTS},
    base="number",
    decimals=0,
    source="count of the register, as printed; derived from count and rounded share where it is not",
)
def residents(number: FloatArray) -> FloatArray:
    """Return the residents of each district (persons), as printed or derived.

    >>> import numpy as np
    >>> residents(np.array([4336.0])).tolist()
    [4336.0]
    """
    return number


@indicator(
    theme="population",
    unit="per_km2",
    inputs={"residents": RESIDENTS, "area": Selection("area_km2")},
    base="residents",
    decimals=0,
    source="residents / area in square kilometres",
)
def population_density(residents: FloatArray, area: FloatArray) -> FloatArray:
    """Return residents per square kilometre.

    >>> import numpy as np
    >>> population_density(np.array([4000.0]), np.array([2.0])).tolist()
    [2000.0]
    """
    return residents / area


@indicator(
    theme="population",
    unit="per_1000",
    inputs={"refugees": Selection("refugees_in_care"), "residents": RESIDENTS},
    base="residents",
    decimals=1,
    caseload=True,
    source="persons in care of the advisory services / residents x 1000; a caseload, not a register count",
)
def refugees_in_care_per_1000(refugees: FloatArray, residents: FloatArray) -> FloatArray:
    """Return refugees in care per 1000 residents.

    >>> import numpy as np
    >>> float(refugees_in_care_per_1000(np.array([153.0]), np.array([4336.0]))[0].round(2))
    35.29
    """
    return refugees / residents * 1000
