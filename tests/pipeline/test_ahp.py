from pathlib import Path

import pytest

from districtanalysis.domain.display import Page, Table
from districtanalysis.errors import MethodError, SourceError
from districtanalysis.pipeline import ahp


def table(page: Page, key: str) -> Table:
    return next(block for block in page.tables if block.key == key)


@pytest.mark.parametrize(
    "content",
    ["a;b;3\nb;c;2\na;c;6\n", "a,b,3\n# note\nb,c,2\na,c,6", "Kriterium;Kriterium;Wert\na;b;3,0\nb;c;2\nc;a;1/6\n"],
)
def test_comparisons_are_read_in_the_usual_notations(tmp_path: Path, content: str):
    path = tmp_path / "vergleiche.csv"
    path.write_text(content, encoding="utf-8")
    found = ahp.run(path)
    # 3 x 2 = 6: consistent, weights 6 : 2 : 1
    assert found.result.weights == pytest.approx([6 / 9, 2 / 9, 1 / 9])
    assert [row[0] for row in table(found.page, "weights").rows] == ["a", "b", "c"]
    assert "passen zueinander" in found.page.blocks[1].text


def test_contradictions_and_gaps_are_said(tmp_path: Path):
    path = tmp_path / "v.csv"
    path.write_text("a;b;3\nb;c;3\na;c;1/3\n", encoding="utf-8")
    assert "widersprechen sich" in ahp.run(path).page.blocks[1].text
    path.write_text("a;b;3\nb;c;3\n", encoding="utf-8")
    assert "a zu c = 9,00" in ahp.run(path).page.blocks[2].text


@pytest.mark.parametrize(
    "content, message",
    [("a;b\n", "Zeile 1"), ("a;b;3\nb;c;viel\n", "Zeile 2"), ("", "kein einziger"), ("k;k;w\n", "kein einziger")],
)
def test_files_without_comparisons_are_refused(tmp_path: Path, content: str, message: str):
    path = tmp_path / "v.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=message):
        ahp.run(path)


def test_missing_and_foreign_files_are_named(tmp_path: Path):
    with pytest.raises(SourceError, match="nicht gefunden"):
        ahp.run(tmp_path / "none.csv")
    path = tmp_path / "v.xlsx"
    path.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(SourceError, match="CSV"):
        ahp.run(path)
    path.write_text("a;b;-1\n", encoding="utf-8")
    with pytest.raises(MethodError, match="Zahl über 0"):
        ahp.run(path)
