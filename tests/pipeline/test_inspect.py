"""The pipeline of inspect."""

import tomllib

import pytest

import districtanalysis as da
from districtanalysis.errors import LayoutError, OutputError, SourceError, UsageError
from districtanalysis.pipeline import inspect

TABLE = "Stadtteil;Einwohner;Ausländer\nOst;10;1\nWest;20;.\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mein ort.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_what_is_shown_and_what_to_do_next(file):
    outcome = inspect.run(file)
    assert outcome.exit_code == 0
    assert outcome.result.tables[0].rows == (2, 3)
    assert '--write "mein ort.toml"' in outcome.page.blocks[-1].text


def test_the_written_layout_reads_the_table(file, tmp_path):
    target = tmp_path / "layout.toml"
    outcome = inspect.run(file, write_to=target)
    assert "layout.toml" in outcome.messages[0]
    assert tomllib.loads(target.read_text(encoding="utf-8"))["key"] == "^stadtteil$"
    data = da.read_table(file, str(target))
    assert data.wide("residents")["residents"].tolist() == [10, 20]
    with pytest.raises(OutputError):
        inspect.run(file, write_to=target)
    assert inspect.run(file, write_to=target, force=True).exit_code == 0


def test_the_layout_serves_in_a_study(file, tmp_path):
    inspect.run(file, write_to=tmp_path / "ort.toml")
    (tmp_path / "study.toml").write_text(
        """
schema_version = 1
[study]
title = "Probe"
purpose = "Beratung"
city = "Ort"
[[source]]
id = "ort"
file = "mein ort.csv"
layout = "ort.toml"
publisher = "Stadt"
date = 2023-12-31
population_concept = "main_residence"
licence = "dl-de/by-2-0"
""",
        encoding="utf-8",
    )
    data = da.load(da.load_study(tmp_path / "study.toml"))
    assert data.wide("residents")["residents"].sum() == 30


def test_a_table_by_its_number(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(TABLE + "\nStadtteil;Haushalte;Hunde\nOst;5;1\nWest;8;2\n", encoding="utf-8")
    assert len(inspect.run(path).result.tables) == 2
    assert "--table 2" in inspect.run(path, table=2).page.blocks[-1].text
    with pytest.raises(UsageError, match="3"):
        inspect.run(path, table=3)


def test_options_overrule(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Stadtteil#Größe#x\nOst#1,5#1\nWest#2,5#2\n", encoding="cp1252")
    outcome = inspect.run(path, delimiter="#", encoding="cp1252", decimal=",", thousands=".")
    layout = outcome.result.tables[0].layout
    assert [layout[name] for name in ("delimiter", "encoding", "decimal", "thousands")] == ["#", "cp1252", ",", "."]


def test_what_cannot_be_done(tmp_path, file):
    with pytest.raises(UsageError, match=r"\.toml"):
        inspect.run(file, write_to=tmp_path / "x.txt")
    with pytest.raises(SourceError):
        inspect.run(tmp_path / "nichts.csv")
    words = tmp_path / "worte.csv"
    words.write_text("Tab. 1;Einwohner\nTab. 2;Geburten\n", encoding="utf-8")
    with pytest.raises(LayoutError, match=r"worte\.csv"):
        inspect.run(words)
    keys = tmp_path / "keys.csv"
    keys.write_text("PLR_ID;PLR_NAME\n0101;Ost\n0102;West\n", encoding="utf-8")
    assert inspect.run(keys).result.tables[0].form == "keys"
    with pytest.raises(LayoutError, match="keine Zahlen"):
        inspect.run(keys, write_to=tmp_path / "keys.toml")
    assert not (tmp_path / "keys.toml").exists()
