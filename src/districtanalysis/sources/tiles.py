"""Schematic tile maps: one square per district, read from a small file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import Field

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.parsing import parse
from districtanalysis.domain.study import Strict
from districtanalysis.errors import StudyError
from districtanalysis.language import join, say
from districtanalysis.methods.tile_grid import tiles
from districtanalysis.sources.study_file import read_toml

NAME = "tiles.toml"


class TileFile(Strict):
    """``tiles.toml``: ``tile`` names column and row (from 1 in the north-west) of each district."""

    schema_version: int
    tile: dict[str, tuple[int, int]]
    short: dict[str, str] = Field(default_factory=dict)


def read_tiles(path: Path, districts: Sequence[str]) -> Areas:
    r"""Return the tiles of ``districts`` in ``path``; the unit is the side of a tile.

    Raises ``StudyError`` where a district has no tile or two lie on the same one, and for a file that is none.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "tiles.toml"
    ...     _ = file.write_text("schema_version = 1\n[tile]\nOst = [2, 1]\nWest = [1, 1]\n", encoding="utf-8")
    ...     read_tiles(file, ["Ost", "West"]).schematic
    True
    """
    content = parse(TileFile, read_toml(path), path.name)
    lacking = [name for name in districts if name not in content.tile]
    if lacking:
        raise StudyError(say("map.tiles_missing", file=path.name, names=join(lacking[:5])))
    places = {name: content.tile[name] for name in districts}
    taken: dict[tuple[int, int], str] = {}
    for name, place in places.items():
        if place in taken:
            raise StudyError(say("map.tiles_twice", file=path.name, first=taken[place], second=name, place=place))
        taken[place] = name
    return tiles(places, content.short)
