from __future__ import annotations

import tomllib

import pytest

from districtanalysis.domain.parsing import parse
from districtanalysis.domain.study import Recipe, Study
from districtanalysis.errors import StudyError
from districtanalysis.language import using

HEAD = """
schema_version = 1
[study]
title = "Pilot"
purpose = "Auswahl"
city = "Heidenheim"
[[source]]
id = "a"
file = "a.csv"
publisher = "Stadt"
date = 2019-12-31
population_concept = "main_residence"
licence = "dl-de/by-2-0"
"""
CRITERION = """
[criteria.population]
label = "Bevölkerung"
[[criteria.population.indicator]]
key = "refugees_in_care_per_1000"
"""


def read(text: str) -> Study:
    return parse(Study, tomllib.loads(text), "study.toml")


def faults(text: str) -> list[str]:
    with pytest.raises(StudyError) as caught:
        read(text)
    head, *lines = str(caught.value).splitlines()
    assert head == "study.toml ist so nicht lesbar:"
    return [line.strip() for line in lines]


def test_a_faultless_study_is_read() -> None:
    study = read(HEAD + CRITERION)
    assert study.criteria["population"].indicator[0].key == "refugees_in_care_per_1000"


def test_every_fault_is_named_at_once() -> None:
    text = HEAD.replace("title =", "titel =").replace("2019-12-31", '"gestern"') + CRITERION + "weight = -2"
    assert faults(text) == [
        "„study.title“ fehlt.",
        "„study.titel“ ist unbekannt. Gemeint ist vielleicht „title“.",
        '„source[1].date“ ist „gestern“; erwartet: ein Datum wie 2019-12-31 oder "not_stated".',
        "criteria.population.indicator[1].weight: Gewicht −2: Gewichte sind 0 (nur Kontext) oder größer.",
    ]


@pytest.mark.parametrize(
    ("text", "path", "near"),
    [
        (HEAD.replace("licence", "license"), "source[1].license", "licence"),
        (HEAD + CRITERION.replace("label", "lable"), "criteria.population.lable", "label"),
        (HEAD + CRITERION + "weigth = 2", "criteria.population.indicator[1].weigth", "weight"),
        (HEAD + "[ranking]\ntie = 'min'", "ranking.tie", "ties"),
        (HEAD + "[ranking.presets.a]\nlabel = 'A'\nrevers = []", "ranking.presets.a.revers", "reverse"),
        (HEAD + "[criterea]", "criterea", "criteria"),
        (HEAD + "[[known_total]]\nvalues = 1", "known_total[1].values", "value"),
    ],
    ids=lambda value: value if "\n" not in value else "",
)
def test_an_unknown_key_names_the_nearest_one_wherever_it_stands(text: str, path: str, near: str) -> None:
    assert f"„{path}“ ist unbekannt. Gemeint ist vielleicht „{near}“." in faults(text)


def test_an_unknown_key_that_is_near_to_nothing_names_the_known_ones() -> None:
    known = "aliases, candidates, city, language, mixed_dates, purpose und title"
    assert faults(HEAD.replace('city = "Heidenheim"', 'city = "Heidenheim"\nquatsch = 1')) == [
        f"„study.quatsch“ ist unbekannt. Bekannt sind: {known}."
    ]


def test_keys_that_only_the_software_sets_are_not_offered() -> None:
    (line,) = faults(HEAD + "[zzz]")
    assert "folder" not in line
    assert "path" not in line.partition("Bekannt")[2]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD.replace('"Pilot"', "5"), "„study.title“ ist „5“; erwartet: ein Text oder eine Tabelle."),
        (HEAD.replace('"Pilot"', "{ de = 5 }"), "„study.title.de“ ist „5“; erwartet: ein Text."),
        (HEAD.replace('"a.csv"', "3"), "„source[1].file“ ist „3“; erwartet: ein Text."),
        (HEAD + "[ranking]\nseed = 1.5", "„ranking.seed“ ist „1.5“; erwartet: eine ganze Zahl."),
        (HEAD + "[ranking]\nties = 'best'", "„ranking.ties“ ist „best“; erlaubt: min, dense oder average."),
        (
            HEAD + CRITERION + "weight = 'zwei'",
            "„criteria.population.indicator[1].weight“ ist „zwei“; erwartet: eine Zahl.",
        ),
        (
            HEAD + CRITERION + "goalposts = 3",
            "„criteria.population.indicator[1].goalposts“ ist „3“; erwartet: eine Liste.",
        ),
        (HEAD + CRITERION + "goalposts = [3]", "„criteria.population.indicator[1].goalposts[2]“ fehlt."),
        ("ranking = 'x'" + HEAD, "„ranking“ ist „x“; erwartet: eine Tabelle."),
        (HEAD.replace("schema_version = 1", "schema_version = 0"), "„schema_version“ ist „0“; erwartet: mindestens 1."),
        (HEAD.replace("schema_version = 1", ""), "„schema_version“ fehlt."),
    ],
)
def test_a_wrong_value_says_what_is_expected(text: str, line: str) -> None:
    assert faults(text) == [line]


def test_an_empty_list_and_its_faulty_members_are_told_apart() -> None:
    without = HEAD.partition("[[source]]")[0]
    assert faults("source = []" + without) == ["„source“ hat 0 Einträge; nötig sind mindestens 1."]
    assert faults(HEAD.replace('id = "a"', "id = 1")) == ["„source[1].id“ ist „1“; erwartet: ein Text."]


def test_a_long_value_is_shortened() -> None:
    (line,) = faults(HEAD.replace('file = "a.csv"', f"file = {list(range(40))}"))
    assert "…" in line
    assert len(line) < 130


def test_what_contradicts_itself_is_said_with_its_place() -> None:
    assert faults(HEAD + CRITERION + "goalposts = [40, 0]") == [
        "criteria.population.indicator[1].goalposts: Zielpunkte [40, 0]: Der erste Wert muss kleiner sein als der zweite; die Richtung steht in direction."
    ]
    source = HEAD[HEAD.index("[[source]]") :]
    assert faults(HEAD + source) == ["Die Quelle „a“ ist zweimal genannt; jede id darf nur einmal vorkommen."]


def test_a_newer_schema_is_said_before_anything_else() -> None:
    with pytest.raises(StudyError, match=r"study\.toml: schema_version 2 ist neuer als diese Software") as caught:
        read("schema_version = 2\nunbekannt = 1")
    assert "unbekannt" not in str(caught.value)
    with pytest.raises(StudyError, match="neuer als diese Software"):
        parse(Recipe, {"schema_version": 99}, "recipe.toml")


def test_faults_are_worded_in_english_too() -> None:
    with using("en"), pytest.raises(StudyError) as caught:
        read(HEAD.replace("title =", "titel =") + "[ranking]\nties = 'best'")
    assert str(caught.value).splitlines() == [
        "study.toml cannot be read as it is:",
        "  “study.title” is missing.",
        "  “study.titel” is unknown. Did you mean “title”?",
        "  “ranking.ties” is “best”; allowed: min, dense or average.",
    ]
