"""Everything that writes a file: existing ones, missing folders, missing packages, one district, very many."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from districtanalysis.cli.main import main
from districtanalysis.datasets import town as shipped

STUDY = str(shipped("heidenheim"))
WRITING = {
    "workshop": ["workshop", STUDY, "-o", "{}.html"],
    "report.html": ["report", STUDY, "--draws", "20", "-o", "{}.html"],
    "report.docx": ["report", STUDY, "--draws", "20", "-o", "{}.docx"],
    "report.pdf": ["report", STUDY, "--draws", "20", "-o", "{}.pdf"],
    "report.xlsx": ["report", STUDY, "--draws", "20", "-o", "{}.xlsx"],
    "profile": ["profile", "Oststadt", "--study", STUDY, "-o", "{}.pdf"],
    "compare-districts": ["compare-districts", "Oststadt", "Mittelrain", "--study", STUDY, "-o", "{}.html"],
    "chart": ["chart", "ranking", STUDY, "-o", "{}.png"],
}


def command(name: str, target: Path) -> tuple[list[str], Path]:
    arguments = [part.format(target) for part in WRITING[name]]
    return arguments, Path(arguments[-1])


@pytest.mark.parametrize("name", WRITING)
def test_a_file_that_exists_stays_as_it_is(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    arguments, target = command(name, tmp_path / "blatt")
    target.write_text("meins", encoding="utf-8")
    assert main(arguments) == 1
    assert "--force" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "meins"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("name", WRITING)
def test_a_folder_that_is_not_there_is_named_and_not_made(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    arguments, _ = command(name, tmp_path / "fehlt" / "blatt")
    assert main(arguments) == 1
    assert "fehlt" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", WRITING)
def test_a_write_that_fails_leaves_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", refuse)  # the last step of writing, which a locked file fails
    arguments, _ = command(name, tmp_path / "blatt")
    assert main(arguments) == 1
    assert "keine Berechtigung" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "package"), [("report.docx", "docx"), ("report.pdf", "typst"), ("profile", "typst")])
def test_a_missing_package_names_the_extra(
    name: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setitem(sys.modules, package, None)
    arguments, _ = command(name, tmp_path / "blatt")
    assert main(arguments) == 1
    assert "districtanalysis[documents]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_one_district_has_a_profile_but_no_ranking(town, tmp_path: Path):
    town.counts = "\n".join(town.counts.splitlines()[:2]) + "\n"
    town.places = "\n".join(
        line for line in town.places.splitlines() if "Bergheim" not in line and "Talhof" not in line
    )
    code, _, said = town.run("workshop", "-o", str(tmp_path / "w.html"))
    assert code != 0
    assert "mindestens zwei" in said
    assert not (tmp_path / "w.html").exists()
    assert town.run("report", "-o", str(tmp_path / "b.pdf"))[0] != 0
    assert not (tmp_path / "b.pdf").exists()
    target = tmp_path / "p.html"
    assert main(["profile", "Altdorf", "--study", str(town.write()), "-o", str(target)]) == 0
    # 10 refugees in care of 1000 residents, one day-care centre
    text = target.read_text(encoding="utf-8")
    assert "Altdorf" in text
    assert "1 000" in text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.slow
def test_ten_thousand_districts_are_drawn_and_stay_readable(tmp_path: Path):
    import numpy as np
    import pandas as pd

    from districtanalysis.domain.indicator_table import IndicatorTable
    from districtanalysis.domain.ranking import Plan
    from districtanalysis.domain.study import Criterion, IndicatorChoice
    from districtanalysis.report import plot
    from districtanalysis.report.stage import plain_figures
    from districtanalysis.scoring.ranking import rank

    ids = [f"{i:05d}" for i in range(10_000)]
    table = IndicatorTable.from_frame(pd.DataFrame({"a": np.random.default_rng(0).uniform(0, 100, 10_000)}, index=ids))
    ranked = rank(
        table, plan=Plan({"a": Criterion(label="A", indicator=(IndicatorChoice(key="a", goalposts=(0, 100)),))})
    )
    with plain_figures():
        for name, ax in {"r": plot.ranking(ranked), "m": plot.map(ranked), "s": plot.map(table)}.items():
            plot.save(ax, tmp_path / f"{name}.png")
            assert (tmp_path / f"{name}.png").stat().st_size < 3_000_000
            assert ax.figure.get_size_inches()[1] < 12  # a page, not a roll of paper
    assert len(plot.ranking(ranked).patches) <= 60  # the first ones; the table holds all
    assert len(plot.table(plot.ranking(ranked))) == 10_000
