"""What one picture is asked of: a study read as far as the picture needs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.count_table import BoundaryFile
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.registry import unknown_name
from districtanalysis.domain.robustness import Robustness
from districtanalysis.domain.typology import StatusView, Typology
from districtanalysis.errors import StudyError
from districtanalysis.language import say
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared

if TYPE_CHECKING:
    from districtanalysis.pipeline.types import Inputs
    from districtanalysis.sources.boundaries import Polygons

DRAWS = 2000


@dataclass(frozen=True)
class Case:
    """What a picture is asked of: a study, and the options of the command. What it needs is read when it is needed."""

    study: Path | None = None
    indicators: tuple[str, ...] = ()
    district: str = ""
    boundaries: Path | None = None
    key: str | None = None
    points: Path | None = None
    kind: str = ""
    classes: str = "quantiles"
    number: int = 5
    limits: tuple[float, ...] = ()
    draws: int = DRAWS
    before: Path | None = None
    model: Path | None = None
    may_fall_back: bool = True
    notes: list[str] = field(default_factory=list)

    @cached_property
    def prepared(self) -> Prepared:
        """The study with its data; data with errors are refused."""
        found = prepare(self.study, may_fall_back=self.may_fall_back)
        found.refuse_errors()
        return found

    @cached_property
    def inputs(self) -> Inputs:
        """Study, indicators and sources, from tables of one's own where the study has them."""
        from districtanalysis.pipeline.types import inputs

        return inputs(self.study, may_fall_back=self.may_fall_back, types_needed=False)

    @property
    def table(self) -> IndicatorTable:
        """The indicators."""
        return self.inputs.table

    @cached_property
    def ranking(self) -> Ranking:
        """The ranking of the study."""
        return rank_prepared(self.prepared)

    @cached_property
    def robustness(self) -> Robustness:
        """The ranking under many draws of its assumptions."""
        from districtanalysis.pipeline.robustness import run

        return run(self.ranking, draws=self.draws)

    @cached_property
    def typology(self) -> Typology:
        """The types of the study."""
        from districtanalysis.pipeline.types import run

        result = run(self.study, may_fall_back=self.may_fall_back).result
        if not isinstance(result, Typology):
            raise StudyError(say("chart.no_types"))
        return result

    @cached_property
    def status(self) -> StatusView:
        """Status and dynamics of the districts; raises ``StudyError`` where the study asks for none."""
        from districtanalysis.pipeline.types_status import status_beside

        given = self.inputs
        view = None
        if given.study.types:
            view = status_beside(self.typology, self.table, given.options, given.study.folder)
        if view is None:
            raise StudyError(say("chart.no_status"))
        return view

    @cached_property
    def polygons(self) -> Polygons | None:
        """The boundaries that were given, or those of the study, under the ids of the districts; None for none."""
        from districtanalysis.sources.boundaries import read_boundaries
        from districtanalysis.sources.boundary_join import fitted

        wanted: BoundaryFile | None
        wanted, folder = self.inputs.options.boundaries, self.inputs.study.folder
        if self.boundaries is not None:
            if self.key is None:
                raise StudyError(say("spatial.key_needed", file=self.boundaries))
            wanted, folder = BoundaryFile(file=self.boundaries.name, key=self.key), self.boundaries.parent
        if wanted is None:
            return None
        names = {str(key): str(name) for key, name in self.table.names.items()}
        found = fitted(read_boundaries(wanted, folder), names)
        self.notes.extend(found.notes)
        return found

    @cached_property
    def areas(self) -> Areas | None:
        """True boundaries, else the tiles beside the study, else nothing: the map then arranges tiles itself."""
        from districtanalysis.sources.tiles import NAME, read_tiles

        if self.polygons is not None:
            return Areas(self.polygons.ids, self.polygons.shapes)
        file = self.inputs.study.folder / NAME
        names = [str(name) for name in self.table.frame.index]
        return read_tiles(file, names) if file.is_file() else None

    def column(self, place: int = 0) -> str:
        """Return an indicator that was asked for, or the first of the study; raises ``StudyError`` for an unknown one."""
        known = [str(name) for name in self.table.frame.columns]
        if place >= len(self.indicators):
            return known[place] if not self.indicators and place == 0 else ""
        wanted = self.indicators[place]
        if wanted not in known:
            raise StudyError(unknown_name("indicator", wanted, known))
        return wanted
