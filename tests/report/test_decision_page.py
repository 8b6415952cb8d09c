"""The page of decisions: the latest first, with the ranking then and now."""

import datetime as dt

import pandas as pd

from districtanalysis.domain.decision import Decision, DecisionLog, LocalKnowledge, RankedThen, RankingChange
from districtanalysis.language import using
from districtanalysis.report.decision_page import decision_blocks, decision_page
from districtanalysis.report.render import FORMATS, render

FIRST = Decision("1", "Erste", date=dt.date(2024, 1, 1))
SECOND = Decision(
    "2",
    "Zweite",
    date=dt.date(2026, 1, 1),
    question="Wo?",
    reasons="Das Netzwerk trägt.",
    weights=(("population", 0.25), ("population.foreign_share", 1.0)),
    ranking_digest="abc",
    ranked=(RankedThen("a", "A", 1, 80.0),),
    local=(LocalKnowledge("Ja.", "confirms"),),
)
NAN = float("nan")


def log(**flags):
    frame = pd.DataFrame(
        {"name": ["A", "B"], "rank_then": [1, NAN], "rank_now": [2, 1], "fit_then": [80, NAN], "fit_now": [70.0, 75.0]},
        ["a", "b"],
    )
    given = {"same_order": False, "data_changed": True, "weights_changed": False, **flags}
    return DecisionLog((FIRST, SECOND), {"2": RankingChange(frame, **given)})


def test_the_latest_comes_first():
    texts = [
        block.text for block in decision_blocks(log(), labels={"population": "Bevölkerung"}) if hasattr(block, "text")
    ]
    assert texts[1] == "Entschieden: Zweite"
    assert "Gewichte: Bevölkerung 25,0 %." in [text.replace("\xa0", " ") for text in texts]
    assert "Entschieden: Erste" in texts
    assert "Angehört: nicht festgehalten." in texts


def test_then_and_now():
    page = decision_page(log(), city="Ulm")
    table = page.tables[0]
    assert table.rows[1] == ("B", None, 1, None, 75)
    for part in ("eine andere", "Daten haben sich", "Gewichte sind dieselben", "nur an einem der beiden Tage"):
        assert part in table.note
    assert "dieselbe" in decision_page(log(same_order=True, weights_changed=True)).tables[0].note
    alone = DecisionLog((SECOND,), {})
    assert decision_page(alone).tables[0].title == "Rangfolge, wie sie vorlag"


def test_every_format_and_language():
    for language in ("de", "en"):
        with using(language):
            for key in FORMATS:
                assert render(decision_page(log()), key), key
    assert "--decide" in next(iter(decision_blocks(DecisionLog((), {})))).text
