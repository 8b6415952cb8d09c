"""The study workbook: written empty or prefilled, filled in by hand, ranked in place of a study.toml."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from districtanalysis.cli.main import main
from districtanalysis.datasets import raw_folder
from districtanalysis.domain.study_sheets import column_name, sheet_name
from districtanalysis.domain.variables import kind_label, kinds, read_kind
from districtanalysis.language import LANGUAGES, say, using
from districtanalysis.pipeline import rank
from districtanalysis.sources.study_file import load_study

HEAD = ["--title", "Pilot", "--purpose", "Pilotprojekt", "--city", "Musterstadt"]
SOURCE = ["--publisher", "Stadt", "--date", "2019-12-31", "--concept", "main_residence", "--licence", "dl-de/by-2-0"]
PLACES = ("primary_school", "daycare", "youth", "church_or_community_centre", "sport", "independent_provider")


def init(folder: Path, *arguments: str, language: str = "de") -> Path:
    assert main(["init", str(folder), "--xlsx", *HEAD, *arguments, "--quiet", "--lang", language]) == 0
    return folder / "studie.xlsx"


def fill(book: Workbook) -> None:
    """Two districts: Nord has all six kinds and a running structure, Süd a day-care centre and nothing else."""
    rows = {
        "districts": [("Nord", 2000, 300, 40, "mind. 30", None), ("Süd", 4000, 400, 40, None, None)],
        "facilities": [
            *(("Nord", kind_label(kind), 1, "") for kind in PLACES),
            ("Süd", kind_label("daycare"), 2, "zwei Kitas"),
        ],
        "engagement": [
            (name, say(f"variable.{feature}"), step, "Beleg")
            for name, feature, step in (
                ("Nord", "engagement_structure", 3),
                ("Nord", "programme_frame", 1),
                ("Süd", "engagement_structure", 0),
                ("Süd", "programme_frame", 2),
            )
        ],
    }
    for sheet, lines in rows.items():
        for line in lines:
            book[sheet_name(sheet)].append(list(line))


# Nord: 20 per 1000 of 40; 6 of 6 kinds and 0.5 day-care centres per 1000; step 3 of 3 and 1 of 2
NORD = (50 + (2 * 100 + 50) / 3 + (2 * 100 + 50) / 3) / 3
# Süd: 10 per 1000 of 40; 1 of 6 kinds and 0.5 per 1000; step 0 of 3 and 2 of 2
SUED = (25 + (2 * 100 / 6 + 50) / 3 + (2 * 0 + 100) / 3) / 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_workbook_is_ranked_as_calculated_by_hand(tmp_path: Path, language: str):
    path = init(tmp_path / "neu", language=language)
    book = openpyxl.load_workbook(path)
    with using(language):
        fill(book)
    # nationalities and generations are context; without figures they may not stand in the way
    book.save(path)
    ranking = rank.run(path).result
    assert dict(ranking.frame["fit"]) == pytest.approx({"Nord": NORD, "Süd": SUED})
    assert [reading.key for reading in ranking.readings] == ["ressourcen", "luecken"]


@pytest.mark.parametrize("written", LANGUAGES)
@pytest.mark.parametrize("read", LANGUAGES)
def test_either_language_is_read_in_either_language(tmp_path: Path, written: str, read: str):
    path = init(tmp_path, language=written)
    book = openpyxl.load_workbook(path)
    with using(written):
        fill(book)
    book.save(path)
    with using(read):
        study = load_study(path)
    assert list(study.criteria) == ["population", "infrastructure", "sustainability"]
    assert [source.id for source in study.source] == ["districts", "facilities", "engagement"]
    assert [choice.direction for choice in study.criteria["infrastructure"].indicator] == ["more", "more"]


def test_the_sheets_and_their_columns(tmp_path: Path):
    book = openpyxl.load_workbook(init(tmp_path))
    assert book.sheetnames == ["Studie", "Stadtteile", "Einrichtungen", "Engagement", "Gewichte"]
    assert [cell.value for cell in book["Stadtteile"][1]] == [
        "Stadtteil",
        "Einwohner",
        "Ausländer",
        "Geflüchtete in Betreuung",
        "Nationalitäten",
        "Generationenlage",
    ]
    assert book["Studie"]["B2"].value == "Pilot"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_formula_and_no_merged_cells(tmp_path: Path, language: str):
    book = openpyxl.load_workbook(init(tmp_path, language=language))
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert not [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]


def test_drop_downs_come_from_the_code_book(tmp_path: Path):
    book = openpyxl.load_workbook(init(tmp_path))
    rules = {sheet.title: list(sheet.data_validations.dataValidation) for sheet in book}
    by_column = {(name, str(rule.sqref).split(":")[0][0]): rule for name, listed in rules.items() for rule in listed}
    generation = by_column["Stadtteile", "F"]
    assert generation.formula1 is not None
    assert "0 – durchmischt" in generation.formula1
    assert by_column["Engagement", "B"].formula1 == '"Engagementstruktur,Förderrahmen"'
    assert by_column["Gewichte", "E"].formula1 == '"mehr,weniger"'
    assert (by_column["Engagement", "C"].formula1, by_column["Engagement", "C"].formula2) == ("0", "3")
    assert "Stadtteile" in str(by_column["Einrichtungen", "A"].formula1)
    assert by_column["Einrichtungen", "B"].formula1 == f'"{",".join(kind_label(kind) for kind in kinds())}"'


@pytest.mark.parametrize("language", LANGUAGES)
def test_drop_downs_are_short_enough_for_a_spreadsheet(tmp_path: Path, language: str):
    book = openpyxl.load_workbook(init(tmp_path, language=language))
    listed = [str(rule.formula1) for sheet in book for rule in sheet.data_validations.dataValidation]
    assert len(listed) == 8
    assert all(len(formula) <= 255 + 2 for formula in listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_the_drop_down_is_read_back(language: str):
    with using(language):
        assert [read_kind(kind_label(kind)) for kind in kinds()] == list(kinds())


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_fill_the_workbook(tmp_path: Path, language: str):
    shipped = raw_folder() / "heidenheim"
    # the list of places first: what is said about the source of the residents still goes to the first sheet
    names = ("einrichtungen.csv", "bevoelkerung.xlsx", "engagement.csv")
    tables = [part for name in names for part in ("--table", str(shipped / name))]
    about = ["--publisher", "Stadt", "--concept", "documents", "--concept", "main_residence", "--concept", "documents"]
    dates = ["--date", "not_stated", "--date", "2019-12-31", "--date", "not_stated", "--licence", "dl-de/by-2-0"]
    path = init(tmp_path, *tables, *about, *dates, language=language)
    book = openpyxl.load_workbook(path)
    with using(language):
        districts = list(book[sheet_name("districts")].values)
        places, engagement = (list(book[sheet_name(name)].values) for name in ("facilities", "engagement"))
    assert districts[3][:4] == ("Oststadt", 4336, 1338, 153)
    assert districts[3][4] == "mind. 54"
    assert str(districts[3][5]).startswith("0 – ")
    assert len(places) == 1 + 20
    assert {row[2] for row in places if row[0] == "Oststadt"} == {1, 3, "vorhanden" if language == "de" else "present"}
    assert ("Oststadt", 2, "Antrag auf Stadtteilarbeit läuft") in [(row[0], row[2], row[3]) for row in engagement]
    study = load_study(path)
    assert (study.source[0].population_concept, study.source[0].date.isoformat()) == ("main_residence", "2019-12-31")
    # the fits of the shipped town, calculated by hand in the tests of the ranking
    assert [round(value, 1) for value in rank.run(path).result.frame["fit"]] == [81.5, 69.5, 35.3]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "expected"),
    [
        ("weights", "F2", "viel", "Blatt „Gewichte“, F2: „viel“ ist keine Zahl"),
        ("weights", "B2", 0, "größer als 0"),
        ("weights", "F2", -1, "0 \\(nur Kontext\\) oder größer"),
        ("weights", "C2", "refugees_in_car", "„refugees_in_car“"),
        ("weights", "C1", "Schlüssel", "Die Spalte „Indikator \\(Schlüssel\\)“ fehlt"),
        ("districts", "B2", "viele", "Blatt „Stadtteile“, B2: „viele“"),
        ("districts", "B1", "Köpfe", "Die Spalte „Einwohner“ fehlt"),
        ("engagement", "C2", 7, "Blatt „Engagement“, C2: „7“"),
        ("engagement", "B2", "Eifer", "„Eifer“ ist dort nicht vorgesehen"),
        ("study", "B7", "Melderegister", "population_concept“ ist „Melderegister“"),
    ],
)
def test_faults_name_sheet_and_cell(tmp_path: Path, capsys, sheet: str, cell: str, value: object, expected: str):
    path = init(tmp_path)
    book = openpyxl.load_workbook(path)
    fill(book)
    book[sheet_name(sheet)][cell] = value
    book.save(path)
    capsys.readouterr()
    code = main(["rank", str(path)])
    written = capsys.readouterr()
    assert code in {1, 3}
    assert written.out == ""
    assert written.err.startswith("Fehler: ")
    assert re.search(expected, written.err), written.err


def test_a_missing_sheet_is_named(tmp_path: Path, capsys):
    path = init(tmp_path)
    book = openpyxl.load_workbook(path)
    del book["Gewichte"]
    fill(book)
    book.save(path)
    capsys.readouterr()
    assert main(["rank", str(path)]) == 1
    assert "Das Blatt „Gewichte“ fehlt" in capsys.readouterr().err


def test_an_empty_workbook_asks_to_be_filled_in(tmp_path: Path, capsys):
    path = init(tmp_path)
    capsys.readouterr()
    assert main(["rank", str(path)]) == 1
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith("Fehler: studie.xlsx: ")


def test_a_comma_in_a_weight_is_a_decimal_comma(tmp_path: Path):
    path = init(tmp_path)
    book = openpyxl.load_workbook(path)
    book["Gewichte"]["F2"] = "1,5"
    fill(book)
    book.save(path)
    assert load_study(path).criteria["population"].indicator[0].weight == 1.5
    assert column_name("weight") == "Gewicht"
