"""Every picture from a study: what is written, what is refused, and nothing half-written."""

import geopandas
import pytest
import shapely

from districtanalysis.datasets import raw_folder
from districtanalysis.datasets.made_city import example_city
from districtanalysis.errors import OutputError, SourceError, StudyError, UsageError
from districtanalysis.language import using
from districtanalysis.pipeline.charts import DRAWN, Case, draw, list_page, run, write_picture
from districtanalysis.report.caption import caption_of

HEIDENHEIM, KAISERSLAUTERN = raw_folder() / "heidenheim", raw_folder() / "kaiserslautern"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("city")
    return example_city(12).write(folder)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("ranking", {}),
        ("rank_intervals", {"draws": 200}),
        ("acceptability", {"draws": 200}),
        ("shares", {}),
        ("profile", {"district": "oststadt"}),
        ("map", {"indicators": ("foreign_share",), "number": 3}),
        ("scatter", {"indicators": ("foreign_share", "daycare_per_1000")}),
        ("small_multiples", {"indicators": ("foreign_share", "daycare_per_1000"), "number": 2}),
    ],
)
def test_the_shipped_town_carries_the_picture(name, options):
    outcome = run(name, Case(HEIDENHEIM, **options))
    assert outcome.page is not None
    assert outcome.page.tables[0].rows
    assert caption_of(outcome.result).alternative in [
        block.text for block in outcome.page.blocks if hasattr(block, "text")
    ]


@pytest.mark.parametrize("name", ["type_map", "type_profiles", "map"])
def test_kaiserslautern_carries_the_picture(name):
    case = Case(KAISERSLAUTERN, indicators=("foreign_share",), classes="natural_breaks", number=4)
    caption = caption_of(draw(name, case))
    assert "18" in caption.subtitle
    if name.endswith("map"):
        assert any("Schematische Darstellung" in note for note in caption.notes)


@pytest.mark.parametrize("name", ["type_map", "type_profiles", "clustergram", "number_of_types", "map", "scatter"])
def test_the_made_city_carries_the_picture(city, name):
    case = Case(city, indicators=("support", "active"))
    caption = caption_of(draw(name, case))
    assert "keine echten Daten" in " ".join(caption.notes)
    assert "schematisch" not in caption.alternative.casefold()  # it has true boundaries


def test_the_foreign_share_of_the_map_is_the_printed_one():
    rows = run("map", Case(HEIDENHEIM, indicators=("foreign_share",), number=3)).page.tables[0].rows
    # 1338/4336, 724/3715, 352/3694
    assert [(row[0], round(row[1], 2)) for row in rows] == [
        ("Oststadt", 30.86),
        ("Mittelrain", 19.49),
        ("Mergelstetten-Reutenen", 9.53),
    ]


def test_a_picture_is_written_with_its_table(tmp_path):
    target = tmp_path / "rang.svg"
    outcome = run("ranking", Case(HEIDENHEIM), output=target)
    assert outcome.page is None
    assert target.read_bytes().startswith(b"<?xml")
    assert (tmp_path / "rang.csv").read_text(encoding="utf-8-sig").startswith("rank;district;fit")
    assert "rang.csv" in outcome.messages[-1]


@pytest.mark.parametrize("existing", ["rang.png", "rang.csv"])
def test_nothing_is_written_where_a_file_exists(tmp_path, existing):
    (tmp_path / existing).write_text("alt", encoding="utf-8")
    with pytest.raises(OutputError, match=existing):
        run("ranking", Case(HEIDENHEIM), output=tmp_path / "rang.png")
    assert [path.name for path in tmp_path.iterdir()] == [existing]
    run("ranking", Case(HEIDENHEIM), output=tmp_path / "rang.png", force=True)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_missing_folder_and_another_ending_are_refused_before_anything_is_read(tmp_path):
    with pytest.raises(OutputError):
        run("ranking", Case(tmp_path / "nirgends"), output=tmp_path / "fehlt" / "rang.png")
    with pytest.raises(UsageError, match="gif"):
        run("ranking", Case(tmp_path / "nirgends"), output=tmp_path / "rang.gif")


def test_a_picture_alone(tmp_path):
    write_picture(draw("ranking", Case(HEIDENHEIM)), tmp_path / "rang.pdf", beside=False)
    assert [path.name for path in tmp_path.iterdir()] == ["rang.pdf"]


@pytest.mark.parametrize(
    ("name", "options", "match"),
    [
        ("rankin", {}, "ranking"),
        ("pyramid", {}, "Alter und Geschlecht"),
        ("age_structure", {}, "nach Alter"),
        ("origins", {}, "Herkunftsland"),
        ("change", {}, "zwei Stichtagen"),
        ("time_series", {}, "zwei Stichtagen"),
        ("profile", {}, "--district"),
        ("profile", {"district": "Nirgends"}, "Oststadt"),
        ("scatter", {"indicators": ("foreign_share",)}, "--indicator A"),
        ("small_multiples", {"indicators": ("foreign_share",)}, "--indicator A"),
        ("map", {"indicators": ("foreign_shares",)}, "foreign_share"),
        ("map", {"indicators": ("foreign_share",), "classes": "quantil"}, "quantiles"),
        ("type_map", {}, "types"),
        ("facility_map", {}, "--points"),
    ],
)
def test_what_a_study_does_not_carry_is_said(name, options, match):
    with pytest.raises(StudyError, match=match):
        run(name, Case(HEIDENHEIM, **options))


def test_facilities_need_boundaries(tmp_path):
    points = tmp_path / "orte.geojson"
    frame = geopandas.GeoDataFrame({"art": ["Kita"]}, geometry=[shapely.Point(10.15, 48.68)], crs="EPSG:4326")
    frame.to_file(points)
    with pytest.raises(StudyError, match="Grenzen"):
        run("facility_map", Case(HEIDENHEIM, points=points))
    shape = geopandas.GeoDataFrame(
        {"name": ["Oststadt", "Mittelrain", "Mergelstetten-Reutenen"]},
        geometry=[shapely.box(10.1 + i / 10, 48.6, 10.2 + i / 10, 48.7) for i in range(3)],
        crs="EPSG:4326",
    )
    shape.to_file(tmp_path / "grenzen.geojson")
    case = Case(HEIDENHEIM, points=points, kind="art", boundaries=tmp_path / "grenzen.geojson", key="name")
    assert caption_of(draw("facility_map", case)).table.rows[0] == ("Oststadt", 1)
    with pytest.raises(StudyError, match="--key"):
        run("map", Case(HEIDENHEIM, boundaries=tmp_path / "grenzen.geojson"))
    with pytest.raises(SourceError):
        run("map", Case(HEIDENHEIM, boundaries=tmp_path / "fehlt.geojson", key="name"))


def test_the_map_of_changes_counts_what_the_transition_table_counts(tmp_path):
    from districtanalysis.pipeline import types

    study, model = example_city(60).write(tmp_path), tmp_path / "typen.json"
    before = study.with_name("study_2019.toml")
    types.run(study, types=9, model=model)
    rows = caption_of(draw("type_change", Case(study, before=before, model=model))).table.rows
    applied = types.apply(model, study, before=before).page
    moved = next(table for table in applied.tables if table.key == "moved").rows
    assert moved
    assert {(row[0], row[1], row[2]) for row in rows if row[3] == "ja"} == set(moved)


def test_the_map_of_changes_takes_the_types_of_the_study_without_a_model(city):
    outcome = run("type_change", Case(city, before=city.with_name("study_2019.toml")))
    assert "31.12.2019 und 31.12.2024" in outcome.page.subtitle
    with pytest.raises(StudyError, match="--before"):
        run("type_change", Case(city))


def test_fewer_pixels_give_a_smaller_file(tmp_path):
    sizes = []
    for dpi in (60, 120):
        run("ranking", Case(HEIDENHEIM), output=tmp_path / f"{dpi}.png", dpi=dpi)
        sizes.append((tmp_path / f"{dpi}.png").stat().st_size)
    assert sizes[0] < sizes[1]


def test_the_list_names_every_picture_in_both_languages():
    for code in ("de", "en"):
        with using(code):
            assert [row[0] for row in list_page().tables[0].rows] == list(DRAWN)
    assert run("list", Case()).page.tables
