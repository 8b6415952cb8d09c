"""The register of actors and offers in one file or several."""

import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain import actors, offers
from districtanalysis.errors import SourceError
from districtanalysis.report.form_template import form_template
from districtanalysis.sources.actors_file import FORMS, read_register


def test_the_shipped_example_is_made_up_and_reads():
    path = raw_folder() / "beispiel" / "akteure.toml"
    assert "Erfundenes Beispiel" in path.read_text(encoding="utf-8").splitlines()[0]
    tables = read_register(path)
    assert set(tables) == {form.key for form in FORMS}
    assert {key: len(table.rows) for key, table in tables.items() if key in {"actor", "offer", "analysis"}} == {
        "actor": 20,
        "offer": 12,
        "analysis": 1,
    }
    assert all(not table.findings for table in tables.values())


@pytest.mark.parametrize("forms", [actors.FORMS, offers.FORMS, FORMS], ids=["actors", "offers", "both"])
@pytest.mark.parametrize("first", [False, True])
def test_a_workbook_may_hold_either_part(tmp_path, forms, first):
    rows = {"actor": [{"name": "Verein"}], "offer": [{"name": "Kurs", "fields": ("Sprache",)}]}
    (tmp_path / "a.xlsx").write_bytes(form_template(forms, rows))
    tables = read_register(tmp_path / "a.xlsx", offers_first=first)
    assert len(tables["actor"].rows) == (actors.ACTORS in forms)
    assert len(tables["offer"].rows) == (offers.OFFERS in forms)


def test_text_files_hold_one_sheet(tmp_path):
    (tmp_path / "a.csv").write_text("Name,Themen\nVerein,Sport\n", encoding="utf-8")
    assert read_register(tmp_path / "a.csv")["actor"].rows[0].entries("themes") == ("Sport",)
    (tmp_path / "o.csv").write_text("Angebot;Handlungsfelder\nKurs;Sprache\n", encoding="utf-8")
    assert len(read_register(tmp_path / "o.csv", offers_first=True)["offer"].rows) == 1


def test_a_workbook_of_something_else_is_refused(tmp_path):
    from districtanalysis.domain.goals import GOALS
    from districtanalysis.domain.participation import EVENTS

    (tmp_path / "a.xlsx").write_bytes(form_template((GOALS, EVENTS)))
    with pytest.raises(SourceError, match="Ein Blatt „Akteure“ wird gebraucht"):
        read_register(tmp_path / "a.xlsx")
