"""The page of areas compared."""

from __future__ import annotations

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.language import using
from districtanalysis.pipeline.compare_areas import run
from districtanalysis.report.render import Style, render


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_town_is_told_against_each_area(language: str) -> None:
    with using(language):
        page = run(raw_folder() / "heidenheim" / "vergleichsgebiete.toml").page
    assert page is not None
    text = str(page.blocks[0])
    assert ("33,2" if language == "de" else "33.2") in text
    assert "Landkreis Heidenheim ohne Stadt Heidenheim" in text or "without Stadt" in text
    (table, *_) = page.tables
    assert len(table.rows) == 6
    assert table.rows[0][3] == pytest.approx(33.1585, abs=1e-4)
    assert "0,01" in table.note or "0.01" in table.note  # what rounding to tens makes of the shares
    for form in ("table", "html", "docx", "xlsx", "json"):
        assert render(page, form, Style())
