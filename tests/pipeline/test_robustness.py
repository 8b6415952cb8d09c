import shutil

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.display import Page, Paragraph, Table
from districtanalysis.domain.study import Uncertainty
from districtanalysis.errors import MethodError, StudyError
from districtanalysis.pipeline import rank
from districtanalysis.pipeline import robustness as certainty
from districtanalysis.pipeline.robustness import Draws, span
from districtanalysis.scoring import varied as varied_module

TEXT = "Oststadt bleibt in 72 von 100 Gewichtungen vorn; der erste Platz geht an Mittelrain"


def table(page: Page, key: str) -> Table:
    return next(block for block in page.tables if block.key == key)


def test_ranking_with_uncertainty_answers_the_council():
    outcome = rank.run(None, uncertainty=Draws(2_000))
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
    ranks = table(rank.run(None, uncertainty=Draws(500)).page, "robustness")
    for row in ranks.rows:
        assert sum(row[4:]) == pytest.approx(100)


def test_a_short_ranking_has_short_tables():
    assert len(table(rank.run(None, top=2, uncertainty=Draws(50)).page, "robustness").rows) == 2


def test_every_assumption_stands_in_the_table_once():
    page = rank.run(None, uncertainty=Draws(50, Uncertainty(vary=("normalisation",)))).page
    rows = {str(row[0]): row[1] for row in table(page, "assumptions").rows}
    assert rows.pop("Normierung") == "ja"
    assert len(rows) == 9
    assert set(rows.values()) == {"nein"}


def test_the_study_says_what_is_varied_and_the_call_comes_before_it(tmp_path):
    folder = tmp_path / "stadt"
    shutil.copytree(town("heidenheim").parent, folder)
    path = folder / "study.toml"
    extra = (
        '\n[ranking.uncertainty]\nvary = ["weights", "noise"]\nweights = "around"\nconcentration = 30\nnoise = "beta"\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8")
    varied = rank.run(path, uncertainty=Draws(50)).page.data["robustness"]["varied"]
    assert "Konzentration 30" in varied["criteria_weights"]
    assert "Betaverteilung" in varied["noise"]
    asked = Uncertainty(weights="order", order=("population", ("infrastructure", "sustainability")))
    varied = rank.run(path, uncertainty=Draws(50, asked)).page.data["robustness"]["varied"]
    assert "Bevölkerungsstruktur > Infrastruktur = Nachhaltigkeit" in varied["criteria_weights"]
    assert "Betaverteilung" in varied["noise"]


def test_noise_is_left_out_by_name_where_nothing_fluctuates(monkeypatch):
    monkeypatch.setattr(varied_module, "moves", lambda *_: False)
    written = rank.run(None, uncertainty=Draws(50)).page.data["robustness"]
    assert set(written["varied"]) == {"criteria_weights"}
    assert written["held"]["noise"] == "gedruckte Werte"


def test_other_faults_are_not_swallowed(monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise MethodError("etwas anderes")

    monkeypatch.setattr(certainty, "robustness", broken)
    with pytest.raises(MethodError, match="etwas anderes"):
        rank.run(None, uncertainty=Draws(50))


def test_options_that_a_monitor_has_no_use_for_are_refused():
    with pytest.raises(StudyError, match="--uncertainty gilt dafür nicht"):
        rank.run(None, recipe="berlin-mss-2017", uncertainty=Draws(50))


def test_the_seed_is_kept_and_used():
    one, two = (rank.run(None, uncertainty=Draws(300, seed=seed)).page.data["robustness"] for seed in (1, 2))
    assert (one["seed"], two["seed"]) == (1, 2)
    assert one["districts"] != two["districts"]


def test_ranges_of_ranks_are_one_number_where_they_are_one():
    assert (span(2, 2), span(1, 3)) == ("2", "1–3")
