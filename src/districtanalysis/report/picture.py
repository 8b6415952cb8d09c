"""A drawing as the bytes of a file, with its words inside; the same drawing gives the same bytes."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from districtanalysis.errors import UsageError
from districtanalysis.language import join, say
from districtanalysis.report.caption import caption_of
from districtanalysis.report.stage import figure_of
from districtanalysis.report.style import our_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = ("png", "svg", "pdf")
DPI = 200


def picture(ax: Axes, form: str, *, dpi: int = DPI) -> bytes:
    """Return the figure of ``ax`` as PNG, SVG or PDF.

    The text alternative stands in the file: as description of a PNG, ``<title>`` and ``<desc>`` of an SVG, subject
    of a PDF. Raises ``UsageError`` for another format.
    """
    if form not in FORMATS:
        raise UsageError(say("chart.other_format", found=form, known=join(FORMATS, "words.or")))
    caption = caption_of(ax)
    stream = io.BytesIO()
    with our_style():
        figure_of(ax).savefig(
            stream, format=form, dpi=dpi, metadata=_metadata(form, caption.title, caption.alternative)
        )
    data = stream.getvalue()
    return _described(data, caption.title, caption.alternative) if form == "svg" else data


def _metadata(form: str, title: str, alternative: str) -> dict[str, str | None]:
    """Return what is written into the file; no date and no version, which would differ from run to run."""
    if form == "png":
        return {"Title": title, "Description": alternative, "Software": None}
    if form == "pdf":
        return {"Title": title, "Subject": alternative, "CreationDate": None, "Producer": None, "Creator": None}
    return {"Date": None, "Creator": None, "Format": None, "Type": None}


def _described(data: bytes, title: str, alternative: str) -> bytes:
    """Return the SVG with role, title and description that screen readers read out."""
    words = f"<title>{escape(title)}</title>\n <desc>{escape(alternative)}</desc>"
    label = escape(title, {'"': "&quot;"})
    text = re.sub(r"\n <metadata>.*?</metadata>", "", data.decode("utf-8"), count=1, flags=re.DOTALL)
    # a function, since names may hold backslashes
    text = re.sub(r"(<svg [^>]*)>", lambda m: f'{m[1]} role="img" aria-label="{label}">\n {words}', text, count=1)
    return text.encode("utf-8")
