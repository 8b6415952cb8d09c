"""Rules for columns."""

import datetime as dt

from districtanalysis.sources.inspection.draft_columns import column_rules, long_rules


def rules(found, *rows, context=""):
    table = found(*rows)
    known = table.recognised(context)
    return column_rules(known.plan, table.shape(known))


def test_years_share_a_rule(found):
    made = rules(found, ["Stadtteil", 2019, 2020], ["Ost", 10, 11], ["West", 20, 21], context="residents")
    assert made == [{"heading": r"^(?P<date>\d{4})$", "variable": "residents"}]


def test_ages_share_a_rule_and_open_bands_have_their_own(found):
    made = rules(
        found, ["Stadtteil", "0 bis unter 18", "18 bis unter 65", "65 u. ä."], ["Ost", 1, 2, 3], ["West", 4, 5, 6],
        context="residents",
    )  # fmt: skip
    assert [rule.get("age") for rule in made] == [None, [65]]


def test_unknown_columns_keep_their_heading(found):
    made = rules(found, ["Stadtteil", "Hunde", "Quote 2019 in %"], ["Ost", 1, "2,5"], ["West", 4, "5,5"])
    assert made[0] == {"heading": "^hunde$", "variable": "published_count", "kind": "{heading}"}
    assert made[1]["date"] == dt.date(2019, 12, 31)
    assert made[1]["kind"] == "Quote in %"


def test_a_crowd_of_unknown_columns_is_one_rule(found):
    names = [f"Merkmal {chr(97 + row)}{chr(97 + row)}" for row in range(26)] + [
        f"Sache {chr(97 + r)}" for r in range(9)
    ]
    made = rules(found, ["Stadtteil", *names], ["Ost", *[5] * 35], ["West", *[7] * 35])
    assert made == [{"heading": "^(?!(stadtteil)$).", "variable": "published_count", "kind": "{heading}"}]


def test_names_of_a_long_table(found):
    data = [
        [area, name, value]
        for name, value in (("Geburten", 5), ("Hunde", 7), ("Männer", 9))
        for area in ("Ost", "West", "Nord")
    ]
    table = found(["Stadtteil", "Größe", "Anzahl"], *data)
    known = table.recognised("residents")
    (rule,) = long_rules(known.plan, table.shape(known), "residents")
    assert [row["match"] for row in rule["row"]] == ["^geburten$", "^männer$", "^(?P<kind>.+)$"]
    assert rule["row"][1] == {"match": "^männer$", "variable": "residents", "sex": "male"}
