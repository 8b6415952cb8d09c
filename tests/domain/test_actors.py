"""Actors as results: labels and frames with and without names."""

import pandas as pd
import pytest

from districtanalysis.domain.actors import Actor, ActorAnalysis


@pytest.fixture
def made():
    def make(*, shown):
        frame = pd.DataFrame(
            {"name": ["Verein", "Chor"], "kind": ["e. V.", ""], "quadrant": ["active_alone", "between"]},
            index=pd.Index(["A1", "A2"], name="code"),
        )
        actors = (Actor("Verein", "A1"), Actor("Chor", "A2"))
        return ActorAnalysis(actors, frame, (), (1, 5), shown=shown)

    return make


def test_names_only_where_they_may_be_shown(made):
    hidden, shown = made(shown=False), made(shown=True)
    assert (hidden.label("A1"), shown.label("A1")) == ("A1", "Verein")
    assert (hidden.of("active_alone"), shown.of("active_alone")) == (["A1"], ["Verein"])
    assert list(hidden.to_frame().columns) == ["quadrant"]
    assert "Verein" in shown._repr_html_()
    assert "Verein" not in hidden._repr_html_()


def test_the_middle_of_the_scale(made):
    assert made(shown=False).middle == 3
