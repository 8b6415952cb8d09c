"""The page of actors in words."""

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.actors import Agreement
from districtanalysis.domain.display import Paragraph, Picture
from districtanalysis.language import using
from districtanalysis.pipeline.actors import load_actors
from districtanalysis.pipeline.offers import load_offers
from districtanalysis.report.actors_page import actors_page, agreement_table
from districtanalysis.report.render import render

EXAMPLE = raw_folder() / "beispiel" / "akteure.toml"


@pytest.fixture(scope="module")
def example():
    return load_actors(EXAMPLE)


def said(page):
    return " ".join(block.text for block in page.blocks if isinstance(block, Paragraph))


def test_counts_gaps_and_that_names_are_left_out(example):
    page = actors_page(example, pictures=())
    text = said(page)
    counts = example.frame["quadrant"].value_counts()
    assert f"20 Akteure, eingeschätzt von 4 Personen. {counts['active_cooperating']} aktiv" in text
    for name in example.of("active_alone"):
        assert name in text
    assert "Statt der Namen stehen Kürzel." in text
    assert "kein Urteil über die Arbeit" in text
    assert [column.key for column in page.tables[0].columns][:2] == ["actor", "raters"]


@pytest.mark.parametrize(
    ("alpha", "word"),
    [(0.8, "verlässlich"), (0.7, "mit Vorsicht"), (0.2, "nicht verlässlich"), (float("nan"), "nicht zu bestimmen")],
)
def test_what_agreement_is_worth(alpha, word):
    (row,) = agreement_table([Agreement("activity", alpha, 5, 3)]).rows
    assert row[3] == word


def test_offers_follow_and_pictures_have_words(example):
    page = actors_page(example, load_offers(EXAMPLE), pictures=("svg",))
    pictures = [block for block in page.blocks if isinstance(block, Picture)]
    assert [picture.key for picture in pictures] == ["actors", "offers"]
    assert all(len(picture.alternative) > 80 for picture in pictures)
    assert set(page.data) == {"actors", "scale", "agreement", "theme", "district", "offers"}


@pytest.mark.parametrize("code", ["de", "en"])
def test_both_languages_and_every_format(example, code):
    with using(code):
        page = actors_page(example, load_offers(EXAMPLE))
        for form in ("table", "md", "html", "csv", "json", "xlsx"):
            assert render(page, form)
