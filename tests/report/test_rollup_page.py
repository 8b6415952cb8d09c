"""The page of several towns."""

from districtanalysis.datasets import town
from districtanalysis.domain.rollup import RollUp
from districtanalysis.language import using
from districtanalysis.pipeline.rollup import run
from districtanalysis.report.render import FORMATS, render
from districtanalysis.report.rollup_page import rollup_page


def test_the_page_in_every_format_and_language():
    result = run([town("heidenheim"), town("kaiserslautern")]).result
    assert isinstance(result, RollUp)
    page = rollup_page(result, title="Beispielkreis")
    assert page.title == "Zusammenführung: Beispielkreis"
    values = page.tables[0]
    assert [column.key for column in values.columns] == [
        *("town", "refugees_in_care_per_1000", "foreign_share", "daycare_per_1000")
    ]
    assert values.rows[-1][0] == "Zusammen"
    assert values.rows[-1][1] is None
    assert "Ausländeranteil in %, zusammen: möglich sind 14,77 bis 14,93." in values.note.replace("\xa0", " ")
    for language in ("de", "en"):
        with using(language):
            for key in FORMATS:
                assert render(rollup_page(result), key), key
