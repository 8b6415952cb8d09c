"""The examination of an installation."""

import pytest

from districtanalysis.language import using
from districtanalysis.pipeline import doctor


def test_a_whole_installation():
    outcome = doctor.run()
    assert outcome.exit_code == 0
    names = {item.name: item for item in outcome.result}
    assert names["pandas"].verdict == "ok"
    assert "heidenheim" in names["mitgelieferte Städte"].found
    assert outcome.page.data["complete"] is True


def test_a_missing_library_is_named(monkeypatch):
    version = doctor._version
    monkeypatch.setattr(doctor, "_version", lambda name: "" if name in {"pandas", "typst"} else version(name))
    outcome = doctor.run()
    assert outcome.exit_code == 1
    verdicts = {item.name: item.verdict for item in outcome.result}
    assert verdicts["pandas"] == "missing"
    assert verdicts["typst [documents]"] == "absent"
    assert outcome.page.blocks[-1].text == "Es fehlt: pandas."


def test_a_missing_town_is_named(monkeypatch):
    monkeypatch.setattr("districtanalysis.datasets.towns", tuple)
    assert doctor.run().exit_code == 1


@pytest.mark.parametrize("code", ["de", "en"])
def test_both_languages(code):
    with using(code):
        assert doctor.run().page.title


def test_requirements_of_developers_are_left_out():
    assert not [name for name, extra in doctor.requirements() if extra in {"dev", "peers"}]
    assert ("python-docx", "documents") in doctor.requirements()
