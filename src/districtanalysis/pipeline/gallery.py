"""``gallery``: every picture once, from the shipped towns and from a made city."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from districtanalysis.datasets.made_city import DATES, ExampleCity, example_city
from districtanalysis.datasets.shipped import raw_folder
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Page, Table
from districtanalysis.domain.pictured import Amounts, Course, Panels, Places, StatusDynamics
from districtanalysis.domain.typology import TypeChange, Typology
from districtanalysis.language import say
from districtanalysis.pipeline import pictured
from districtanalysis.pipeline.charts import Case, draw
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.report import plot
from districtanalysis.report.gallery_page import Shown, gallery_page

if TYPE_CHECKING:
    from districtanalysis.report.charts.registry import Axes

DPI = 100
_DISTRICTS = 24


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of the gallery: how it is drawn, and how a reader draws it."""

    key: str
    draw: Callable[[], Axes]
    call: str
    data: str
    name: str = ""


@dataclass(frozen=True)
class Made:
    """The made city, as much of it as pictures need."""

    city: ExampleCity
    folder: Path

    @cached_property
    def study(self) -> Path:
        """The study of the city, written to a folder that does not stay."""
        return self.city.write(self.folder)

    @cached_property
    def sources(self) -> tuple[SourceRecord, ...]:
        """One record that says that everything is invented."""
        concept = "main_residence"
        return (SourceRecord("made", "", self.city.label, "districtanalysis", DATES[-1], concept, "CC0-1.0"),)

    @cached_property
    def typology(self) -> Typology:
        """The types of the city."""
        from districtanalysis.pipeline.types import run

        result = run(self.study).result
        if not isinstance(result, Typology):
            raise TypeError(f"types must give a Typology, got {type(result).__name__} instead")
        return result

    def type_change(self) -> TypeChange:
        """Return an invented change: the four least certain districts had their next best type before."""
        from districtanalysis.typology.apply import place, type_change

        after = place(self.typology.model, self.city.table())
        before, moved = after.copy(), after["certainty"].nsmallest(4).index
        before.loc[moved, "type"] = after.loc[moved, "next_type"]
        return type_change(self.typology.model, before, after, (DATES[0], DATES[1]))

    def status(self) -> StatusDynamics:
        """Return status and dynamics from basic income support at both dates."""
        from districtanalysis.typology.need import status_and_dynamics

        before, after = (self.city.table(date).frame["support"] for date in DATES)
        return StatusDynamics(status_and_dynamics(after, after - before).assign(name=self.city.names))

    def facilities(self) -> Places:
        """Return as many points per district as it has facilities, at places drawn by chance inside it."""
        import shapely

        rng = np.random.default_rng(0)
        frame = self.city.frames[DATES[-1]]
        shapes = dict(zip(frame.index, shapely.polygons(self.city.corners), strict=True))
        rows = []
        for column, kind in (("daycare", "facility_daycare"), ("schools", "facility_school")):
            for district, count in frame[column].items():
                for x, y in _inside(shapes[district], int(count), rng):
                    rows.append((x, y, say(f"chart.gallery.{kind}"), ""))
        return Places(say("chart.facility_map.label"), pd.DataFrame(rows, columns=["x", "y", "kind", "name"]))

    def course(self) -> Course:
        """Return an invented course of residents with a census in between."""
        rng = np.random.default_rng(3)
        years = [f"{year}-12-31" for year in range(2010, 2025)]
        start = np.array([5200.0, 4700.0, 4300.0, 3300.0, 2600.0])
        values = start + np.cumsum(rng.normal(25, 45, (len(years), len(start))), axis=0)
        values[[int(year[:4]) >= 2022 for year in years]] -= 260
        values[4, 3] = np.nan
        names = list(self.city.names[:5])
        breaks = {"2022-12-31": say("chart.gallery.census")}
        return Course(say("variable.residents"), pd.DataFrame(values.round(), years, names), "", breaks)

    def origins(self) -> Amounts:
        """Return invented amounts by country of origin."""
        countries = say("chart.gallery.countries").split(", ")
        amounts = [round(900 * 0.82**i) for i in range(len(countries))]
        return Amounts(
            say("chart.origins.label"), pd.Series(amounts, countries), str(self.city.names.iloc[0]), date=DATES[-1]
        )


def run(page: Path, *, force: bool = False) -> Outcome:
    """Return the list of what was written: the gallery ``page`` (Markdown) and its pictures in a folder beside it.

    Raises ``OutputError`` where a file exists and ``force`` is not given: then nothing is written at all.
    """
    from districtanalysis.report.caption import caption_of
    from districtanalysis.report.picture import picture
    from districtanalysis.report.stage import plain_figures
    from districtanalysis.report.writing import refuse, write_all

    refuse(page, force=force)
    folder = page.parent / page.stem
    files: dict[Path, bytes] = {}
    shown = []
    with tempfile.TemporaryDirectory() as temporary, plain_figures():
        made = Made(example_city(_DISTRICTS), Path(temporary))
        for shot in (*_real(), *_made(made)):
            ax = shot.draw()
            file = folder / f"{shot.name or shot.key}.png"
            files[file] = picture(ax, "png", dpi=DPI)
            link = f"{folder.name}/{file.name}"
            shown.append(Shown(shot.key, link, shot.call, shot.data, caption_of(ax).alternative))
        files[page] = gallery_page(shown, label=made.city.label).encode()
    write_all(files, force=force)
    columns = (Column("file", say("chart.column.place")), Column("label", say("chart.column.shows"), wide=True))
    rows = tuple((entry.file, say(f"chart.{entry.key}.label")) for entry in shown)
    title = say("chart.gallery.written", path=page, count=len(shown))
    return Outcome(Page(title, (Table("gallery", "", columns, rows),)))


def _real() -> Iterator[Shot]:
    """Yield the pictures of the shipped towns; each is the command that a reader can run."""
    heidenheim, kaiserslautern = raw_folder() / "heidenheim", raw_folder() / "kaiserslautern"
    compared = heidenheim / "vergleichsgebiete.toml"
    cases = (
        ("ranking", Case(heidenheim), "", ""),
        ("rank_intervals", Case(heidenheim), "", ""),
        ("acceptability", Case(heidenheim), "", ""),
        ("shares", Case(compared), "", ""),
        ("profile", Case(heidenheim, district="Oststadt"), " --district Oststadt", ""),
        (
            "map",
            Case(heidenheim, indicators=("foreign_share",), number=3),
            " --indicator foreign_share --number 3",
            "map_3",
        ),
        (
            "map",
            Case(kaiserslautern, indicators=("foreign_share",), classes="natural_breaks", number=4),
            " --indicator foreign_share --classes natural_breaks --number 4",
            "map_18",
        ),
        ("type_map", Case(kaiserslautern), "", "type_map_18"),
    )
    for key, case, options, name in cases:
        study = "" if case.study is None else f"data/raw/{case.study.relative_to(raw_folder()).as_posix()}"
        call = f"districtanalysis chart {key} {study}{options} -o {key}.png"
        data = say("chart.gallery.data_real", city=case.prepared.study.study.city)
        yield Shot(key, partial(draw, key, case), call, data, name)
    instruments = (
        ("goal_tree", "hechingen/ziele.toml", True),
        ("priority", "hechingen/umfrage_fragen.toml", True),
        ("answers", "beispiel/umfrage.toml", False),
        ("actors", "beispiel/akteure.toml", False),
        ("offers", "beispiel/akteure.toml", False),
    )
    for key, file, real in instruments:
        call = f"districtanalysis chart {key} data/raw/{file} -o {key}.png"
        data = say("chart.gallery.data_real", city="Hechingen") if real else say("chart.gallery.data_example")
        yield Shot(key, partial(draw, key, Case(raw_folder() / file)), call, data)


def _made(made: Made) -> Iterator[Shot]:
    """Yield the pictures of the made city; each with the line for a notebook."""
    city, label = made.city, say("chart.gallery.data_made")
    areas, sources = city.boundaries, made.sources
    table, data = city.table(), city.data
    both = pd.DataFrame({date[:4]: city.table(date).frame["foreign"] for date in DATES})
    on_maps: tuple[tuple[str, str, str, Callable[..., Axes], object], ...] = (
        ("map", "map_24", 'map(table, indicator="foreign", areas=areas)', plot.value_map, table),
        ("small_multiples", "", "map(panels, areas=areas)", plot.map, Panels(table.label("foreign"), both)),
        ("type_map", "type_map_24", "map(typology, areas=areas)", plot.map, made.typology),
        ("type_change", "", "map(change, areas=areas)", plot.map, made.type_change()),
        ("status_map", "", "map(status, areas=areas)", plot.map, made.status()),
        ("change_map", "", "map(differences, areas=areas)", plot.map, pictured.change(data, "foreigners")),
        ("facility_map", "", "facility_map(places, areas=areas)", plot.facility_map, made.facilities()),
    )
    for key, name, call, function, result in on_maps:
        extra = {"map": {"indicator": "foreign"}, "facility_map": {"names": city.names}}.get(key, {})
        make = partial(function, result, areas=areas, sources=sources, **extra)
        yield Shot(key, make, f"da.plot.{call}", label, name)
    charts: tuple[tuple[str, str, object], ...] = (
        ("type_profiles", "typology", made.typology),
        ("number_of_types", "typology", made.typology),
        ("clustergram", "typology", made.typology),
        ("pyramid", "ages", pictured.ages(data, str(city.names.iloc[1]))),
        ("age_structure", "parts", pictured.age_groups(data)),
        ("origins", "amounts", made.origins()),
        ("change", "differences", pictured.change(data, "foreigners")),
        ("time_series", "course", made.course()),
        ("scatter", "pairs", pictured.pairs(table, "support", "active")),
    )
    for key, argument, result in charts:
        make = partial(plot.CHARTS[key], result, sources=sources)
        yield Shot(key, make, f"da.plot.{key}({argument})", label)


def _inside(shape: object, count: int, rng: np.random.Generator) -> Iterator[tuple[float, float]]:
    """Yield ``count`` points by chance inside ``shape``, a little away from its border."""
    import shapely

    inner = shapely.buffer(shape, -60)
    west, south, east, north = shapely.bounds(inner)
    while count:
        x, y = float(rng.uniform(west, east)), float(rng.uniform(south, north))
        if shapely.contains_xy(inner, x, y):
            count -= 1
            yield x, y
