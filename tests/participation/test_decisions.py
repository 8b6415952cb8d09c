"""The record of decisions: numbers, weights, and a ranking then and now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import districtanalysis as da
from districtanalysis.datasets import town
from districtanalysis.domain.decision import FORMS, Decision, RankedThen
from districtanalysis.domain.ranking import Ranking
from districtanalysis.participation.decisions import (
    decision_log,
    digest,
    next_key,
    ranked_then,
    ranking_change,
    ranking_digest,
    shares_of,
)
from districtanalysis.report.forms_bytes import forms_bytes
from districtanalysis.sources.forms_file import read_forms


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    study = da.load_study(town("heidenheim"))
    return da.rank(da.compute_indicators(da.load(study), study), study)


def test_the_ranking_is_kept_as_it_stood(ranking: Ranking) -> None:
    kept = ranked_then(ranking)
    assert [(entry.district, entry.rank, round(entry.fit or 0, 1)) for entry in kept] == [
        ("Oststadt", 1, 81.5),
        ("Mittelrain", 2, 69.5),
        ("Mergelstetten-Reutenen", 3, 35.3),
    ]
    shares = dict(shares_of(ranking.plan))
    assert shares["population"] == pytest.approx(1 / 3)
    assert shares["sustainability.engagement_structure"] == pytest.approx(2 / 3)
    assert len(ranking_digest(ranking)) == 12


def test_then_and_now(ranking: Ranking) -> None:
    then = Decision("1", "Oststadt", weights=shares_of(ranking.plan), data_digest="a", ranked=ranked_then(ranking))
    same = ranking_change(then, ranking, "a")
    assert (same.same_order, same.data_changed, same.weights_changed) == (True, False, False)
    first, second, third = then.ranked
    turned = replace(
        then,
        weights=(("population", 1.0),),
        ranked=(replace(first, rank=2), replace(second, rank=1), third, RankedThen("Alt", "Alt", 4, 10.0)),
    )
    changed = ranking_change(turned, ranking, "b")
    assert (changed.same_order, changed.data_changed, changed.weights_changed) == (False, True, True)
    assert changed.frame.loc["Alt", "rank_now"] != changed.frame.loc["Alt", "rank_now"]
    assert changed.frame.loc["Oststadt", ["rank_then", "rank_now"]].tolist() == [2, 1]


@pytest.mark.parametrize("suffix", [".toml", ".xlsx"])
def test_a_record_is_read_as_it_was_written(ranking: Ranking, tmp_path: Path, suffix: str) -> None:
    entry = Decision(
        "1", "Oststadt", heard=("Jugendgemeinderat",), weights=shares_of(ranking.plan), ranked=ranked_then(ranking)
    )
    path = tmp_path / f"entscheidungen{suffix}"
    path.write_bytes(forms_bytes(suffix, FORMS, entry.to_rows()))
    log = decision_log(read_forms(path, FORMS))
    read = log.decisions[0]
    assert (read.key, read.heard, read.ranked) == (entry.key, entry.heard, entry.ranked)
    assert dict(read.weights) == pytest.approx(dict(entry.weights), abs=1e-6)
    assert [f.rule for f in log.findings] == ["form_empty"]  # the date


def test_what_does_not_fit_is_told(tmp_path: Path) -> None:
    path = tmp_path / "entscheidungen.toml"
    text = '[[decision]]\nkey = "1"\ndecision = "Ja"\ndate = 2026-01-01\n'
    path.write_text(text + text + '[[local]]\ndecision = "3"\nstatement = "Gut."\n', encoding="utf-8")
    found = {f.rule: f.cell for f in decision_log(read_forms(path, FORMS)).findings}
    assert found == {"decision_twice": "decision[2].key", "decision_unknown": "local[1].decision"}


def test_numbers_and_digests() -> None:
    assert next_key([]) == "1"
    assert next_key([Decision("a", ""), Decision("4", "")]) == "5"
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 2})
