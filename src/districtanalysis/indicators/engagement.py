"""Coded features: engagement, programmes, generations. Each code has a written code book."""

from __future__ import annotations

from districtanalysis.domain.indicator import FloatArray
from districtanalysis.domain.selection import Selection
from districtanalysis.indicators.catalogue import indicator


@indicator(
    theme="engagement",
    unit="code",
    inputs={"step": Selection("engagement_structure", reduce="highest")},
    decimals=0,
    bounds=(0, 3),
    source="code book: 0 nothing named, 1 interest, 2 single offers or structure applied for, 3 lasting structure",
)
def engagement_structure(step: FloatArray) -> FloatArray:
    """Return the highest documented step of local engagement (code 0-3).

    >>> import numpy as np
    >>> engagement_structure(np.array([2.0])).tolist()
    [2.0]
    """
    return step


@indicator(
    theme="engagement",
    unit="code",
    inputs={"step": Selection("programme_frame", reduce="highest")},
    decimals=0,
    bounds=(0, 2),
    source="code book: 0 none named, 1 completed, 2 running",
)
def programme_frame(step: FloatArray) -> FloatArray:
    """Return the highest documented step of the programme frame (code 0-2).

    >>> import numpy as np
    >>> programme_frame(np.array([1.0])).tolist()
    [1.0]
    """
    return step


@indicator(
    theme="population",
    unit="code",
    inputs={"step": Selection("generation_situation")},
    decimals=0,
    bounds=(0, 2),
    source="code book: 0 mixed, 1 turnover ahead, 2 turnover under way",
)
def generation_situation(step: FloatArray) -> FloatArray:
    """Return the generation situation (code 0-2); its direction is for the study to say.

    >>> import numpy as np
    >>> generation_situation(np.array([0.0])).tolist()
    [0.0]
    """
    return step
