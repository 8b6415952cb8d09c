import pytest

from districtanalysis.domain.display import Page, Paragraph, Table
from districtanalysis.pipeline import rank
from districtanalysis.pipeline.robustness import span

TEXT = "Oststadt bleibt in 72 von 100 Gewichtungen vorn; der erste Platz geht an Mittelrain"


def table(page: Page, key: str) -> Table:
    return next(block for block in page.tables if block.key == key)


def test_ranking_with_uncertainty_answers_the_council():
    outcome = rank.run(None, uncertainty=2_000)
    blocks = outcome.page.blocks
    place = next(i for i, block in enumerate(blocks) if isinstance(block, Paragraph) and TEXT in block.text)
    # The answer stands right behind the ranking itself.
    assert isinstance(blocks[place + 1], Table)
    assert sum(isinstance(block, Table) for block in blocks[:place]) == 1
    written = outcome.page.data["robustness"]
    assert written["draws"] == 2_000
    assert set(written["varied"]) == {"criteria_weights", "noise"}
    assert written["first_share_exact"]["oststadt" if "oststadt" in written["first_share_exact"] else "Oststadt"] == (
        pytest.approx(0.7201, abs=1e-4)
    )


def test_every_row_of_the_ranks_adds_up():
    ranks = table(rank.run(None, uncertainty=500).page, "robustness")
    for row in ranks.rows:
        assert sum(row[4:]) == pytest.approx(100)


def test_the_seed_is_kept_and_used():
    one, two = (rank.run(None, uncertainty=300, seed=seed).page.data["robustness"] for seed in (1, 2))
    assert (one["seed"], two["seed"]) == (1, 2)
    assert one["districts"] != two["districts"]


def test_ranges_of_ranks_are_one_number_where_they_are_one():
    assert (span(2, 2), span(1, 3)) == ("2", "1–3")
