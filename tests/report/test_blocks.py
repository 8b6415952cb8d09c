"""Every building block of a report, with and without what it is made of."""

import pytest

from districtanalysis.cli.documents import BLOCKS as NAMED
from districtanalysis.datasets import town
from districtanalysis.domain.display import Chapter, Paragraph, Picture
from districtanalysis.errors import StudyError
from districtanalysis.language import LANGUAGES, has, using
from districtanalysis.pipeline.report import run
from districtanalysis.report.blocks import BLOCKS, Material, report_page
from districtanalysis.sources.study_file import load_study


@pytest.fixture(scope="module")
def outcome():
    return run(town(), draws=100)


@pytest.fixture(scope="module")
def bare():
    return Material(load_study(town("kaiserslautern")), (), pictures=())


def test_every_block_is_documented_named_and_offered():
    assert list(BLOCKS) == list(NAMED)
    assert all(BLOCKS[key].__doc__ for key in BLOCKS)
    for code in LANGUAGES:
        with using(code):
            assert all(has(f"report_blocks.{key}.label") for key in BLOCKS)


def test_the_blocks_stand_in_their_order(outcome):
    chapters = [block.key for block in outcome.page.blocks if isinstance(block, Chapter)]
    profiles = ["profile-Oststadt", "profile-Mittelrain", "profile-Mergelstetten-Reutenen"]
    instruments = ["compare_areas", "origins", "participation"]
    first, last = ["question", "ranking", "robustness", "maps"], ["data", "method", "sources", "standing"]
    assert chapters == [*first, *profiles, *instruments, *last]
    assert report_page(outcome.result, ["sources", "question"]).blocks[0] == Chapter("Quellen und Lizenzen", "sources")


def test_the_pictures_carry_words_and_both_forms(outcome):
    pictures = [block for block in outcome.page.blocks if isinstance(block, Picture)]
    assert [picture.key for picture in pictures] == ["ranking", "rank_intervals", "map", "shares"]
    assert all(picture.alternative and set(picture.forms) == {"svg", "png"} for picture in pictures)


def test_the_numbers_of_the_remarks_are_explained(outcome):
    tables = {table.key: table for table in outcome.page.tables}
    assert [row[0] for row in tables["remarks"].rows] == [1, 2, 3, 4, 5, 6]
    assert tables["ranking"].rows[1][-1] == "1–6"


@pytest.mark.parametrize(
    "key", ["question", "ranking", "robustness", "maps", "types", "profiles", "data", "method", "sources"]
)
def test_a_block_without_material_is_left_out_or_says_so(bare, key):
    found = list(BLOCKS[key](bare))
    assert all(isinstance(block, Paragraph) for block in found)
    if not found:
        assert report_page(bare, [key]).blocks == ()
        page = report_page(Material(bare.study, (), pictures=(), absent={key: "fehlt"}), [key])
        assert page.blocks[-1] == Paragraph("fehlt", "note")


def test_standing_sentences_without_a_ranking(bare):
    assert "kein Maß für Bedarf" in list(BLOCKS["standing"](bare))[1].text


def test_an_unknown_block_names_the_nearest(bare):
    with pytest.raises(StudyError, match="ranking"):
        report_page(bare, ["rankin"])
