"""Every command in the list is there and has its words."""

import subprocess
import sys

import click
import pytest

from districtanalysis.cli.group import COMMANDS, places, present
from districtanalysis.cli.main import program
from districtanalysis.language import LANGUAGES, say, using

NAMES = [name for group in COMMANDS.values() for name in group]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_a_short_help(name):
    for code in LANGUAGES:
        with using(code):
            assert say(f"cli.command.{name}")


@pytest.mark.parametrize("name", list(places()))
def test_every_present_command_loads_and_explains_all_it_takes(name):
    context = click.Context(program, info_name="districtanalysis")
    found = program.get_command(context, name)
    assert found is not None
    for code in LANGUAGES:
        with using(code):
            found.get_help(click.Context(found, info_name=name))
            for param in found.params:
                if isinstance(param, click.Option):
                    assert param.help, f"{name}: {param.opts} has no help in {code}"


def test_commands_without_module_are_not_offered(monkeypatch):
    monkeypatch.setitem(COMMANDS["rank"], "nowhere", "nowhere:nowhere")
    assert "nowhere" not in places()
    assert all("nowhere" not in group for _, group in present())


def test_help_imports_no_command():
    code = (
        "import sys; from districtanalysis.cli.main import main; main(['--help']);"
        "assert not [n for n in sys.modules if n in ('pandas', 'pydantic', 'districtanalysis.cli.ranking')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
