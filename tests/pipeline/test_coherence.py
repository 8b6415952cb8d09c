import pytest

from districtanalysis.domain.display import Page, Paragraph, Table
from districtanalysis.pipeline import coherence


def table(page: Page, key: str) -> Table:
    return next(block for block in page.tables if block.key == key)


def test_coherence_page_warns_of_few_districts():
    page = coherence.run(None).page
    first = page.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.tone == "warning"
    assert "Nur 3 Stadtteile" in first.text
    assert sum(row[2] for row in table(page, "weights").rows) == pytest.approx(100)
    assert sum(row[3] for row in table(page, "weights").rows) == pytest.approx(100)
