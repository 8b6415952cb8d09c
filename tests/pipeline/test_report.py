"""``report``: options of the study, files, template."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from districtanalysis.datasets import town
from districtanalysis.datasets.made_city import example_city
from districtanalysis.domain.display import Chapter, Picture, Table
from districtanalysis.errors import OutputError, StudyError
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.report import run, template_of, write_folder, written
from districtanalysis.report.blocks import Material
from districtanalysis.report.render import render
from districtanalysis.sources.study_file import load_study


@pytest.fixture(scope="module")
def plain() -> Outcome:
    return run(town(), blocks=["question", "ranking", "standing"], pictures=())


def with_options(folder: Path, lines: str) -> Path:
    """Return a copy of the shipped town with a block ``[report]``."""
    source = town().parent
    for file in source.rglob("*"):
        if file.is_file():
            target = folder / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    study = folder / "study.toml"
    study.write_text(f"{study.read_text(encoding='utf-8')}\n[report]\n{lines}\n", encoding="utf-8")
    return study


def test_only_the_blocks_that_are_asked_for(plain: Outcome):
    assert plain.page is not None
    assert [block.key for block in plain.page.blocks if isinstance(block, Chapter)] == [
        "question",
        "ranking",
        "standing",
    ]
    assert not any(isinstance(block, Picture) for block in plain.page.blocks)
    assert plain.page.live is not None
    assert plain.page.data["blocks"] == ["question", "ranking", "standing"]


def test_the_study_chooses_blocks_title_and_profiles(tmp_path: Path):
    lines = 'title = "Vorlage 12/2020"\nblocks = ["profiles", "types"]\nprofiles = ["mittelrain"]'
    page = run(with_options(tmp_path, lines), pictures=()).page
    assert page is not None
    assert page.title == "Vorlage 12/2020"
    assert [block.title for block in page.blocks if isinstance(block, Chapter)] == [
        "Stadtteilprofil: Mittelrain",
        "Gebietstypen",
    ]
    assert "keinen Abschnitt [types]" in render(page, "md").decode().replace("\\", "")


@pytest.mark.parametrize(("lines", "named"), [('blocks = ["rankin"]', "ranking"), ("bloks = []", "blocks")])
def test_faults_of_the_study_name_the_nearest(tmp_path: Path, lines: str, named: str):
    with pytest.raises(StudyError, match=named):
        run(with_options(tmp_path, lines), pictures=())


def test_types_of_a_study_without_criteria(tmp_path: Path):
    page = run(town("kaiserslautern"), blocks=["types", "maps", "ranking"]).page
    assert page is not None
    assert [block.key for block in page.blocks if isinstance(block, Picture)] == ["type_profiles", "type_map"]
    assert "nennt keine Kriterien" in render(page, "md").decode()
    assert load_study(town("kaiserslautern")).report == {}


def test_four_files_or_none(plain: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    paths = write_folder(plain)
    assert [path.name for path in paths] == ["bericht.html", "bericht.docx", "bericht.pdf", "tabellen.xlsx"]
    assert {path.parent for path in paths} == {Path("reports/heidenheim")}
    first = {path: path.read_bytes() for path in paths}
    with pytest.raises(OutputError, match="gibt es schon"):
        write_folder(plain)
    write_folder(plain, force=True)
    assert {path: path.read_bytes() for path in paths} == first
    assert "bericht.pdf" in render(written(paths), "md").decode()


def test_a_template_is_named_by_the_call_or_by_the_study(plain: Outcome, tmp_path: Path):
    assert template_of(plain, None) is None
    given = tmp_path / "vorlage.docx"
    with pytest.raises(OutputError, match="vorlage"):
        template_of(plain, given)
    given.write_bytes(b"PK")
    assert template_of(plain, given) == b"PK"
    named = run(with_options(tmp_path, 'template = "vorlage.docx"\nblocks = ["question"]'), pictures=())
    assert template_of(named, None) == b"PK"


def test_the_made_city_has_types_and_a_map(tmp_path: Path):
    study = example_city(24).write(tmp_path)
    outcome = run(study, blocks=["types", "maps"])
    assert isinstance(outcome.result, Material)
    assert outcome.result.typology is not None
    assert outcome.page is not None
    assert [block.key for block in outcome.page.blocks if isinstance(block, Picture)] == ["type_profiles", "type_map"]


@pytest.mark.slow
def test_libreoffice_opens_document_and_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc-nogui libreoffice-writer-nogui")
    monkeypatch.chdir(tmp_path)
    paths = [str(path) for path in write_folder(run(town(), draws=100)) if path.suffix in {".docx", ".xlsx"}]
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "out"), *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert set(made) == {"bericht.pdf", "tabellen.pdf"}
    assert all(data.startswith(b"%PDF") and len(data) > 20_000 for data in made.values())


def test_a_monitor_stands_where_the_ranking_would(tmp_path: Path):
    study = with_options(tmp_path, 'blocks = ["ranking"]')
    text = study.read_text(encoding="utf-8")
    study.write_text(text.replace("[ranking]\n", '[ranking]\nrecipe = "own.toml"\n', 1), encoding="utf-8")
    lines = ["schema_version = 1", 'kind = "monitor"', 'name = "own"', 'label = "Eigenes Monitoring"', "[[index]]"]
    lines += ['key = "i"', 'label = "Index"', "[[index.indicator]]", 'key = "daycare_per_1000"']
    (tmp_path / "own.toml").write_text("\n".join(lines), encoding="utf-8")
    page = run(study, pictures=()).page
    assert page is not None
    # 2, 3 and 3 day-care centres over 3694, 3715 and 4336 residents: 0.54, 0.81 and 0.69 per 1000
    (table,) = [block for block in page.blocks if isinstance(block, Table) and block.key == "i"]
    assert [row[1] for row in table.rows] == ["Mittelrain", "Oststadt", "Mergelstetten-Reutenen"]
