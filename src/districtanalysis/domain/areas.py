"""The shapes of districts on a map: true boundaries, or a schematic arrangement of tiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Areas:
    """Districts as shapes: ``ids`` (text) and ``shapes`` (shapely polygons), in metres where they are true.

    ``schematic`` says that place, size and neighbourhood mean nothing; ``short`` holds abbreviations of long
    names for small shapes.
    """

    ids: tuple[str, ...]
    shapes: NDArray[np.object_]
    schematic: bool = False
    short: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)
