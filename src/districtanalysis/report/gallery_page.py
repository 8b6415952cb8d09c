"""The gallery: every picture with the line that draws it and its words, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from districtanalysis.language import say


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture: ``file`` beside the page, ``call`` what draws it, ``data`` where its figures come from."""

    key: str
    file: str
    call: str
    data: str
    alternative: str


def gallery_page(shown: Sequence[Shown], *, label: str) -> str:
    """Return the page as Markdown; ``label`` says that the made city is made.

    >>> print(
    ...     gallery_page([Shown("map", "a.png", "da.plot.map(x)", "Daten: Ulm", "Karte: b.")], label="x").split("## ")[
    ...         1
    ...     ]
    ... )
    Karte eines Werts
    <BLANKLINE>
    ![Karte: b.](a.png)
    <BLANKLINE>
    Daten: Ulm
    <BLANKLINE>
    ```
    da.plot.map(x)
    ```
    <BLANKLINE>
    > Karte: b.
    <BLANKLINE>
    """
    parts = [f"# {say('chart.gallery.title')}", say("chart.gallery.about", label=label)]
    for entry in shown:
        plain = entry.alternative.replace("[", "(").replace("]", ")")
        picture = f"![{plain}]({entry.file})"
        parts += [f"## {say(f'chart.{entry.key}.label')}", picture, entry.data, f"```\n{entry.call}\n```"]
        parts.append(f"> {entry.alternative}")
    return "\n\n".join(parts) + "\n"
