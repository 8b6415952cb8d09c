from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.typology import Choice, TypeModel, Typology
from districtanalysis.errors import MethodError
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.types import clustergram, number_of_types, type_profiles


def title(ax):
    return caption_of(ax).title.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def typology():
    """Five districts in two types that differ in one of two features; one was not typed."""
    frame = pd.DataFrame(
        {"name": list("ABCDE"), "type": pd.array([1, 1, 2, 2, None], dtype="Int64")}, index=list("abcde")
    )
    profiles = pd.DataFrame(
        {
            "type": [1, 1, 2, 2],
            "feature": ["young", "old", "young", "old"],
            "deviations": [1.5, -0.2, -1.4, np.nan],
        }
    )
    features = tuple({"key": key, "label": f"Anteil {key}"} for key in ("young", "old"))
    types = tuple({"number": n, "key": f"type_{n}", "name": f"Name {n}", "size": 2} for n in (1, 2))
    criteria = pd.DataFrame(
        {"silhouette": [0.6, 0.4], "stability": [0.9, 0.7], "null": [0.3, 0.3]}, index=pd.Index([2, 3], name="types")
    )
    flow = pd.DataFrame(
        {
            "types": [2, 2, 3, 3, 3],
            "group": [0, 1, 0, 1, 2],
            "size": [2, 2, 2, 1, 1],
            "mean": [1.0, -1.0, 1.0, -0.5, -1.5],
            "previous": [-1, -1, 0, 1, 1],
        }
    )
    choice = Choice(criteria, 2, "types", flow=flow, resamples=100)
    return Typology(frame, pd.DataFrame(), profiles, pd.DataFrame(), TypeModel("k_means", features, types), choice)


def test_type_profiles_print_how_far_each_type_lies(typology, texts):
    ax = type_profiles(typology)
    assert {"+1,5", "−0,2", "−1,4", "n. v."} <= set(texts(ax))
    caption = caption_of(ax)
    assert caption.title == "2 Typen; am deutlichsten: Typ 1 bei Anteil young (+1,5)"
    assert caption.table.rows[0][:4] == (1, "Name 1", 2, 1.5)
    strong = {text.get_text(): text.get_fontweight() for text in ax.texts}
    assert strong["+1,5"] == "bold"
    assert strong["−0,2"] == "normal"


def test_figures_can_be_read_on_every_shade(typology):
    from districtanalysis.report.style import contrast, palette

    for shade in palette()["lists"]["sequential"]:
        from districtanalysis.report.style import on

        assert contrast(on(shade), shade) >= 4.5


def test_the_clustergram_shows_every_group(typology):
    ax = clustergram(typology)
    assert sum(len(part.get_offsets()) for part in ax.collections) == 5
    assert len([line for line in ax.lines if len(line.get_xdata()) == 2 and line.get_linestyle() == "-"]) >= 3
    assert len(caption_of(ax).table.rows) == 5


def test_number_of_types_marks_the_recommended_one(typology):
    ax = number_of_types(typology)
    assert title(ax) == "2 Typen trennen die Stadtteile am besten"
    assert [row[1] for row in caption_of(ax).table.rows] == [0.6, 0.4]
    assert len({line.get_linestyle() for line in ax.lines if len(line.get_xdata()) == 2}) == 3  # not by colour alone


def test_types_by_rules_have_no_number_to_choose(typology):
    with pytest.raises(MethodError, match="Regeln der Studie"):
        number_of_types(replace(typology, choice=None))


@pytest.mark.parametrize("verdict", ["types", "gradual", "none"])
def test_every_verdict_has_a_title(typology, verdict):
    choice = replace(typology.choice, verdict=verdict)
    assert title(number_of_types(replace(typology, choice=choice)))
