"""Filled forms as a file that officers can go on with: a workbook, or TOML where the name says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from districtanalysis.domain.form import Form
from districtanalysis.domain.study import SCHEMA_VERSION
from districtanalysis.errors import UsageError
from districtanalysis.language import say
from districtanalysis.report.form_template import form_template
from districtanalysis.report.toml_text import toml_text

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def forms_bytes(suffix: str, forms: Sequence[Form], rows: Rows) -> bytes:
    """Return ``rows`` (by form and column) as the bytes of a ``.toml`` or ``.xlsx`` file; reading gives them again.

    Raises ``UsageError`` for another suffix.

    >>> form = Form("goals", "goal", ())
    >>> forms_bytes(".toml", (form,), {"goal": [{"key": "B1"}]}).decode().splitlines()[2:]
    ['[[goal]]', 'key = "B1"']
    """
    if suffix.lower() == ".xlsx":
        return form_template(forms, rows)
    if suffix.lower() != ".toml":
        raise UsageError(say("form.suffix", suffix=suffix))
    return toml_text({"schema_version": SCHEMA_VERSION, **_listed(forms, rows)}).encode() + b"\n"


def more_toml(text: str, forms: Sequence[Form], rows: Rows) -> bytes:
    """Return the text of a TOML file with further rows at its end; what stands there, remarks too, stays as it is.

    >>> more_toml("# Protokoll", (Form("decision", "local", ()),), {"local": [{"decision": "1"}]}).decode().splitlines()
    ['# Protokoll', '', '[[local]]', 'decision = "1"']
    """
    return f"{text.rstrip()}\n{toml_text(_listed(forms, rows))}\n".encode()


def _listed(forms: Sequence[Form], rows: Rows) -> dict[str, object]:
    return {form.key: list(rows[form.key]) for form in forms if rows.get(form.key)}
