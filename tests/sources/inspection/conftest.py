"""Windows and tables from rows of cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.grid import Grid, pad
from districtanalysis.sources.inspection.areas import Rows, find_rows
from districtanalysis.sources.inspection.blocks import Block, find_blocks
from districtanalysis.sources.inspection.columns import Column, Key, columns_of, find_key
from districtanalysis.sources.inspection.draft import Recognised
from districtanalysis.sources.inspection.plan import make_plan
from districtanalysis.sources.inspection.shape import Shape, levels_of, shape_of
from districtanalysis.sources.inspection.window import Window, look_at


@dataclass
class Found:
    window: Window
    block: Block
    columns: list[Column]
    key: Key
    rows: Rows

    def recognised(self, context: str = "", file: str = "a.csv") -> Recognised:
        plan = make_plan(self.window, self.key, self.columns, self.rows, context)
        return Recognised(self.window, self.block, self.columns, self.key, self.rows, plan, context, file, "", "plain")

    def shape(self, table: Recognised, *, last: bool = False) -> Shape:
        headings = [" ".join(levels) for levels in levels_of(self.window, self.block)]
        used = [self.key.column.place, *(entry.column.place for entry in table.plan.of("figure", "total", "named"))]
        made = shape_of(self.window, self.block, headings, used, last=last)
        assert made is not None
        return made


@pytest.fixture
def window() -> Callable[..., Window]:
    """Make the window of a sheet with these rows."""

    def make(*rows, merged=(), first_row=1, **more):
        grid = Grid("a.xlsx", "T", pad(rows), first_row=first_row, merged=merged)
        return look_at(GridCells(grid), merged=merged, **more)

    return make


@pytest.fixture
def found(window) -> Callable[..., Found]:
    """Recognise the first table of a sheet with these rows."""

    def make(*rows, merged=()):
        seen = window(*rows, merged=merged)
        block = find_blocks(seen)[0]
        columns = columns_of(seen, block, levels_of(seen, block))
        key = find_key(columns, len(block.body))
        assert key is not None
        return Found(seen, block, columns, key, find_rows(seen, block, key, columns))

    return make
