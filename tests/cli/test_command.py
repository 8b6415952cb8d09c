"""Commands find their words when they are asked."""

import click
import pytest
from click.testing import CliRunner

from districtanalysis.cli.command import argument, command, naming, option
from districtanalysis.language import using


@command("sensitivity", section="cli")
@argument("study", required=False)
@option("--no-color", "colourless", is_flag=True)
@option("--top", slot="number", multiple=True)
def sample(study, colourless, top):
    click.echo(f"{study} {colourless} {top}")
    return 0


def helped(code):
    with using(code):
        return CliRunner().invoke(sample, ["--help"]).output


def test_one_process_speaks_both_languages():
    assert "Aufruf: sensitivity [OPTIONEN] [STUDIE]" in helped("de")
    assert "Usage: sensitivity [OPTIONS] [STUDY]" in helped("en")
    assert "Argumente:" in helped("de")
    assert "Zeigen, was die Reihenfolge ändern würde" in helped("de")


def test_help_of_an_option_follows_its_long_name():
    assert "--no-color  Ohne Farben" in helped("de")
    assert "--top N     Nur die ersten N Ränge zeigen" in helped("de")


def test_values_arrive():
    result = CliRunner().invoke(sample, ["a.toml", "--no-color", "--top", "1", "--top", "2"])
    assert result.output == "a.toml True ('1', '2')\n"


def test_what_is_left_over_is_refused():
    with pytest.raises(click.UsageError, match="Zu viele Angaben: b c"):
        sample.main(["a", "b", "c"], standalone_mode=False)


def test_refusals_know_their_command():
    context = click.Context(sample, info_name="sensitivity")
    with pytest.raises(click.UsageError) as caught, naming(context):
        raise click.UsageError("so nicht")
    assert caught.value.ctx is context


def test_repeated_argument_shows_it():
    @command("goals")
    @argument("directory", nargs=-1)
    def repeated(directory):
        """Take several."""

    assert "[ORDNER …]" in CliRunner().invoke(repeated, ["--help"]).output
