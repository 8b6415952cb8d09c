"""Both languages say the same things, and nothing that stigmatises."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from districtanalysis.language import LANGUAGES, texts

FOLDER = Path(texts.__file__).parent
SECTIONS = sorted({path.stem for code in LANGUAGES for path in (FOLDER / code).glob("*.toml")})
STIGMATISING = {
    "de": r"problemviertel|problemgebiet|brennpunkt|\bschlecht|\bghetto|\bparallelgesellschaft",
    "en": r"problem (area|district|neighbourhood)|\bghetto|\bslum|\bbad (area|district|neighbourhood)",
}


def leaves(node: dict[str, object], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in node.items():
        name = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            yield from leaves(value, name)
        else:
            assert isinstance(value, str), f"{name} is no text"
            yield name, value


def read(code: str, section: str) -> dict[str, str]:
    path = FOLDER / code / f"{section}.toml"
    assert path.is_file(), f"section {section!r} is missing in {code!r}"
    return dict(leaves(tomllib.loads(path.read_text(encoding="utf-8"))))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("section", SECTIONS)
def test_both_languages_hold_the_same_texts(section: str) -> None:
    german, english = read("de", section), read("en", section)
    assert german.keys() == english.keys(), sorted(german.keys() ^ english.keys())


@pytest.mark.parametrize("section", SECTIONS)
def test_both_languages_fill_in_the_same_values(section: str) -> None:
    german, english = read("de", section), read("en", section)
    differing = {
        key: (placeholders(text), placeholders(english[key]))
        for key, text in german.items()
        if key in english and placeholders(text) != placeholders(english[key])
    }
    assert not differing


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_is_empty_or_left_open(code: str, section: str) -> None:
    open_ones = [key for key, text in read(code, section).items() if re.search(r"\b(TODO|FIXME|XXX)\b", text)]
    assert not open_ones


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_stigmatises(code: str, section: str) -> None:
    found = {key: text for key, text in read(code, section).items() if re.search(STIGMATISING[code], text.casefold())}
    assert not found


def test_no_shipped_study_stigmatises(project: Path) -> None:
    for path in sorted((project / "data" / "raw").rglob("*.toml")):
        assert not re.search(STIGMATISING["de"], path.read_text(encoding="utf-8").casefold()), path


@pytest.mark.parametrize("section", SECTIONS)
def test_german_is_written_with_umlauts(section: str) -> None:
    spelled_out = re.compile(
        r"\b(fuer|ueber\w*|koennen|muessen|waehl\w*|groess\w*|hoech\w*|naechst\w*|zurueck)\b", re.IGNORECASE
    )
    assert not {key: text for key, text in read("de", section).items() if spelled_out.search(text)}
