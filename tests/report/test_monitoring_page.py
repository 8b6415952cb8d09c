"""The page of monitoring: lights in words, what is late, what changed."""

import datetime as dt
from dataclasses import replace

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.display import Paragraph
from districtanalysis.domain.goals import Edition, Goal, GoalTree
from districtanalysis.language import using
from districtanalysis.participation.monitoring import monitor_goals
from districtanalysis.pipeline.goals import load_goals
from districtanalysis.report.monitoring_page import monitoring_blocks, monitoring_page, state_table
from districtanalysis.report.render import FORMATS, render

TREE = load_goals(raw_folder() / "beispiel" / "ziele_2026.toml")
BEFORE = load_goals(raw_folder() / "beispiel" / "ziele_2024.toml")
DAY = dt.date(2026, 4, 15)


def texts(result):
    return [block.text for block in monitoring_blocks(result, pictures=()) if isinstance(block, Paragraph)]


def test_the_page_in_every_format_and_language():
    for language in ("de", "en"):
        with using(language):
            page = monitoring_page(monitor_goals(TREE, as_of=DAY, before=BEFORE))
            for key in FORMATS:
                assert render(page, key), key
    german = render(monitoring_page(monitor_goals(TREE, as_of=DAY, before=BEFORE), pictures=()), "table").decode()
    assert "Frist 31.12.2025, seit 105 Tagen" in german  # 31 December to 15 April
    assert "in 46 Tagen" in german
    assert "1 neu, 1 entfallen, 7 geändert." in german
    assert render(monitoring_page(monitor_goals(TREE, as_of=DAY)), "json").count(b'"light"') == 14


def test_the_words_for_every_case():
    assert texts(monitor_goals(TREE, as_of=dt.date(2028, 4, 1)))[1].startswith(
        "Die Auswertung war am 31.03.2028 fällig"
    )
    nothing = GoalTree((Goal("Z", "goal", "Ziel"),))
    assert texts(monitor_goals(nothing, as_of=DAY))[0] == "Die Datei enthält keine Ziele."
    silent = GoalTree((Goal("Z", "goal", "Ziel"), Goal("M", "measure", "Kurs", parent="Z")))
    assert texts(monitor_goals(silent, as_of=DAY))[0].startswith("Zu keiner Maßnahme ist ein Stand angegeben")
    starts = replace(silent.goals[1], state="planned", start=dt.date(2026, 4, 1))
    late = monitor_goals(GoalTree((silent.goals[0], starts, Goal("N", "measure", "", parent="Z"))), as_of=DAY)
    assert "Zu 1 von 2 Maßnahmen" in texts(late)[0]
    reasons = [b for b in monitoring_blocks(late, pictures=()) if getattr(b, "key", "") == "late"]
    assert reasons[0].rows[0][3] == "Beginn war für 01.04.2026 vorgesehen"
    today = replace(starts, start=None, state="running", deadline=DAY)
    due = monitor_goals(GoalTree((silent.goals[0], today)), as_of=DAY)
    assert "Keine Maßnahme ist überfällig; bald fällig: 1." in texts(due)
    assert "Keine Maßnahme ist überfällig." in texts(due)
    same = monitor_goals(TREE, as_of=DAY, before=replace(TREE, edition=Edition()))
    assert "Seit der früheren Fassung hat sich nichts geändert." in texts(same)


def test_one_scope_is_said():
    page = monitoring_page(monitor_goals(TREE, as_of=DAY, scope="project"), scope="project", pictures=())
    assert "Nur Maßnahmen mit dem Bezug „Projekt“." in page.subtitle
    assert [row[0] for row in state_table(monitor_goals(TREE, as_of=DAY, scope="project")).rows] == ["V1", "B2", "B2.2"]
