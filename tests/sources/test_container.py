from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from districtanalysis.errors import SourceError
from districtanalysis.sources import container
from districtanalysis.sources.container import kind_of, open_archive, read_bytes, read_part


def archive_of(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"a;b", "text"),
        (b"\xff\xfea\0;\0", "text"),
        (archive_of(xl__workbook_xml="<workbook/>"), "xlsx"),
        (archive_of(xl__workbook_bin=""), "xlsb"),
        (archive_of(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"), "xls"),
    ],
)
def test_the_kind_is_told_by_the_content(content: bytes, kind: str) -> None:
    assert kind_of(content, "a.csv") == kind


def test_sizes_are_checked_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = archive_of(a_xml="x" * 100, b_xml="x" * 100)
    monkeypatch.setattr(container, "MAX_TOTAL", 150)
    with pytest.raises(SourceError, match="entpackt"):
        open_archive(content, "a.xlsx")
    monkeypatch.setattr(container, "MAX_TOTAL", 1000)
    monkeypatch.setattr(container, "MAX_PARTS", 1)
    with pytest.raises(SourceError, match="2 Teilen"):
        open_archive(content, "a.xlsx")


def test_a_part_that_is_not_there_is_empty() -> None:
    with open_archive(archive_of(a_xml="x"), "a.xlsx") as archive:
        assert read_part(archive, "b.xml", "a.xlsx") == b""
        assert read_part(archive, "a.xml", "a.xlsx") == b"x"


def test_a_file_that_may_not_be_opened_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x")

    def locked(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(SourceError, match="noch in Excel geöffnet"):
        read_bytes(path)


def test_other_trouble_with_a_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", broken)
    with pytest.raises(SourceError, match="Input/output error"):
        read_bytes(tmp_path / "a.xlsx")


def test_what_is_packed_as_no_spreadsheet_packs_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x" * 1_000_000)
    open_archive(buffer.getvalue(), "a.xlsx").close()  # small enough to be harmless
    monkeypatch.setattr(container, "LARGE", 100_000)
    with pytest.raises(SourceError, match=r"a\.xlsx ist .*-fach gepackt .* 1 MB".replace(" ", r"\s")):
        open_archive(buffer.getvalue(), "a.xlsx")
    monkeypatch.setattr(container, "MAX_RATIO", 10_000)
    monkeypatch.setattr(container, "MAX_PART", 500_000)
    with pytest.raises(SourceError, match="Ein Teil der Datei"):
        open_archive(buffer.getvalue(), "a.xlsx")
