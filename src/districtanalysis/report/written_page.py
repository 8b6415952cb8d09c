"""What a command has written, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from districtanalysis.domain.display import Column, Page, Paragraph, Table
from districtanalysis.language import say


def written_page(
    title: str,
    folder: Path,
    files: Sequence[str],
    *,
    next_step: Path,
    remarks: Sequence[str] = (),
    command: str = "rank",
) -> Page:
    """Return the files written below ``folder``, further ``remarks``, and the command to go on with."""
    table = Table(
        "files", say("written.files", folder=folder), (Column("file", say("sources.file")),), tuple((f,) for f in files)
    )
    notes = tuple(Paragraph(text, tone="note") for text in remarks)
    step = Paragraph(say("written.next", command=f"districtanalysis {command} {_shown(next_step)}"), tone="lead")
    return Page(say(title), (table, *notes, step), data={"folder": str(folder), "files": list(files)})


def _shown(path: Path) -> str:
    text = str(path)
    return f'"{text}"' if " " in text else text
