from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.domain.observations import QUALIFIERS, STATUSES
from districtanalysis.errors import StudyError
from districtanalysis.sources.profiles import load_profile, load_words, own_profile, profile_names


def test_every_profile_speaks_in_known_statuses_and_has_a_name() -> None:
    for name in profile_names():
        profile = load_profile(name)
        assert profile.label
        spoken = {profile.zero, *profile.signs.values(), *profile.suffixes.values()} | ({profile.brackets} - {""})
        assert spoken <= set(STATUSES)


def test_the_sign_of_a_status_is_what_the_office_prints() -> None:
    assert load_profile("classic").sign_of("exact_zero") == "-"
    assert load_profile("lower_saxony_new").sign_of("unknown_or_secret") == "g"
    assert not load_profile("classic").sign_of("suppressed")


def test_the_words_are_of_the_field_and_in_lower_case() -> None:
    words = load_words()
    assert set(words["cells"]) <= {*STATUSES, "present"}
    assert {*words["before"], *words["behind"]} <= set(QUALIFIERS)
    listed = [word for part in words.values() for group in part.values() for word in group]
    assert all(word == word.casefold() for word in listed)


def test_no_word_means_two_things() -> None:
    for part in load_words().values():
        listed = [word for group in part.values() for word in group]
        assert len(listed) == len(set(listed))


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(StudyError, match="Bekannt sind: classic, kaiserslautern"):
        load_profile("bremen")


def test_signs_of_ones_own_take_over_what_they_do_not_say(tmp_path: Path) -> None:
    path = tmp_path / "zeichen.toml"
    path.write_text('extends = "classic"\nzero = "exact_zero"\n[signs]\n"#" = "suppressed"\n', encoding="utf-8")
    name = own_profile(path)
    found = load_profile(name)
    assert (found.zero, found.brackets, found.signs["#"], found.signs["."]) == (
        "exact_zero", "unreliable", "suppressed", "unknown_or_secret",
    )  # fmt: skip
    assert found.label == "zeichen"
    path.write_text('[signs]\n"#" = "not_yet"\n', encoding="utf-8")
    assert own_profile(path) != name
    assert load_profile(own_profile(path)).signs["#"] == "not_yet"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[signs]\n"#" = "supressed"\n', "suppressed"),
        ("sings = 1\n", "signs"),
        ('extends = "clasic"\n', "classic"),
        ("[signs", "Zeile 1"),
    ],
)
def test_faults_in_signs_of_ones_own_are_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "z.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StudyError, match=says):
        own_profile(tmp_path / "z.toml")
    with pytest.raises(StudyError, match=r"fehlt\.toml"):
        own_profile(tmp_path / "fehlt.toml")
