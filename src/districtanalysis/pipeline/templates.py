"""Templates of the instruments: workbooks that officers fill in, written beside a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from districtanalysis.domain.form import Form
from districtanalysis.domain.registry import unknown_name
from districtanalysis.errors import UsageError
from districtanalysis.language import say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.report.form_template import form_template
from districtanalysis.report.writing import write_all
from districtanalysis.report.written_page import written_page

# The instruments whose forms stand in the module of their name; the command that reads each.
READ_BY: Mapping[str, str] = {
    "survey": "survey",
    "actors": "actors",
    "offers": "actors --offers",
    "goals": "goals",
    "participation": "participation",
}


def run(directory: Path, instruments: Sequence[str], *, force: bool = False) -> Outcome:
    """Return the page of the templates written to ``directory``.

    Raises ``UsageError`` for an unknown instrument and ``OutputError`` for an existing file.
    """
    files = templates(instruments)
    write_all({directory / name: content for name, content in files.items()}, force=force)
    remarks = [say("written.template_fill_in"), say("written.template_enter", lines=study_lines(instruments))]
    step = directory / next(iter(files))
    command = READ_BY[instruments[0]]
    page = written_page("written.templates", directory, [*files], next_step=step, remarks=remarks, command=command)
    return Outcome(page)


def templates(instruments: Sequence[str], *, town: str = "", districts: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the workbooks by file name, empty but for the name of the town and the list of its districts.

    Raises ``UsageError`` for an unknown instrument.
    """
    return {file_name(key): form_template(forms_of(key), _known(forms_of(key), town, districts)) for key in instruments}


def forms_of(instrument: str) -> tuple[Form, ...]:
    """Return the sheets of one instrument; raises ``UsageError`` for an unknown one.

    >>> [form.key for form in forms_of("offers")]
    ['offer', 'list']
    """
    if instrument not in READ_BY:
        raise UsageError(unknown_name("instrument", instrument, [*READ_BY]))
    forms: tuple[Form, ...] = import_module(f"districtanalysis.domain.{instrument}").FORMS
    return forms


def file_name(instrument: str) -> str:
    """Return what the template of an instrument is called in the language in force.

    >>> file_name("survey")
    'umfrage.xlsx'
    """
    if instrument not in READ_BY:
        raise UsageError(unknown_name("instrument", instrument, [*READ_BY]))
    return say(f"written.template.{instrument}")


def study_lines(instruments: Sequence[str]) -> str:
    """Return the lines that name the templates in a study.

    >>> print(study_lines(["survey"]))
    [instruments]
    survey = "umfrage.xlsx"
    """
    return "\n".join(["[instruments]", *(f'{key} = "{file_name(key)}"' for key in instruments)])


def _known(forms: Sequence[Form], town: str, districts: Sequence[str]) -> dict[str, list[dict[str, object]]]:
    known: dict[str, list[dict[str, object]]] = {}
    for form in forms:
        keys = {column.key for column in form.columns}
        if "town" in keys and town:
            known[form.key] = [{"town": town}]
        if {"axis", "entry"} <= keys:
            known[form.key] = [{"axis": "district", "entry": name} for name in districts]
    return known
