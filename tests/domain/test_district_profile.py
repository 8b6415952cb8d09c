"""What is known of a district, as a table."""

from districtanalysis.domain.district_profile import DistrictProfile, KeyFigure


def test_key_figures_as_a_frame():
    figure = KeyFigure("foreign_share", "Ausländeranteil in %", 30.9, base=4336, city=20.6, first=1, last=1, count=3)
    frame = DistrictProfile("Oststadt", "Oststadt", "Heidenheim", (figure,), 3).to_frame()
    assert frame.loc["foreign_share", ["value", "base", "place", "of"]].tolist() == [30.9, 4336, 1, 3]
    assert DistrictProfile("x", "x", "", (), 0).to_frame().empty
