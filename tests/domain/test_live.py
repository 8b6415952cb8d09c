"""The plain shape of a ranking for a spreadsheet."""

from districtanalysis.domain.live import Live, LiveIndicator, Model


def test_indicators_are_found_by_their_criterion():
    entries = tuple(
        LiveIndicator(key, key, home, 1.0, 1.0, "more", "goalposts", (1.0,), (2.0,))
        for key, home in (("a", "x"), ("b", "x"), ("c", "y"))
    )
    model = Model(("Ost",), (), entries, (1.0,), (1.0,), "min", "arithmetic", "arithmetic")
    assert (model.of("x"), model.of("y"), model.of("z")) == ((0, 1), (2,), ())
    assert Live(model).refused == ""
