"""A study from one's own tables; the workbook is tested end to end."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.display import Page, Paragraph
from districtanalysis.errors import LayoutError, OutputError, UsageError
from districtanalysis.pipeline import init, rank
from districtanalysis.sources.study_file import load_study

HEAD = {"title": "Probe", "purpose": "Pilotprojekt", "city": "Ort"}
ABOUT = {"publisher": "Amt", "date": "2023-12-31", "population_concept": "main_residence", "licence": "frei"}


def source(path: Path, **changes: str) -> dict[str, str]:
    return {"file": str(path), **ABOUT, **changes}


def told(page: Page | None) -> str:
    assert page is not None
    return "\n".join(block.text for block in page.blocks if isinstance(block, Paragraph))


@pytest.fixture
def tables(tmp_path: Path) -> list[dict[str, str]]:
    """The three tables of the shipped town in a folder of one's own, without anything that describes them."""
    folder = tmp_path / "meine tabellen"
    folder.mkdir()
    names = ("bevoelkerung.xlsx", "einrichtungen.csv", "engagement.csv")
    for name in names:
        shutil.copy(raw_folder() / "heidenheim" / name, folder)
    return [source(folder / name) for name in names]


def test_undescribed_tables_rank_like_the_shipped_study(tmp_path: Path, tables: list[dict[str, str]]):
    outcome = init.run(tmp_path / "neu", **HEAD, sources=tables)
    study = load_study(tmp_path / "neu")
    assert study.source[0].file == "../meine tabellen/bevoelkerung.xlsx"
    assert study.study.candidates == ("Mergelstetten-Reutenen", "Mittelrain", "Oststadt")
    assert study.source[0].sheet == "Stadtteile"
    page = rank.run(tmp_path / "neu" / "study.toml").page
    assert page is not None
    # the fits of the shipped town, calculated by hand in the tests of the ranking
    assert [round(float(str(row[2])), 1) for row in page.tables[0].rows] == [81.5, 69.5, 35.3]
    text = told(outcome.page)
    assert "bevoelkerung.xlsx, Blatt „Stadtteile“: Kopfzeile 4–5, Schlüsselspalte „Stadtteil“" in text
    assert "Bitte Gewichte, Zielpunkte und Begründungen" in text


def test_only_what_the_tables_carry_becomes_a_criterion(tmp_path: Path, tables: list[dict[str, str]]):
    init.run(tmp_path / "neu", **HEAD, sources=tables[:1])
    assert list(load_study(tmp_path / "neu").criteria) == ["population"]
    assert "presets" not in (tmp_path / "neu" / "study.toml").read_text(encoding="utf-8")


def test_tables_that_carry_no_criterion_are_told_so(tmp_path: Path):
    (tmp_path / "a.csv").write_text("Stadtteil;Einwohner;Ausländer\nOst;10;1\nWest;20;5\n", encoding="utf-8")
    outcome = init.run(tmp_path, **HEAD, sources=[source(tmp_path / "a.csv")])
    assert load_study(tmp_path).criteria == {}
    assert "nennt deshalb noch keine Kriterien" in told(outcome.page)
    assert "Ausländeranteil in %" in told(outcome.page)


def test_a_table_that_nobody_recognises_leaves_nothing_behind(tmp_path: Path):
    (tmp_path / "a.csv").write_text("Farbe;Form\nrot;rund\nblau;eckig\n", encoding="utf-8")
    with pytest.raises(LayoutError, match=r"a\.csv.*nicht erkennen.*„Farbe“"):
        init.run(tmp_path / "neu", **HEAD, sources=[source(tmp_path / "a.csv")])
    assert not (tmp_path / "neu").exists()


def test_an_existing_study_is_kept(tmp_path: Path, tables: list[dict[str, str]]):
    (tmp_path / "study.toml").write_text("meine", encoding="utf-8")
    with pytest.raises(OutputError, match="gibt es schon"):
        init.run(tmp_path, **HEAD, sources=tables)
    assert (tmp_path / "study.toml").read_text(encoding="utf-8") == "meine"
    init.run(tmp_path, **HEAD, sources=tables, force=True)
    assert load_study(tmp_path).title == "Probe"


def test_a_study_needs_tables_a_workbook_does_not(tmp_path: Path):
    with pytest.raises(UsageError, match="--xlsx"):
        init.run(tmp_path / "neu", **HEAD)
    outcome = init.run(tmp_path / "neu", **HEAD, workbook=True)
    assert (tmp_path / "neu" / "studie.xlsx").is_file()
    assert "Die Blätter sind leer" in told(outcome.page)


def test_a_workbook_keeps_all_criteria_for_filling_in(tmp_path: Path, tables: list[dict[str, str]]):
    outcome = init.run(tmp_path / "neu", **HEAD, sources=tables[:1], workbook=True)
    study = load_study(tmp_path / "neu" / "studie.xlsx")
    assert list(study.criteria) == ["population", "infrastructure", "sustainability"]
    assert [entry.id for entry in study.source] == ["districts"]
    assert "Bitte die übrigen Blätter ergänzen" in told(outcome.page)
