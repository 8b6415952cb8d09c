"""The tab key."""

import os
import shutil
import subprocess
import sys

import pytest

from districtanalysis.cli.main import main


@pytest.mark.parametrize(
    ("shell", "expected"),
    [
        ("bash", "_DISTRICTANALYSIS_COMPLETE=bash_complete"),
        ("zsh", "#compdef districtanalysis"),
        ("fish", "_DISTRICTANALYSIS_COMPLETE=fish_complete"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName districtanalysis"),
    ],
)
def test_scripts(capsys, shell, expected):
    assert main(["completion", shell]) == 0
    assert expected in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_takes_the_script(capsys):
    main(["completion", "bash"])
    script = capsys.readouterr().out
    subprocess.run(["bash", "-n"], input=script.encode(), check=True, capture_output=True)


def complete(shell, words):
    environment = {
        **os.environ,
        "_DISTRICTANALYSIS_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    command = [sys.executable, "-m", "districtanalysis"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_commands_and_options_are_completed():
    assert complete("bash", "districtanalysis ex") == ["plain,explain", "plain,example"]
    assert complete("bash", "districtanalysis rank --to") == ["plain,--top"]
    assert "plain,html" in complete("bash", "districtanalysis rank --format ")
    assert complete("bash", "districtanalysis rank -o ") == ["file,"]


def test_powershell_is_told_what_a_command_does():
    assert complete("powershell", "districtanalysis expl") == [
        "plain",
        "explain",
        "Herkunft eines Werts bis zur Tabellenzelle zeigen",
    ]
