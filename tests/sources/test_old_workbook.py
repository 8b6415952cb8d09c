from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.sources.old_workbook import cells_of


# 34 rows and 27 columns: counted in the published yearbook table.
def test_a_sheet_spans_what_it_declares(reference: Path) -> None:
    assert cells_of((reference / "muenchen" / "jt060124.xls").read_bytes()) == 34 * 27


def test_several_sheets_are_added_up(reference: Path) -> None:
    assert cells_of((reference / "berlin" / "keys" / "LOR-Schluesselsystematik.xls").read_bytes()) > 12 * 45


def test_links_that_lead_nowhere_are_refused(reference: Path) -> None:
    content = (reference / "muenchen" / "jt060124.xls").read_bytes()
    with pytest.raises(ValueError, match="sector outside"):
        cells_of(content[:1024])
    with pytest.raises(ValueError, match="no sector size"):
        cells_of(bytes(600))
