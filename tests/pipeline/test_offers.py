"""Offers from file to blocks, and into a study that counts them."""

import pytest

import districtanalysis as da
from districtanalysis.datasets import raw_folder
from districtanalysis.errors import DataFindingError
from districtanalysis.pipeline.offers import chapter, load_offers, write_lists

EXAMPLE = raw_folder() / "beispiel" / "akteure.toml"


def test_the_example_has_blank_spots():
    result = load_offers(EXAMPLE)
    assert result.declared == {"field", "group", "district"}
    # by hand: only one offer on housing is running, in Bergviertel
    assert result.matrix("field", "district").loc["Wohnen und Wohnumfeld"].tolist() == [0, 0, 0, 1]


def test_blocks_for_a_report(tmp_path):
    assert [block.key for block in chapter(EXAMPLE) if hasattr(block, "columns")] == [
        "field_by_district",
        "field_by_group",
        "group_by_district",
        "blanks",
        "offers",
    ]
    (tmp_path / "a.toml").write_text('[[actor]]\nname = "Verein"\n', encoding="utf-8")
    assert chapter(tmp_path / "a.toml") == ()
    (tmp_path / "b.toml").write_text('[[offer]]\nname = "Kurs"\n', encoding="utf-8")
    with pytest.raises(DataFindingError, match="Handlungsfelder"):
        chapter(tmp_path / "b.toml")


def test_the_lists_feed_the_indicators_of_a_study(tmp_path):
    write_lists(load_offers(EXAMPLE), tmp_path)
    (tmp_path / "einwohner.csv").write_text(
        "Stadtteil;Einwohner\nNordstadt;4000\nSüdstadt;3000\nAltstadt;2000\nBergviertel;1000\n", encoding="utf-8"
    )
    common = 'publisher = "p"\ndate = 2025-12-31\nlicence = "l"\n'
    study = 'schema_version = 1\n[study]\ntitle = "t"\npurpose = "p"\ncity = "c"\n'
    parts = [
        ("einwohner", "einwohner.csv", "", "main_residence"),
        ("orte", "angebote_einrichtungen.csv", 'layout = "facility-list"\n', "documents"),
        ("engagement", "angebote_engagement.csv", 'layout = "engagement-list"\n', "documents"),
    ]
    for key, file, layout, concept in parts:
        study += f'[[source]]\nid = "{key}"\nfile = "{file}"\n{layout}population_concept = "{concept}"\n{common}'
    (tmp_path / "study.toml").write_text(study, encoding="utf-8")
    data = da.load(da.load_study(tmp_path / "study.toml"))
    table = da.compute_indicators(data).frame
    table.index = [str(data.districts.loc[key, "name"]) for key in table.index]
    # by hand: a club in Nordstadt, a youth club in Bergviertel, a family centre in Altstadt
    assert table["everyday_place_kinds"].dropna().to_dict() == {"Nordstadt": 1, "Altstadt": 1, "Bergviertel": 1}
    # lasting with a contact: Nordstadt, Südstadt, Bergviertel; Altstadt has single offers
    assert table["engagement_structure"].to_dict() == {"Nordstadt": 3, "Südstadt": 3, "Altstadt": 2, "Bergviertel": 3}
