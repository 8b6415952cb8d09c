"""``actors`` passes on what was asked."""

from pathlib import Path

from districtanalysis.cli.main import main


def test_everything_is_passed_on(pipeline):
    calls = pipeline("actors")
    assert main(["actors", "a.xlsx", "--names", "--offers", "o.xlsx", "--lists", "neu", "--force"]) == 0
    ((args, kwargs),) = calls
    assert args == (Path("a.xlsx"),)
    assert kwargs == {
        "names": True,
        "offers": Path("o.xlsx"),
        "lists": Path("neu"),
        "force": True,
        "pictures": (),
        "may_fall_back": True,
    }


def test_codes_unless_names_are_asked_for(pipeline):
    calls = pipeline("actors")
    assert main(["actors"]) == 0
    assert calls[0][1]["names"] is False


def test_help_and_exit_codes(tmp_path, capsys):
    assert main(["actors", "--help"]) == 0
    assert "vertraulich" in capsys.readouterr().out
    (tmp_path / "a.toml").write_text(
        '[[rating]]\nactor = "x"\nrater = "y"\nactivity = 3\ncooperation = 3\n', encoding="utf-8"
    )
    assert main(["actors", str(tmp_path / "a.toml")]) == 3
    assert "steht nicht in der Liste" in capsys.readouterr().err
    assert main(["actors", str(tmp_path / "fehlt.xlsx")]) == 1
