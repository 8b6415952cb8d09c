"""Tables as WordprocessingML."""

from docx.oxml import parse_xml

from districtanalysis.domain.display import Column, Table
from districtanalysis.report.docx_table import clean, table_xml, words_xml


def test_the_xml_is_well_formed_whatever_the_names(table):
    odd = Table("t", '"<&>"', (Column("a", "]]> & <b>"),), (("\x00\ud7ff'\"",), ("a\nb",)))
    for each in (table, odd, Table("e", "", (Column("a", "A"), Column("b", "B", 1)), ())):
        assert parse_xml(table_xml(each, 9000)).tag.endswith("}tbl")


def test_a_style_of_the_template_replaces_our_lines(table):
    assert 'w:tblStyle w:val="Haus"' in table_xml(table, 9000, style="Haus")
    assert "w:tblBorders" not in table_xml(table, 9000, style="Haus")


def test_words():
    assert words_xml("Ein\xadwohner").count("<w:softHyphen/>") == 1
    assert clean("a\x0bb\ufffe") == "ab"
