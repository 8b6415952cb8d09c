"""The register of actors and offers as officers keep it: sheets of one workbook, one TOML file, or a text file."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.domain import actors, offers
from districtanalysis.domain.form import FormTable
from districtanalysis.sources.form_file import has_form
from districtanalysis.sources.forms_file import read_forms
from districtanalysis.sources.opening import WORKBOOKS

FORMS = (*actors.FORMS, *offers.FORMS)


def read_register(path: Path, *, offers_first: bool = False) -> dict[str, FormTable]:
    """Return the sheets of a register by their keys; those that the file does not hold are empty.

    A text file holds the actors alone, or with ``offers_first`` the offers. Raises ``SourceError`` or ``StudyError`` for
    a file that cannot be read or has neither a sheet of actors nor one of offers.
    """
    first = offers.OFFERS if offers_first else actors.ACTORS
    other = actors.ACTORS if offers_first else offers.OFFERS
    if path.is_file() and path.suffix.lower() in WORKBOOKS and not has_form(path, first) and has_form(path, other):
        first = other
    return read_forms(path, (first, *(form for form in FORMS if form is not first)))
