"""What headings say."""

import pytest

from districtanalysis.sources.inspection.headings import (
    context_of,
    escaped,
    read_heading,
    read_levels,
    settle_pairs,
)


@pytest.mark.parametrize(
    "heading, variable, ages, sex",
    [
        ("Einwohner insgesamt", "residents", (-1, -1), ""),
        ("Einw.", "residents", (-1, -1), ""),
        ("Einwohner*innen", "residents", (-1, -1), ""),
        ("Aus\xadländer\ninsgesamt", "foreigners", (-1, -1), ""),
        ("dar. Ausl.", "foreigners", (-1, -1), ""),
        ("Ausländerinnen und Ausländer", "foreigners", (-1, -1), ""),
        ("Bevölkerung mit Migrations-\nhintergrund", "with_migration_background", (-1, -1), ""),
        ("Bev. unter 3", "residents", (0, 2), ""),
        ("Einwohner 18 bis unter 25 J.", "residents", (18, 24), ""),
        ("65 u. ä.", "", (65, -1), ""),
        ("65-Jährige und Ältere", "", (65, -1), ""),
        ("75 Jahre und mehr", "", (75, -1), ""),
        ("Unter 18-Jährige", "", (0, 17), ""),
        ("00 - < 03", "", (0, 2), ""),
        ("Einwohner männl.", "residents", (-1, -1), "male"),
        ("Einwohner w", "residents", (-1, -1), "female"),
        ("inhabitants_age_below_6", "residents", (0, 5), ""),
        ("Residents aged 0 to 17", "residents", (0, 17), ""),
        ("Foreign nationals", "foreigners", (-1, -1), ""),
        ("Priv. Haushalte", "", (-1, -1), ""),
        ("Haushalte insg.", "households", (-1, -1), ""),
        ("Bevölkerungsdichte", "", (-1, -1), ""),
        ("Einwohnerdichte", "", (-1, -1), ""),
        ("Personen insgesamt", "", (-1, -1), ""),
        ("E_E03_05", "", (-1, -1), ""),
        ("Bevölkerungsbewegung", "", (-1, -1), ""),
    ],
)
def test_variable_age_and_sex(heading, variable, ages, sex):
    said = read_heading(heading)
    assert (said.variable, (said.age_from, said.age_to), said.sex) == (variable, ages, sex)


@pytest.mark.parametrize(
    "heading, date",
    [
        ("2011", "2011"),
        ("EW 31.12.2014", "31.12.2014"),
        ("Anzahl_2018", "2018"),
        ("Arbeitslose (Dez 2013)", "31.12.2013"),
        ("Sozialwohnungen Jan. 2014", "31.01.2014"),
        ("Bindungsauslauf bis 2019", ""),
        ("Einwohner", ""),
    ],
)
def test_dates_and_what_only_looks_like_one(heading, date):
    assert read_heading(heading).date == date


def test_shares_are_no_counts():
    said = read_heading("Ausländer in %")
    assert (said.variable, said.share) == ("foreign_share_printed", True)
    assert read_heading("Anteil der unter 18-Jährigen in %").variable == ""
    assert read_heading("Personen je Haushalt").ratio


def test_the_family_of_a_heading():
    assert read_heading("18_bis_unter_30").pattern == r"^(?P<age_from>\d+)_bis_unter_(?P<age_below>\d+)$"
    assert read_heading("Quote_2018").pattern == r"^quote_(?P<date>\d{4})$"
    assert escaped("in % (a)") == r"in % \(a\)"


def test_headings_of_several_rows():
    assert read_levels(["Ausländer", "insgesamt"]).variable == "foreigners"
    said = read_levels(["Bevölkerung und Haushalte 31.12.2013", "Geburten"])
    assert (said.variable, said.date) == ("births", "31.12.2013")
    assert read_levels(["Arbeitslose", "darunter Ausländer"]).variable == ""


def test_bands_that_share_their_bounds_do_not_include_them():
    bands = settle_pairs([read_heading(text) for text in ("6 - 15", "15 - 18", "über 18")])
    assert [(band.age_from, band.age_to) for band in bands] == [(6, 14), (15, 17), (18, -1)]
    whole = settle_pairs([read_heading(text) for text in ("6 - 14", "15 - 17", "über 17")])
    assert [(band.age_from, band.age_to) for band in whole] == [(6, 14), (15, 17), (18, -1)]


def test_what_a_table_is_about():
    assert context_of("", "einwohner_2021.csv") == "residents"
    assert context_of("Geburten je 1 000 Einwohner") == ""
    assert context_of("Tabelle 3") == ""
