"""A data request as a frame."""

from districtanalysis.domain.request import DataRequest, RequestItem


def test_what_is_asked_for() -> None:
    item = RequestItem("residents", bands=((0, 17), (65, -1)), needed_for=("foreign_share",))
    frame = DataRequest("Ulm", "Studie", "Zweck", (item,)).to_frame()
    assert frame["bands"].tolist() == ["0-17; 65-"]
    assert frame["needed_for"].tolist() == ["foreign_share"]
