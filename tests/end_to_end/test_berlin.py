"""One whole study of the 542 planning areas of Berlin: everything that goes to a council, from the published tables."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from districtanalysis.domain.display import Page, Picture
from districtanalysis.domain.ranking import Ranking
from districtanalysis.pipeline import compare_districts, profile, rank, report, workshop
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.report.blocks import Material
from districtanalysis.report.render import render

pytestmark = pytest.mark.slow
CHAPTERS = ["question", "ranking", "robustness", "maps", "types", "data", "method", "sources", "standing"]


@pytest.fixture(scope="module")
def study(reference: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study as the benchmark puts it together; nothing of the tables is copied."""
    spec = importlib.util.spec_from_file_location("berlin_study", project / "benchmarks" / "berlin_study.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    path = made.berlin_study(tmp_path_factory.mktemp("berlin"), reference)
    assert isinstance(path, Path)
    return path


@pytest.fixture(scope="module")
def ranked(study: Path) -> Outcome:
    return rank.run(study)


@pytest.fixture(scope="module")
def written(study: Path) -> Outcome:
    return report.run(study)


def page_of(outcome: Outcome) -> Page:
    assert outcome.page is not None
    return outcome.page


def test_all_areas_are_ranked_or_named(ranked: Outcome):
    ranking = ranked.result
    assert isinstance(ranking, Ranking)
    # 542 areas, of which two (under 10 residents) are published without ages
    assert (len(ranking.frame), len(ranking.excluded)) == (540, 2)
    # 01100101 Stülerstraße: 140 + 225 + 31 of 3680 under 18, 697 from 65 on, one day-care centre
    table = ranking.table.frame.loc["01100101"]
    assert table["share_under_18"] == pytest.approx(39600 / 3680)
    assert table["share_65_and_over"] == pytest.approx(69700 / 3680)
    assert table["daycare_per_1000"] == pytest.approx(1000 / 3680)
    # pooled over all: 2880 centres and 3 878 100 residents, less the two areas without ages
    assert ranking.table.city["daycare_per_1000"] == pytest.approx(2880 / 3878.1, rel=1e-3)


def test_a_rank_that_rests_on_few_persons_is_warned_of(ranked: Outcome):
    warnings = [block.text for block in page_of(ranked).blocks if getattr(block, "tone", "") == "warning"]
    assert any("Weniger als 300 Personen: Blankenburger Süden (52)" in text for text in warnings)


def test_the_workshop_page_holds_everybody_and_the_map(study: Path, tmp_path: Path):
    path = tmp_path / "w.html"
    outcome = workshop.run(study, output=path)
    assert not [message for message in outcome.messages if "Karte" in message]
    text = path.read_text(encoding="utf-8")
    found = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert data["count"] == len(data["map"]["shapes"]) == 542
    assert data["map"]["schematic"] is False
    assert path.stat().st_size < 300_000


def test_the_report_has_its_chapters_pictures_and_words(written: Outcome):
    page = page_of(written)
    material = written.result
    assert isinstance(material, Material)
    keys = [block.key for block in page.blocks if type(block).__name__ == "Chapter"]
    assert [key for key in keys if key in CHAPTERS] == CHAPTERS
    assert len([key for key in keys if key.startswith("profile-")]) == 4
    pictures = {block.key: block for block in page.blocks if isinstance(block, Picture)}
    assert {"ranking", "rank_intervals", "map", "type_map", "type_profiles"} <= set(pictures)
    assert all(len(picture.alternative) > 80 for picture in pictures.values())
    assert "540 Stadtteile" in pictures["map"].alternative
    cut = next(table for table in page.tables if table.key == "ranking")
    assert len(cut.rows) == 30
    # of 542 areas, 537 have at least 300 residents and all three features
    assert material.typology is not None
    assert material.typology.frame["status"].value_counts()["typed"] == 537


@pytest.mark.parametrize(("form", "most"), [("html", 3_500_000), ("docx", 5_000_000), ("pdf", 3_000_000)])
def test_documents_are_whole_and_fit_into_a_mail(written: Outcome, form: str, most: int):
    data = render(page_of(written), form)
    assert 100_000 < len(data) < most
    if form == "html":
        text = data.decode("utf-8")
        words = re.findall(r'<img [^>]*alt="([^"]*)"', text)
        assert len(words) == text.count("<img ") >= 9
        assert all(len(found) > 30 for found in words)
        assert not re.search(r'(src|href)="https?://', text)
    elif form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            words = archive.read("word/document.xml").decode("utf-8")
        assert words.count("<wp:docPr") >= 9
        assert all(len(found) > 80 for found in re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', words))
        assert words.count("<w:tblHeader/>") == words.count("<w:tbl>") + words.count("<w:tbl ")
    else:
        assert data.count(b"/Alt") >= 9


def test_the_workbook_ranks_all_areas_with_formulas(written: Outcome):
    data = render(page_of(written), "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        content = [archive.read(name).decode("utf-8") for name in sheets]
    assert len(sheets) > 10
    assert max(text.count("<f>") for text in content) >= 540
    assert not any("<mergeCell " in text for text in content)


def test_profiles_and_comparison_know_all_areas(study: Path):
    shown = page_of(profile.run(study, "Kafkastraße", pictures=("svg",)))
    figures = next(table for table in shown.tables if table.key == "figures")
    assert any("von 542" in str(value) for row in figures.rows for value in row)
    assert [block.key for block in shown.blocks if isinstance(block, Picture)][:1]
    beside = page_of(compare_districts.run(study, ["Kafkastraße", "Karow Nord", "Rahnsdorf"]))
    assert {"Kafkastraße", "Karow Nord", "Rahnsdorf"} <= {c.label for table in beside.tables for c in table.columns}
