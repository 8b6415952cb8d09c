from __future__ import annotations

from districtanalysis.datasets import raw_folder, town
from districtanalysis.pipeline import check


def test_the_shipped_towns_have_no_errors():
    for study in (town(), raw_folder() / "kaiserslautern" / "study.toml"):
        outcome = check.run(study)
        assert outcome.exit_code == 0
        assert outcome.page is not None
        assert outcome.page.tables[0].key == "findings"
        assert outcome.findings == ()  # the page lists them; they are not said a second time


def test_errors_are_an_exit_code(tmp_path):
    (tmp_path / "a.csv").write_text("Stadtteil;Einwohner\nOst;-5\nWest;7\n", encoding="utf-8")
    (tmp_path / "study.toml").write_text(
        'schema_version = 1\n[study]\ntitle = "t"\npurpose = "p"\ncity = "c"\n[[source]]\nid = "a"\nfile = "a.csv"\n'
        'publisher = "c"\ndate = "not_stated"\npopulation_concept = "not_stated"\nlicence = "l"\n',
        encoding="utf-8",
    )
    outcome = check.run(tmp_path / "study.toml")
    assert outcome.exit_code == 3
    assert outcome.page is not None
    assert outcome.page.data["findings"][0]["cell"] == "B2"
