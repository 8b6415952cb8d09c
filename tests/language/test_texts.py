from __future__ import annotations

import threading

import pytest

from districtanalysis.language import LANGUAGES, current, has, join, say, say_count, set_language, using
from districtanalysis.language.texts import section


def test_german_is_the_language_until_another_is_set() -> None:
    assert current() == "de"
    set_language("en")
    assert say("words.and") == "and"


def test_a_block_has_its_own_language_and_gives_it_back() -> None:
    with using("en"):
        assert say("words.or") == "or"
        with using("de"):
            assert say("words.or") == "oder"
        assert current() == "en"
    assert current() == "de"


def test_a_block_gives_the_language_back_after_an_error() -> None:
    with pytest.raises(RuntimeError), using("en"):
        raise RuntimeError
    assert current() == "de"


def test_threads_do_not_change_each_others_language() -> None:
    set_language("en")
    seen: list[str] = []
    thread = threading.Thread(target=lambda: seen.append(current()))
    thread.start()
    thread.join()
    assert seen == ["de"]
    assert current() == "en"


@pytest.mark.parametrize("code", ["fr", "DE", ""])
def test_a_language_without_texts_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="language must be one of"):
        set_language(code)
    with pytest.raises(ValueError, match="language must be one of"), using(code):
        pass


def test_values_fill_the_places_of_a_text() -> None:
    assert say("study.key_missing", path="study.title") == "„study.title“ fehlt."
    with using("en"):
        assert say("study.key_missing", path="study.title") == "“study.title” is missing."


@pytest.mark.parametrize("key", ["words.nothing", "nothing.words", "study.expected", "words.and.more", "words"])
def test_a_text_that_nobody_wrote_is_a_mistake_in_the_code(key: str) -> None:
    with pytest.raises(KeyError):
        say(key)
    assert not has(key)


def test_one_and_many_are_worded_apart() -> None:
    assert [say_count("words.districts", count) for count in (0, 1, 2)] == [
        "0 Stadtteile",
        "1 Stadtteil",
        "2 Stadtteile",
    ]


@pytest.mark.parametrize(
    ("parts", "phrase"),
    [([], ""), (["a"], "a"), (["a", "b"], "a und b"), (["a", "b", "c"], "a, b und c")],
)
def test_parts_are_joined_to_a_phrase(parts: list[str], phrase: str) -> None:
    assert join(parts) == phrase
    assert join(iter(parts)) == phrase


def test_alternatives_are_joined_with_or() -> None:
    assert join(["a", "b"], "words.or") == "a oder b"


def test_every_language_has_its_sections() -> None:
    assert LANGUAGES == ("de", "en")
    assert [section(code, "words")["to"] for code in LANGUAGES] == ["bis", "to"]
    with pytest.raises(KeyError, match="no text section"):
        section("de", "nothing")
