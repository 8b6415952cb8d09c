import pytest

from districtanalysis.cli.charts import _limits
from districtanalysis.cli.main import main
from districtanalysis.datasets import raw_folder
from districtanalysis.errors import UsageError

HEIDENHEIM = str(raw_folder() / "heidenheim")


def test_without_output_the_table_and_the_words_are_shown(capsys):
    assert main(["chart", "ranking", HEIDENHEIM, "--quiet"]) == 0
    shown = capsys.readouterr().out
    assert "Oststadt liegt vorn, 12,0 Punkte vor Mittelrain" in shown
    assert "Balkendiagramm" in " ".join(shown.split())


def test_with_output_picture_and_table_are_written(capsys, tmp_path):
    assert main(["chart", "ranking", HEIDENHEIM, "-o", str(tmp_path / "r.png"), "--lang", "en"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.csv", "r.png"]
    assert "r.csv" in capsys.readouterr().err


def test_the_options_of_a_map(capsys):
    arguments = ["chart", "map", HEIDENHEIM, "--indicator", "foreign_share", "--limits", "10;20,5", "--quiet"]
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    assert "über 20,5 bis 30,9" in shown or "über 20,50 bis 30,86" in shown


def test_an_unknown_picture_names_the_nearest(capsys):
    assert main(["chart", "rankin", HEIDENHEIM]) != 0
    assert "ranking" in capsys.readouterr().err


def test_class_limits_are_numbers():
    assert _limits(None) == ()
    assert _limits("1,5; 2.5;10") == (1.5, 2.5, 10.0)
    with pytest.raises(UsageError, match="7,5;10;15"):
        _limits("viele")


def test_the_gallery_refuses_an_existing_page(capsys, tmp_path):
    (tmp_path / "g.md").write_text("alt", encoding="utf-8")
    assert main(["gallery", str(tmp_path / "g.md")]) != 0
    assert "g.md" in capsys.readouterr().err
