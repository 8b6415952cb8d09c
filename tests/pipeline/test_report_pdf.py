"""The report of the shipped town as a screen reader meets it: the PDF's structure read back."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.display import Chapter, Page, Paragraph, Picture, Table
from districtanalysis.language import using
from districtanalysis.pipeline import report
from districtanalysis.report.render import Style, render

ALTERNATIVE = re.compile(rb"/Alt ?(\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]+>)")


@pytest.fixture(scope="module", params=["de", "en"])
def document(request: pytest.FixtureRequest) -> tuple[str, Page, bytes]:
    with using(request.param):
        page = report.run(town(), draws=200, pictures=("svg",)).page
        assert page is not None
        return request.param, page, render(page, "pdf", Style())


@pytest.fixture(scope="module")
def tags(document: tuple[str, Page, bytes], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """Tags in reading order, each with the text right below it."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo (poppler-utils) is not installed")
    path = tmp_path_factory.mktemp("pdf") / "bericht.pdf"
    path.write_bytes(document[2])
    return _tags(path)


def _tags(path: Path) -> list[tuple[str, str]]:
    shown = subprocess.run(["pdfinfo", "-struct-text", path], check=True, capture_output=True).stdout.decode(
        errors="replace"
    )
    found: list[tuple[str, str]] = []
    for line in shown.splitlines():
        bare = line.strip()
        if bare.startswith('"') and found:
            tag, text = found[-1]
            found[-1] = (tag, text + bare[1:-1])
        elif tag := re.match(r"(H\d|P|Table|THead|TBody|TR|TH|TD|Figure|L|LI|TOC|Div)\b", bare):
            found.append((tag[1], ""))
    return found


def test_it_names_its_language_its_title_and_its_standard(document: tuple[str, Page, bytes]):
    language, _, data = document
    assert re.search(rb"/Lang ?\(%s\)" % language.encode(), data)
    assert b"/DisplayDocTitle true" in data
    assert b"/Marked true" in data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data


def test_headings_follow_each_other_without_a_gap_and_in_the_order_of_the_page(
    document: tuple[str, Page, bytes], tags: list[tuple[str, str]]
):
    headings = [(int(tag[1]), text) for tag, text in tags if re.fullmatch(r"H\d", tag)]
    assert headings[0][0] == 1
    assert all(level <= before + 1 for (before, _), (level, _) in pairwise(headings))
    wanted = [
        block.heading if isinstance(block, Paragraph) else block.title
        for block in document[1].blocks
        if isinstance(block, (Chapter, Table)) or (isinstance(block, Paragraph) and block.heading)
    ]
    wanted = [title for title in wanted if title]
    _same([text for _, text in headings[-len(wanted) :]], wanted)


def test_every_table_has_a_head_whose_cells_are_tagged(document: tuple[str, Page, bytes], tags: list[tuple[str, str]]):
    tables = [block for block in document[1].blocks if isinstance(block, Table)]
    kinds = [tag for tag, _ in tags]
    assert kinds.count("Table") == kinds.count("THead") == kinds.count("TBody") == len(tables)
    labels = [column.label for table in tables for column in table.columns]
    _same([text for tag, text in tags if tag == "TH"], labels)
    assert kinds.count("TD") == sum(max(1, len(table.rows)) * len(table.columns) for table in tables)


def test_every_picture_is_a_figure_with_its_words(document: tuple[str, Page, bytes], tags: list[tuple[str, str]]):
    pictures = [block for block in document[1].blocks if isinstance(block, Picture)]
    assert len(pictures) >= 2
    assert [tag for tag, _ in tags].count("Figure") == len(pictures)
    words = {_text(found) for found in ALTERNATIVE.findall(document[2])}
    assert words == {f"{picture.title}. {picture.alternative}" for picture in pictures}


def _text(raw: bytes) -> str:
    """Return a string of a PDF: hexadecimal or in brackets, UTF-16 or plain."""
    data = bytes.fromhex(raw[1:-1].decode()) if raw.startswith(b"<") else re.sub(rb"\\(.)", rb"\1", raw[1:-1])
    return data.decode("utf-16") if data.startswith(b"\xfe\xff") else data.decode("latin-1")


def _same(found: list[str], wanted: list[str]) -> None:
    """Compare texts; the program that reads them drops letters around a hyphen at the end of a line."""
    assert len(found) == len(wanted)
    pairs = [(_letters(one), _letters(other)) for one, other in zip(found, wanted, strict=True)]
    assert [pair for pair in pairs if pair[0] != pair[1] and not (pair[0] and _within(*pair))] == []


def _within(part: str, whole: str) -> bool:
    rest = iter(whole)
    return part[:3] == whole[:3] and all(letter in rest for letter in part)


def _letters(text: str) -> str:
    """Return a text without what a line break changes: blanks, soft hyphens and hyphens."""
    return re.sub(r"[\s\u00ad\u2010\-]", "", text)
