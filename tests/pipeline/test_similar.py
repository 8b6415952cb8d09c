"""``similar`` with three, eighteen and many districts."""

from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.datasets import town
from districtanalysis.datasets.made_city import example_city
from districtanalysis.domain.display import Paragraph
from districtanalysis.domain.similarity import Similarity
from districtanalysis.errors import StudyError
from districtanalysis.pipeline.similar import run


def texts(outcome: object) -> str:
    return "\n".join(block.text for block in outcome.page.blocks if isinstance(block, Paragraph))  # type: ignore[attr-defined]


def test_three_districts_are_compared_with_caution() -> None:
    outcome = run("oststadt", town("heidenheim"), draws=100)
    result = outcome.result
    assert isinstance(result, Similarity)
    assert result.scaling == "goalposts"
    # by hand, in points: refugees 56.59, generation 100, places 16.67, day care 11.6, engagement 33.3, programme 50
    expected = ((56.59**2 + 100**2 + 16.67**2 + 11.56**2 + 33.33**2 + 50**2) / 6) ** 0.5
    assert result.frame.loc["Mittelrain", "distance"] == pytest.approx(expected, abs=0.1)
    assert set(result.left_out.values()) == {"no_goalposts"}
    text = texts(outcome)
    assert "Kein Stadtteil gleicht Oststadt" in text
    assert "nur 3 Stadtteile" in text
    assert "kaum zu sagen, was typisch ist" in text


def test_eighteen_districts_and_their_types() -> None:
    outcome = run("Betzenberg", town("kaiserslautern"), draws=100, top=3)
    result = outcome.result
    assert isinstance(result, Similarity)
    assert result.scaling == "z"
    assert result.types["Betzenberg"] == "Ausländeranteil unter dem Stadtwert"
    assert len(result.frame) == 17
    text = texts(outcome)
    assert "Alle verglichenen Indikatoren beschreiben die Herkunft" in text
    assert "kein Maß für Bedarf" in text
    assert outcome.page is not None
    assert len(outcome.page.tables[0].rows) == 3


@pytest.mark.slow
def test_many_districts(tmp_path: Path) -> None:
    study = example_city(542).write(tmp_path)
    result = run("Musterviertel 1", study).result
    assert isinstance(result, Similarity)
    assert len(result.frame) == 541
    again = run("Musterviertel 1", study).result
    assert isinstance(again, Similarity)
    assert again.frame.equals(result.frame)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(StudyError, match="Mittelrain"):
        run("Weststadt", town("heidenheim"))
    with pytest.raises(StudyError, match="foreign_share"):
        run("Oststadt", town("heidenheim"), indicators=["foreign_shares"])
    chosen = run("Betzenberg", town("kaiserslautern"), indicators=["foreign_share"], draws=100).result
    assert isinstance(chosen, Similarity)
    assert list(chosen.values.columns) == ["foreign_share"]
