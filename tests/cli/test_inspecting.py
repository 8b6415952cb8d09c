"""The command inspect."""

import json

import pytest

from districtanalysis.cli.main import main


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ort.csv"
    path.write_text("Stadtteil\tEinwohner\nOst\t10\nWest\t20\n", encoding="utf-8")
    return path


def test_a_table_is_examined(file, capsys):
    assert main(["inspect", str(file), "--tabs"]) == 0
    out = capsys.readouterr().out
    assert "Untersuchung von ort.csv" in out
    assert "Einwohnerinnen und Einwohner" in out
    assert main(["inspect", str(file), "--lang", "en"]) == 0
    assert "Examination of ort.csv" in capsys.readouterr().out


def test_json_and_writing(file, tmp_path, capsys):
    target = tmp_path / "ort.toml"
    assert main(["inspect", str(file), "-f", "json", "--write", str(target)]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["tables"][0]["key"] == "A"
    assert "ort.toml" in captured.err
    assert target.is_file()
    assert main(["inspect", str(file), "--write", str(target)]) == 1


def test_help_and_faults(file, tmp_path, capsys):
    assert main(["inspect", "--help"]) == 0
    assert "Trennzeichen vorgeben" in capsys.readouterr().out
    assert main(["inspect", str(tmp_path / "nichts.csv")]) == 1
    assert "nichts.csv" in capsys.readouterr().err
    assert main(["inspect", str(file), "--table", "4"]) == 2
    assert main(["inspect", str(file), "--decimal", "x"]) == 1
    assert main(["inspect"]) == 2
