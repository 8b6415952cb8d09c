"""A registered chart as a picture for a page: drawn once, with its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Picture

FORMS = ("svg", "png")
# Beyond this a drawing of lines is slower to open than one of dots, and no sharper on a screen.
_HEAVY = 200_000


def illustrate(
    key: str,
    result: object,
    sources: Sequence[SourceRecord] = (),
    *,
    share: float = 1.0,
    forms: Sequence[str] = FORMS,
    **options: Any,
) -> Picture:
    """Return the chart ``key`` of ``result`` as a picture; ``options`` go to the drawing function.

    ``forms`` are the kinds of bytes that are needed; an SVG with very many lines gives way to a PNG.

    Raises ``StudyError`` for an unknown chart, and what the chart raises for a result that it cannot draw.
    """
    from districtanalysis.report.caption import caption_of
    from districtanalysis.report.picture import picture
    from districtanalysis.report.plot import CHARTS
    from districtanalysis.report.stage import plain_figures

    with plain_figures():
        ax = CHARTS[key](result, sources=sources, **options)
        caption = caption_of(ax)
        drawn = {form: picture(ax, form) for form in forms}
        if len(drawn.get("svg", b"")) > _HEAVY:
            drawn = {"png": drawn["png"] if "png" in drawn else picture(ax, "png")}
    return Picture(key, caption.title, caption.alternative, drawn, share)
