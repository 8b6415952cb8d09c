"""The state of implementation as a chapter of a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from districtanalysis.domain.display import Block
from districtanalysis.participation.monitoring import monitor_goals
from districtanalysis.pipeline.goals import load_goals
from districtanalysis.report.monitoring_page import monitoring_blocks


def chapter(file: Path, *, pictures: Sequence[str] = (), as_of: dt.date | None = None) -> tuple[Block, ...]:
    """Return the state of the goals in ``file`` on the day ``as_of`` (that of the edition, else today) as blocks.

    Nothing where the file names no measure: their state is unknown then. The day of the edition keeps a report
    the same whenever it is written again.
    """
    tree = load_goals(file)
    if not tree.of_level("measure"):
        return ()
    day = as_of or tree.edition.date or dt.date.today()  # noqa: DTZ011 - the day of whoever writes the report
    return tuple(monitoring_blocks(monitor_goals(tree, as_of=day), pictures=pictures, beside_goals=True))
