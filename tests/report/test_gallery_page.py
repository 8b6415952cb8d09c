from districtanalysis.report.gallery_page import Shown, gallery_page


def test_every_picture_has_its_line_and_its_words():
    page = gallery_page(
        [Shown("map", "gallery/map.png", "da.plot.map(x)", "Daten: Ulm", "Karte [1]: b.")], label="erfunden"
    )
    assert page.startswith("# Galerie\n")
    assert "(erfunden)" in page
    assert "![Karte (1): b.](gallery/map.png)" in page  # brackets would end the description
    assert "da.plot.map(x)" in page
    assert page.endswith("> Karte [1]: b.\n")
