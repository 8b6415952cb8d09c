"""One ``[[source]]`` of a study -> its table as read, with the record of where it comes from."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.study import Source
from districtanalysis.errors import LayoutError, SourceError
from districtanalysis.language import say
from districtanalysis.sources.area_keys import pad
from districtanalysis.sources.cells import Cells, GridCells
from districtanalysis.sources.grid import many_cells
from districtanalysis.sources.layout import DateRule, Layout
from districtanalysis.sources.layout_file import load_layout
from districtanalysis.sources.opening import normal, open_cells, read_grid
from districtanalysis.sources.profiles import own_profile
from districtanalysis.sources.recognise import recognise
from districtanalysis.sources.table import ReadTable, read_table


@dataclass(frozen=True, slots=True)
class Read:
    """One table as read: its source, cells, layout and record."""

    source: Source
    cells: Cells
    layout: Layout
    table: ReadTable
    record: SourceRecord

    @property
    def is_list(self) -> bool:
        """Whether figures stand row by row, so that a district may stand in many rows or in none."""
        return bool(self.layout.long)


def read_source(source: Source, folder: Path, *, digest: bool = True) -> Read:
    """Return one table of a study as its layout reads it; ``digest``: the record holds the SHA-256 of the file.

    Raises ``SourceError`` for a file that cannot be read, ``LayoutError`` for a table that does not
    stand as described.
    """
    with many_cells():
        return _read(source, normal(folder, source.file), folder, digest=digest)


def each_file(source: Source, folder: Path) -> tuple[Source, ...]:
    """Return one source per file where ``file`` is a pattern such as ``"Stadtteil *.csv"``: a table per district.

    They stand in the order of their names, numbers counted as numbers. Raises ``SourceError`` where no file fits.

    >>> source = Source(id="a", file="a.csv", publisher="", date="not_stated", population_concept="census", licence="")
    >>> each_file(source, Path()) == (source,)
    True
    """
    path = normal(folder, source.file)
    if not set("*?") & set(path.name) or path.exists():
        return (source,)
    names = sorted((found.name for found in path.parent.glob(path.name) if found.is_file()), key=_counted)
    if not names:
        found_ = ", ".join(sorted(other.name for other in path.parent.glob("*"))) or "–"
        raise SourceError(say("layout.missing_file", file=path.name, folder=path.parent, found=found_))
    parent = Path(source.file).parent
    return tuple(
        source.model_copy(update={"id": f"{source.id}/{Path(name).stem}", "file": (parent / name).as_posix()})
        for name in names
    )


def _counted(name: str) -> list[tuple[int, str]]:
    parts = re.findall(r"\d+|\D+", name)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _read(source: Source, path: Path, folder: Path, *, digest: bool) -> Read:
    layout = None if source.layout == "auto" else load_layout(source.layout, folder)
    if layout is None:
        grid = read_grid(path, source)
        recognition = recognise(grid)
        layout, notes = recognition.layout, [*grid.notes, recognition.evidence]
        cells: Cells = GridCells(grid)
    else:
        cells = open_cells(path, source, layout)
        notes = list(cells.notes)
    if layout.file_pattern is not None:
        layout = _of_file(layout, layout.file_pattern, path.name)
    layout = layout.model_copy(update={"signs": _signs(source, layout, folder)})
    table = read_table(cells, layout, source)
    return Read(source, cells, layout, table, _record(source, path, layout, table, notes, digest=digest))


def _signs(source: Source, layout: Layout, folder: Path) -> str:
    """Return the profile of signs that a table follows; a file of one's own stands beside the study, or the layout."""
    path = own_signs(source, layout, folder)
    return own_profile(path) if path is not None else source.signs or layout.signs


def own_signs(source: Source, layout: Layout, folder: Path) -> Path | None:
    """Return the file with an office's own signs; None where the profile is a shipped one."""
    name = source.signs or layout.signs
    if not name.endswith(".toml"):
        return None
    beside = normal(folder, (Path(source.layout).parent / name).as_posix())
    return beside if beside.is_file() else normal(folder, name)


def _of_file(layout: Layout, pattern: str, file: str) -> Layout:
    """Return a layout for the area, and the date, that the name of a file states."""
    plain = unicodedata.normalize("NFC", file)  # some systems store umlauts in two parts
    match = re.search(pattern, plain, re.IGNORECASE)
    groups = {name: text.strip() for name, text in match.groupdict().items() if text} if match else {}
    name, key = groups.get("name"), groups.get("key")
    if not (name or key):
        raise LayoutError(say("layout.file_pattern", file=file, pattern=pattern, layout=layout.name))
    found: dict[str, object] = {"area": pad(key, layout.widths) if key else name, "area_name": name or key}
    if "date" in groups:
        found["date"] = DateRule(file=True, pattern=f"({re.escape(groups['date'])})")
    return layout.model_copy(update=found)


def _record(
    source: Source, path: Path, layout: Layout, table: ReadTable, notes: list[str], *, digest: bool
) -> SourceRecord:
    stated = source.date.isoformat() if isinstance(source.date, dt.date) else ""
    return SourceRecord(
        id=source.id,
        file=path.name,
        title=source.title,
        publisher=source.publisher,
        date=table.date.isoformat() if table.date else stated,
        population_concept=source.population_concept,
        licence=source.licence,
        digest=hashlib.sha256(path.read_bytes()).hexdigest() if digest else "",
        notes=(*notes, *table.notes),
        area_version=version_of(source, layout, table),
    )


def version_of(source: Source, layout: Layout, table: ReadTable) -> str:
    """Return which delimitation of the areas a table follows: as the study says, else by date; "" where unknown."""
    if source.area_version is not None or not layout.area_version:
        return source.area_version or ""
    day = _latest(source, table)
    if day is None:
        return ""
    for version in layout.area_version:
        if (version.since is None or version.since <= day) and (version.until is None or day <= version.until):
            return version.name
    return ""


def _latest(source: Source, table: ReadTable) -> dt.date | None:
    dates = table.figures.frame["date"].array.categories.tolist()
    if dates:
        return dt.date.fromisoformat(str(max(dates)))
    return table.date or (source.date if isinstance(source.date, dt.date) else None)
