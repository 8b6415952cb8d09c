"""A registered chart as a picture for a page: drawn once, with its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Picture

FORMS = ("svg", "png")


def illustrate(
    key: str, result: object, sources: Sequence[SourceRecord] = (), *, share: float = 1.0, **options: Any
) -> Picture:
    """Return the chart ``key`` of ``result`` as a picture; ``options`` go to the drawing function.

    Raises ``StudyError`` for an unknown chart, and what the chart raises for a result that it cannot draw.
    """
    from districtanalysis.report.caption import caption_of
    from districtanalysis.report.picture import picture
    from districtanalysis.report.plot import CHARTS
    from districtanalysis.report.stage import plain_figures

    with plain_figures():
        ax = CHARTS[key](result, sources=sources, **options)
        caption = caption_of(ax)
        forms = {form: picture(ax, form) for form in FORMS}
    return Picture(key, caption.title, caption.alternative, forms, share)
