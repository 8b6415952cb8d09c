"""``workshop``: the page on which a meeting moves weights and sees what follows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.count_table import BoundaryFile
from districtanalysis.domain.display import Page, Paragraph
from districtanalysis.domain.study import Study
from districtanalysis.errors import StudyError
from districtanalysis.language import current, join, say
from districtanalysis.pipeline.monitor import is_monitor_recipe
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.report.workshop_page import monitor_workshop, workshop_page
from districtanalysis.report.writing import refuse, write, write_all
from districtanalysis.typology.options import read_options

NAME = "workshop.html"
_NAMED = 5


def run(
    study: Path | None,
    *,
    output: Path | None = None,
    recipe: str | None = None,
    boundaries: Path | None = None,
    key: str | None = None,
    force: bool = False,
    may_fall_back: bool = True,
) -> Outcome:
    """Write the workshop page and return where it stands; ``result`` is its path.

    Without ``output`` it goes to ``reports/<study>/workshop.html`` below the current folder. The map takes
    ``boundaries`` with the column ``key``, else those of the study, else ``tiles.toml`` beside it, else there is none.
    The recipe of a monitor, and any other that the page cannot compute, is shown without sliders. Raises
    ``OutputError`` where the file exists or cannot be written, ``StudyError`` for boundaries that belong to no
    district, and what ranking raises; nothing is written then.
    """
    if output is not None:
        refuse(output, force=force)
    prepared = prepare(study, may_fall_back=may_fall_back)
    prepared.refuse_errors()
    content, notes = _content(prepared, recipe or prepared.study.ranking.recipe, boundaries, key)
    path = output or Path("reports") / prepared.study.folder.resolve().name / NAME
    if output is None:
        write_all({path: content}, force=force)
    else:
        write(path, content, force=force)
    page = Page(
        say("workshop.written"),
        (Paragraph(str(path), "lead"), Paragraph(say("workshop.next_step"), "note")),
        data={"file": str(path), "bytes": len(content)},
    )
    return Outcome(page, (*prepared.messages, *notes), prepared.findings, 0, path)


def _content(
    prepared: Prepared, recipe: str | None, boundaries: Path | None, key: str | None
) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the page and what must be said about its map."""
    study, sources = prepared.study, prepared.data.sources
    if recipe is not None and is_monitor_recipe(recipe, study.folder):
        from districtanalysis.pipeline.monitored import monitored

        found = monitored(prepared, recipe)
        one = found[current()]
        ids = [str(name) for name in (*one.names.index, *one.left_out.index)]
        areas, notes = areas_for(study, ids, boundaries=boundaries, key=key)
        return monitor_workshop(found, study, sources, areas, prepared.findings), notes
    ranking = rank_prepared(prepared, recipe=recipe)
    ids = [str(name) for name in (*ranking.frame.index, *ranking.excluded.index)]
    areas, notes = areas_for(study, ids, boundaries=boundaries, key=key)
    return workshop_page(ranking, study, sources, areas), notes


def areas_for(
    study: Study, ids: Sequence[str], *, boundaries: Path | None = None, key: str | None = None
) -> tuple[Areas | None, tuple[str, ...]]:
    """Return the shapes of the districts ``ids`` as far as there are any, and what must be said about them.

    Raises ``StudyError`` where none of the shapes belongs to a district, and what reading them raises.
    """
    areas, notes = _areas(study, ids, boundaries, key)
    if areas is None:
        return None, (say("workshop.no_map"),)
    lacking = [name for name in ids if name not in set(areas.ids)]
    if len(lacking) == len(ids):
        raise StudyError(say("map.no_areas", areas=join(areas.ids[:3]), districts=join(ids[:3])))
    if lacking:
        notes = (*notes, say("workshop.some_unmapped", count=len(lacking), names=join(lacking[:_NAMED])))
    return areas, notes


def _areas(
    study: Study, ids: Sequence[str], boundaries: Path | None, key: str | None
) -> tuple[Areas | None, tuple[str, ...]]:
    wanted, folder = read_options(study.types, study.path.name).boundaries if study.types else None, study.folder
    if boundaries is not None:
        if key is None:
            raise StudyError(say("spatial.key_needed", file=boundaries))
        wanted, folder = BoundaryFile(file=boundaries.name, key=key), boundaries.parent
    if wanted is not None:
        from districtanalysis.sources.boundaries import read_boundaries
        from districtanalysis.sources.boundary_join import fitted

        polygons = fitted(read_boundaries(wanted, folder), {name: name for name in ids})
        return Areas(polygons.ids, polygons.shapes), polygons.notes
    from districtanalysis.sources.tiles import NAME as TILES
    from districtanalysis.sources.tiles import read_tiles

    file = study.folder / TILES
    return (read_tiles(file, ids), ()) if file.is_file() else (None, ())
