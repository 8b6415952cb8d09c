"""Refusals in our words."""

import click
import pytest

from districtanalysis.cli.command import Option
from districtanalysis.cli.faults import near, unknown_command, worded
from districtanalysis.cli.types import Fault
from districtanalysis.language import using

FLAG = Option(["--quiet"], is_flag=True)
VALUE = Option(["-t", "--top"], slot="number")
CONTEXT = click.Context(click.Command("rank", params=[FLAG, VALUE]))


@pytest.mark.parametrize(
    ("error", "german", "english"),
    [
        (click.NoSuchOption("--x"), "Die Option „--x“ gibt es hier nicht.", "There is no option “--x” here."),
        (click.MissingParameter(param=VALUE), "Es fehlt die Option --top.", "The option --top is missing."),
        (click.MissingParameter(), "Es fehlt die Option ?.", "The option ? is missing."),
        (
            click.BadOptionUsage("--top", "x", CONTEXT),
            "Die Option „--top“ braucht einen Wert.",
            "The option “--top” needs a value.",
        ),
        (
            click.BadOptionUsage("--quiet", "x", CONTEXT),
            "Die Option „--quiet“ nimmt keinen Wert.",
            "The option “--quiet” takes no value.",
        ),
        (Fault("zu groß", CONTEXT, VALUE), "--top: zu groß", "--top: zu groß"),
        (click.UsageError("schon gesagt"), "schon gesagt", "schon gesagt"),
        (
            click.FileError("a.txt", "weg"),
            "Der Aufruf ist so nicht möglich: Could not open file 'a.txt': weg",
            "The call is not possible like this: Could not open file 'a.txt': weg",
        ),
    ],
)
def test_every_refusal_in_both_languages(error, german, english):
    assert worded(error) == german
    with using("en"):
        assert worded(error) == english


def test_similar_names_are_offered():
    assert near([]) == ""
    assert near(["explain", "example"]) == "Gemeint ist vielleicht explain oder example."
    error = unknown_command("expain", ["explain", "example", "rank"], CONTEXT)
    assert worded(error) == "Den Befehl „expain“ gibt es nicht. Gemeint ist vielleicht explain."
