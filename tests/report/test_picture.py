import io
import re
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from districtanalysis.domain.display import Column, Table
from districtanalysis.errors import UsageError
from districtanalysis.report.caption import Caption, caption_of
from districtanalysis.report.picture import FORMATS, picture
from districtanalysis.report.stage import plain_figures, stage
from districtanalysis.report.style import our_style

SVG = "{http://www.w3.org/2000/svg}"


def drawn(title='Ost < West & "Süd" \\g<0> $x$'):
    table = Table("t", "", (Column("d", "D"),), (("Ost",),))
    with plain_figures(), our_style():
        ax = stage(None, Caption("map", title, "Stand 2020", table), body=1.0)
        ax.text(0.5, 0.5, title)
    return ax


def test_an_svg_says_what_it_shows():
    ax = drawn()
    root = ET.fromstring(picture(ax, "svg"))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == caption_of(ax).title == root.get("aria-label")
    assert root.find(f"{SVG}desc").text == caption_of(ax).alternative
    assert "Ost < West" in "".join(root.itertext())  # text stays text


def test_a_png_says_what_it_shows():
    ax = drawn()
    image = Image.open(io.BytesIO(picture(ax, "png", dpi=50)))
    assert image.text["Description"] == caption_of(ax).alternative
    assert image.text["Title"] == caption_of(ax).title
    assert "Software" not in image.text


def test_a_pdf_says_what_it_shows():
    data = picture(drawn("Ostviertel"), "pdf")
    assert data.startswith(b"%PDF")
    assert re.search(rb"/Title \(Ostviertel\)", data)
    assert b"/Subject" in data
    assert b"CreationDate" not in data


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_drawing_gives_the_same_bytes(form):
    assert picture(drawn(), form, dpi=50) == picture(drawn(), form, dpi=50)


def test_another_format_is_refused():
    with pytest.raises(UsageError, match=r"gif.*png, svg oder pdf"):
        picture(drawn(), "gif")
