"""A named collection of functions: one decorated function in one place makes a new method."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from districtanalysis.errors import StudyError
from districtanalysis.language import has, join, say

T = TypeVar("T")


class Registry(Generic[T]):
    """Entries by key, in the order of their registration.

    ``name`` is the section of the text files that words the entries: the label of ``key`` is the
    text ``<name>.<key>.label``.

    >>> shapes: Registry[Callable[[], int]] = Registry("shapes")
    >>> @shapes.register("square")
    ... def corners() -> int:
    ...     return 4
    >>> shapes["square"]()
    4
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, T] = {}

    def register(self, key: str) -> Callable[[T], T]:
        """Return a decorator that files its object under ``key``; a second one is a ``ValueError``."""

        def file(entry: T) -> T:
            self.add(key, entry)
            return entry

        return file

    def add(self, key: str, entry: T) -> None:
        """File ``entry`` under ``key``; raises ``ValueError`` where the key is taken."""
        if key in self._entries:
            raise ValueError(f"{self.name}: {key!r} is registered already")
        self._entries[key] = entry

    def __getitem__(self, key: str) -> T:
        """Return the entry; a ``StudyError`` names the nearest known key."""
        if key not in self._entries:
            raise StudyError(unknown_name(self.name, key, list(self._entries)))
        return self._entries[key]

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def items(self) -> Iterator[tuple[str, T]]:
        """Yield ``(key, entry)``."""
        yield from self._entries.items()


def unknown_name(kind: str, name: str, known: list[str]) -> str:
    """Return the sentence for a name that nobody knows, with the nearest known one.

    ``kind`` is worded from ``errors.kind`` where that holds it.

    >>> unknown_name("aggregations", "geometrik", ["arithmetic", "geometric"])
    'Zusammenfassung „geometrik“ ist unbekannt. Gemeint ist vielleicht „geometric“. Bekannt sind: arithmetic und geometric.'
    """
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = say("errors.nearest", name=near[0]) if near else ""
    what = say(f"errors.kind.{kind}") if has(f"errors.kind.{kind}") else ""
    first = say("errors.unknown_kind", kind=what, name=name) if what else say("errors.unknown", name=name)
    parts = (first, hint, say("errors.known", names=join(known)))
    return " ".join(part for part in parts if part)
