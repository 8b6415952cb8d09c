"""A page with everything that a page can hold."""

import pytest

from districtanalysis.domain.display import Column, Page, Paragraph, Table, Tree
from districtanalysis.language import using


@pytest.fixture
def table():
    columns = (
        Column("rank", "Rang", 0),
        Column("name", "Stadtteil"),
        Column("fit", "Passung (0–100)", 1),
        Column("nationalities", "Nationalitäten", 0),
        Column("hint", "Hinweise"),
    )
    rows = ((1, "Oststadt", 81.4815, 86, "a"), (2, "=cmd|' /C calc'!A0", None, 46, ""))
    return Table("ranking", "Rangfolge", columns, rows, "a) ohne Stichtag", {(1, "nationalities"): "mind."})


@pytest.fixture
def page(table):
    tree = Tree("Passung 81,5", (Tree("Struktur 88,2 × 1/3", (Tree("E8: 153"), Tree("B8: 4 336"))), Tree("Rest")))
    blocks = (
        table,
        Paragraph("Oststadt vor Mittelrain.", "lead"),
        Paragraph("Viele <Geflüchtete> & wenig Angebote.", heading="Begründung"),
        tree,
        Paragraph("Nur zwei Stadtteile.", "warning"),
        Paragraph("Das Ergebnis unterstützt die Beratung.", "note"),
    )
    return Page("Heidenheim: Passung", blocks, "Zweck: Pilotprojekt")


@pytest.fixture
def english():
    with using("en"):
        yield
