"""The made city as a study: its indicators, and the TOML that names need and readiness."""

from __future__ import annotations

import json

from districtanalysis.domain.count_table import OwnIndicator

INDICATORS = (
    (
        "under_18",
        "Kinder und Jugendliche (unter 18 Jahren) in %",
        "Children and youth (under 18) in %",
        ("under_18",),
        "age",
    ),
    ("aged_18_29", "Junge Erwachsene (18 bis 29 Jahre) in %", "Young adults (18 to 29) in %", ("aged_18_29",), "age"),
    ("over_64", "Ältere (ab 65 Jahren) in %", "Older people (65 and over) in %", ("over_64",), "age"),
    ("foreign", "Ausländeranteil in %", "Foreign share in %", ("foreigners",), "origin"),
    (
        "recent",
        "Kurze Wohndauer (unter 5 Jahren) in %",
        "Short residence (under 5 years) in %",
        ("recent",),
        "mobility",
    ),
    ("support", "Grundsicherung in %", "Basic income support in %", ("support",), "need"),
    ("active", "In Vereinen Aktive in %", "Active in associations in %", ("active",), "readiness"),
)
FEATURES = ("under_18", "aged_18_29", "over_64", "foreign", "recent")
AXES = """[[types.need.indicator]]
key = "support"
why = { de = "Grundsicherung zeigt Unterstützungsbedarf.", en = "Basic income support shows need for support." }

[[types.readiness.indicator]]
key = "active"
why = { de = "Vereine sind Partner vor Ort.", en = "Associations are partners on the spot." }
"""


def indicators() -> tuple[OwnIndicator, ...]:
    """Return the indicators of the made city as a study would state them.

    >>> [entry.key for entry in indicators()][:2]
    ['under_18', 'aged_18_29']
    """
    shares = [
        OwnIndicator(
            key=key,
            label={"de": de, "en": en},
            numerator=columns,
            denominator=("residents",),
            theme=theme,
            describes_origin=theme == "origin",
        )
        for key, de, en, columns, theme in INDICATORS
    ]
    residents = OwnIndicator(
        key="residents",
        label={"de": "Einwohner", "en": "Residents"},
        numerator=("residents",),
        unit="persons",
        decimals=0,
    )
    return (*shares, residents)


def rounded(value: object) -> object:
    """Return nested lists and mappings with every number rounded to six decimals.

    >>> rounded({"x": [1.23456789]})
    {'x': [1.234568]}
    """
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, list):
        return [rounded(part) for part in value]
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    return value


def study(label: str, date: str) -> str:
    """Return the study of the made city as TOML."""
    features = [f'[[types.feature]]\nkey = "{key}"\n' for key in FEATURES]
    return "\n".join([_head(label, date), *features, *(_indicator(entry) for entry in indicators()), AXES])


def _head(label: str, date: str) -> str:
    return f"""# {label}
schema_version = 1

[study]
title = {{ de = "Gebietstypen einer erfundenen Stadt", en = "Neighbourhood types of a made city" }}
purpose = {{ de = "Verfahren zeigen und prüfen", en = "show and test methods" }}
city = "Musterstadt"

[[source]]
id = "zahlen"
file = "zahlen_{date[:4]}.csv"
title = "{label}"
publisher = "districtanalysis"
date = {date}
population_concept = "main_residence"
licence = "CC0-1.0"

[types]
method = "k_means"
minimum_population = 300

[types.boundaries]
file = "grenzen.geojson"
key = "id"

[[types.table]]
file = "zahlen_{date[:4]}.csv"
district = "id"
name = "district_name"
width = 3
"""


def _indicator(entry: OwnIndicator) -> str:
    words = entry.label if isinstance(entry.label, dict) else {"de": entry.label, "en": entry.label}
    lines = [
        "[[types.indicator]]",
        f'key = "{entry.key}"',
        f'label = {{ de = "{words["de"]}", en = "{words["en"]}" }}',
        f"numerator = {json.dumps(list(entry.numerator))}",
    ]
    if entry.denominator:
        lines.append(f"denominator = {json.dumps(list(entry.denominator))}")
        lines.append(f'theme = "{entry.theme}"')
    else:
        lines += [f'unit = "{entry.unit}"', "decimals = 0"]
    if entry.describes_origin:
        lines.append("describes_origin = true")
    return "\n".join(lines) + "\n"
