"""The workshop page: one HTML file with everything in it, that asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.monitored import Monitored
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.study import Study
from districtanalysis.language import current
from districtanalysis.report import style
from districtanalysis.report.workshop_data import workshop_data
from districtanalysis.report.workshop_monitor import monitor_data

FOLDER = Path(__file__).with_name("page")
SCRIPTS = ("core.js", "words.js", "parts.js", "page.js")
LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}
_GROUPS = 8
_CLASSES = 5
# On a dark ground: the same hues, light enough for 3:1; the list of classes is turned round, so that more is lighter.
_DARK = {
    "paper": "#12181f",
    "ink": "#e8edf2",
    "muted": "#aab6c2",
    "line": "#8793a0",
    "grid": "#323d48",
    "faint": "#1b242d",
    "accent": "#7db8ea",
    "mark": "#ffb84d",
}
_DARK_GROUPS = ("#6fb1ea", "#e0a84a", "#3fbfa9", "#c39be6", "#aab6c2", "#cdb27a", "#9cc7ee", "#dd9bcd")


def workshop_page(ranking: Ranking, study: Study, sources: Sequence[SourceRecord], areas: Areas | None = None) -> bytes:
    """Return the page in UTF-8, with the language in force first; the same input gives the same bytes.

    Nothing is loaded: styles and scripts stand in the file, and its policy allows these and nothing else. Names and
    free text travel as data and are written as text, so that they cannot inject anything.
    """
    return _written(workshop_data(ranking, study, sources, areas))


def monitor_workshop(
    found: Mapping[str, Monitored],
    study: Study,
    sources: Sequence[SourceRecord],
    areas: Areas | None = None,
    findings: Sequence[Finding] = (),
) -> bytes:
    """Return the page of a monitor's indices, without sliders; ``found`` is worded in each language."""
    return _written(monitor_data(found, study, sources, areas, findings))


def _written(content: Mapping[str, object]) -> bytes:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from districtanalysis import __version__

    data = {"language": current(), "file": "workshop", **content}
    sheet, code = stylesheet(), script()
    # autoescape: a title may hold any sign; the template has no other input from outside
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    html = environment.get_template("page.html.j2").render(
        language=current(),
        languages=LANGUAGE_NAMES,
        policy=policy(sheet, code),
        title=_worded(data["title"]),
        study=_worded(data["study"]),
        t=_worded(data["texts"]),
        version=__version__,
        style=Markup(sheet),  # noqa: S704 - our own file
        script=Markup(code),  # noqa: S704 - our own files
        data=Markup(embedded(data)),  # noqa: S704 - no sign of markup is left in it
    )
    return f"{html}\n".encode()


def embedded(data: Mapping[str, object]) -> str:
    r"""Return ``data`` as JSON that cannot end the element it stands in.

    >>> embedded({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def policy(sheet: str, code: str) -> str:
    """Return the content security policy: nothing but this style sheet and this script, told by their hashes.

    >>> policy("", "").startswith("default-src 'none'; script-src 'sha256-")
    True
    """
    script_hash, style_hash = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (code, sheet)
    )
    allowed = f"script-src 'sha256-{script_hash}'; style-src 'sha256-{style_hash}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


@cache
def script() -> str:
    """Return the scripts of the page as one, without indentation, comments and what only Node needs."""
    lines = [line.strip() for name in SCRIPTS for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    dropped = re.compile(r'//.*|"use strict";|if \(typeof module !== "undefined"\).*|')
    kept = ['"use strict";', *(line for line in lines if not dropped.fullmatch(line))]
    text = "\n".join(kept)
    if "</script" in text or "<!--" in text:
        raise ValueError("the scripts of the page must not hold marks that end a script element")
    return text


@cache
def stylesheet() -> str:
    """Return the style sheet of the page, its colours taken from the palettes of the charts."""
    rules = (FOLDER / "page.css").read_text(encoding="utf-8")
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables(dark=True)} }} }}"
    return f":root {{ {_variables(dark=False)} }}\n{dark}\n{rules}"


def _variables(*, dark: bool) -> str:
    names = _DARK if dark else {name: style.colour(name) for name in _DARK}
    groups = _DARK_GROUPS if dark else style.group_colours(_GROUPS)
    classes = style.steps("sequential", _CLASSES)
    values = {
        **names,
        **{f"g{i}": value for i, value in enumerate(groups, 1)},
        **{f"k{i}": value for i, value in enumerate(classes[::-1] if dark else classes, 1)},
        **{f"t{i}": style.on(value) for i, value in enumerate(classes[::-1] if dark else classes, 1)},
    }
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _worded(texts: object) -> object:
    return texts[current()] if isinstance(texts, Mapping) else texts
