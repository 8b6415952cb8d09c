"""The text catalogue: sections as TOML files, one folder per language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("de", "en")
_FOLDER = Path(__file__).parent
_current: ContextVar[str] = ContextVar("districtanalysis_language", default="de")


def current() -> str:
    """Return the code of the language in force, ``"de"`` or ``"en"``.

    >>> current()
    'de'
    """
    return _current.get()


def set_language(code: str) -> None:
    """Word everything from now on in ``code``.

    Raises ``ValueError`` for a code that is not in ``LANGUAGES``.

    >>> set_language("de")
    """
    _current.set(_known(code))


@contextmanager
def using(code: str) -> Iterator[None]:
    """Word everything inside the block in ``code``.

    >>> with using("en"):
    ...     current()
    'en'
    """
    token = _current.set(_known(code))
    try:
        yield
    finally:
        _current.reset(token)


def say(key: str, /, **values: object) -> str:
    """Return the text ``key`` in the language in force, its ``{names}`` filled from ``values``.

    Raises ``KeyError`` for a key that no file holds: a mistake in the code, not of a user.

    >>> say("words.and")
    'und'
    """
    text = _lookup(current(), key)
    return text.format(**values) if values else text


def say_count(key: str, count: int, /, **values: object) -> str:
    """Return ``key.one`` or ``key.many`` by ``count``, which is also filled in as ``{count}``.

    >>> say_count("words.districts", 1), say_count("words.districts", 3)
    ('1 Stadtteil', '3 Stadtteile')
    """
    return say(f"{key}.{'one' if count == 1 else 'many'}", count=count, **values)


def has(key: str) -> bool:
    """Return whether the language in force holds a text ``key``.

    >>> has("words.and"), has("words.nothing")
    (True, False)
    """
    try:
        _lookup(current(), key)
    except KeyError:
        return False
    return True


def join(parts: Iterable[str], word: str = "words.and") -> str:
    """Return ``parts`` as one phrase: "a, b und c".

    >>> join(["Oststadt", "Mittelrain", "Reutenen"])
    'Oststadt, Mittelrain und Reutenen'
    """
    *head, last = list(parts) or [""]
    return f"{', '.join(head)} {say(word)} {last}" if head else last


@cache
def section(code: str, name: str) -> dict[str, object]:
    """Return the section ``name`` of language ``code`` as nested dicts.

    Raises ``KeyError`` where there is no such file.

    >>> section("en", "words")["and"]
    'and'
    """
    path = _FOLDER / code / f"{name}.toml"
    if not path.is_file():
        raise KeyError(f"no text section {name!r} in language {code!r}")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _lookup(code: str, key: str) -> str:
    name, *rest = key.split(".")
    node: object = section(code, name)
    for part in rest:
        if not isinstance(node, dict) or part not in node:
            raise KeyError(f"no text {key!r} in language {code!r}")
        node = node[part]
    if not isinstance(node, str):
        raise KeyError(f"text {key!r} in language {code!r} is a group, not a text")
    return node


def _known(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, got {code!r} instead")
    return code
