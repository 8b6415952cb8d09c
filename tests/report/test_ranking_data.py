from __future__ import annotations

import json

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.study import Exclude, Minimum
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.report.ranking_data import excluded_data, ranking_data


def test_everything_without_rounding():
    prepared = prepare(town())
    ranking = rank_prepared(prepared)
    data = ranking_data(ranking, prepared.data.sources)
    first, *_ = data["districts"]
    assert (first["id"], first["rank"]) == ("Oststadt", 1)
    assert first["fit"] == ranking.frame.loc["Oststadt", "fit"]
    assert sum(first["contributions"].values()) == pytest.approx(first["fit"])
    assert first["indicators"]["foreign_share"]["value"] == pytest.approx(1338 / 4336 * 100)
    assert first["indicators"]["foreign_share"]["n"] == 4336
    assert first["indicators"]["nationalities_at_least"]["qualifier"] == "at_least"
    assert [entry["key"] for entry in data["readings"]] == ["ressourcen", "luecken"]
    assert data["dominated"] == [{"district": "Mergelstetten-Reutenen", "by": "Mittelrain"}]
    assert data["method"]["criteria"][0]["indicators"][0]["goalposts"] == [0, 40]
    assert [len(source["sha256"]) for source in data["sources"]] == [64] * 4
    assert data["schema_version"] == 1
    json.dumps(data)


def test_who_has_no_score_is_told_with_the_rule():
    prepared = prepare(town())
    study = prepared.study.model_copy(
        update={"ranking": prepared.study.ranking.model_copy(update={"exclude": Exclude(minimum=Minimum(value=3700))})}
    )
    ranking = rank_prepared(Prepared(study, prepared.data, prepared.findings, ()))
    (entry,) = excluded_data(ranking)
    assert (entry["district"], entry["rule"]) == ("Mergelstetten-Reutenen", "minimum")
    written = ranking_data(ranking, prepared.data.sources)
    assert written["excluded"] == [entry]
    assert written["method"]["exclude"]["minimum"] == {"variable": "residents", "value": 3700}
