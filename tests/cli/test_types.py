"""Values on the command line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.cli.types import Choice, Day, Fault, Weights, Whole, read_weights


def test_weights_in_both_notations():
    assert read_weights("population=2,infrastructure=1") == {"population": 2.0, "infrastructure": 1.0}
    assert read_weights(" a = 0.5 , b=1 ") == {"a": 0.5, "b": 1.0}
    assert read_weights("a=0,5; b=1,25") == {"a": 0.5, "b": 1.25}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "kein Paar"),
        ("a=1,5", "„5“ ist kein Paar.*Semikolon"),
        ("a=", "kein Paar"),
        ("=1", "kein Paar"),
        ("a=viel", "„viel“ von „a“ ist keine Zahl"),
        ("a=nan", "größer als 0"),
        ("a=inf", "größer als 0"),
        ("a=1,a=2", "„a“ ist zweimal genannt"),
    ],
)
def test_weights_that_will_not_do(text, expected):
    with pytest.raises(Fault, match=expected):
        Weights().convert(text, None, None)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        weights = read_weights(text)
    except ValueError as error:
        message = str(error)
    else:
        message = ""
        assert all(weight > 0 for weight in weights.values())
    assert not message or message.endswith(".")


def test_dates_and_choices():
    assert Day().convert("not_stated", None, None) == "not_stated"
    with pytest.raises(Fault, match="JJJJ-MM-TT"):
        Day().convert("31.12.2019", None, None)
    with pytest.raises(Fault, match="a oder b"):
        Choice(lambda: ("a", "b")).convert("c", None, None)
    assert [item.value for item in Choice(("table", "txt", "csv")).shell_complete(None, None, "t")] == ["table", "txt"]
    with pytest.raises(Fault, match="mindestens 0"):
        Whole(0).convert("-1", None, None)
