"""Roles of columns and forms of tables."""

import numpy as np

from districtanalysis.sources.cells import Texts
from districtanalysis.sources.inspection.plan import determines, make_plan


def roles(table, context=""):
    plan = table.recognised(context).plan
    return plan.form, {entry.column.heading: entry.role for entry in plan.columns}


def test_wide(found):
    table = found(["Zeit", "Stadtteil", "Einwohner", "Notiz"], ["2019", "Ost", 10, "a"], ["2019", "West", 20, "b"])
    assert roles(table) == ("wide", {"Zeit": "date", "Einwohner": "figure", "Notiz": "part"})


def test_long_reads_values_only(found):
    data = [[area, name, 5, 1] for name in ("Geburten", "Zuzüge") for area in ("Ost", "West", "Nord")]
    form, found_roles = roles(found(["Stadtteil", "Größe", "Wert", "Rang"], *data))
    assert form == "long"
    assert found_roles == {"Größe": "named", "Wert": "figure", "Rang": "text"}


def test_matrix_with_totals(found):
    head = ["von Bezirk", "1", "2", "3", "4", "5", "zusammen"]
    table = found(head, *([str(row), 1, 2, 3, 4, 5, 15] for row in range(1, 6)))
    form, found_roles = roles(table)
    assert (form, found_roles["zusammen"]) == ("matrix", "total")


def test_features_and_keys(found):
    assert roles(found(["Kennzahl", 2019, 2020], ["Einwohner", 1, 2], ["Geburten", 3, 4]))[0] == "features"
    assert roles(found(["PLR_ID", "PLR_NAME"], ["01", "Ost"], ["02", "West"]))[0] == "keys"


def test_what_is_no_count(found):
    table = found(
        ["Stadtteil", "männlich", "Einwohner", "Haushalte", "insgesamt"],
        ["Ost", "53,4%", 10, "2,5", 10],
        ["West", "51,2%", 20, "1,5", 21],
    )
    names = {entry.column.heading: entry.variable.name for entry in table.recognised("residents").plan.of("figure")}
    assert names["männlich"] == "published_share"
    assert names["Haushalte"] == "published_figure"
    assert names["Einwohner"] == "residents"
    assert names["insgesamt"] == "published_count"  # the same meaning is not given twice


def test_columns_without_a_heading_are_not_guessed(found):
    table = found(["01 Ost", 10, 11], ["02 West", 20, 21])
    assert {entry.variable.kind for entry in table.recognised("residents").plan.of("figure")} == {True}


def test_no_key_no_table(window):
    seen = window(["x", "y"], [1.5, 2.5], [2.5, 3.5])
    assert make_plan(seen, None, [], None).form == "none"


def test_determines():
    fine, coarse = Texts(np.array([0, 1, 2]), ("a", "b", "c")), Texts(np.array([0, 0, 1]), ("x", "y"))
    assert determines(fine, coarse)
    assert not determines(coarse, fine)


def test_parts_of_a_key_are_no_counts_and_steps_of_a_code_book_are_read(found):
    table = found(
        ["RAUMID", "BEZ", "Einwohner", "Generationenlage"],
        ["1011101", 1, 10, "Generationenumbruch"],
        ["1011102", 1, 20, "gemischt"],
        ["1011103", 1, 30, "gemischt"],
    )
    assert roles(table)[1] == {"BEZ": "part", "Einwohner": "figure", "Generationenlage": "figure"}


def named(table, place):
    return next(entry.variable for entry in table.recognised().plan.columns if entry.column.place == place)


def test_ages_alone_behind_the_residents_are_residents_of_that_age(found):
    head = ["Gebiet", "Bevölkerung", "Unter 18-Jährige", "Anteil der unter 18-Jährigen in %", "65-Jährige und Ältere"]
    table = found(head, ["Ost", 100, 20, 20.0, 30], ["West", 50, 5, 10.0, 50])
    for place in (2, 4):
        variable = named(table, place)
        assert (variable.name, variable.kind, variable.beside) == ("residents", False, "Bevölkerung")
    assert named(table, 3).name == "published_share"


def test_ages_alone_stay_unknown_where_something_else_may_be_meant(found):
    more = found(["Gebiet", "Bevölkerung", "Unter 18-Jährige"], ["Ost", 100, 20], ["West", 50, 51])
    assert named(more, 2).kind  # more of an age than of all
    other = found(["Gebiet", "Bevölkerung", "Haushalte", "Unter 18-Jährige"], ["Ost", 100, 50, 20], ["West", 50, 9, 5])
    assert named(other, 3).kind  # another count stands between
    alone = found(["Gebiet", "Unter 18-Jährige", "Bevölkerung"], ["Ost", 20, 100], ["West", 5, 50])
    assert named(alone, 1).kind  # nothing stands before


def test_columns_of_fields_forms_and_meanings_are_no_areas(found):
    for heading in ("Handlungsfeld", "Form", "Bedeutung"):
        table = found([heading, "Anzahl"], ["Sprache", 12], ["Arbeit", 7], ["Wohnen", 3])
        assert table.key is None or not table.key.areas
