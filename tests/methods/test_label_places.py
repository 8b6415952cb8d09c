import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.methods.label_places import beside_points, spread


def test_what_does_not_collide_stays_where_it_is():
    assert spread(np.array([3.0, 1.0, 8.0]), 1.0, 0.0, 10.0).tolist() == [3.0, 1.0, 8.0]


def test_three_in_one_place_move_apart_about_it():
    assert spread(np.array([5.0, 5.0, 5.0]), 1.0, 0.0, 10.0).tolist() == [4.0, 5.0, 6.0]


def test_places_stay_inside_and_the_gap_shrinks_where_there_is_no_room():
    assert spread(np.array([9.9, 9.9]), 1.0, 0.0, 10.0).tolist() == [9.0, 10.0]
    assert spread(np.zeros(3), 5.0, 0.0, 4.0).tolist() == [0.0, 2.0, 4.0]
    assert spread(np.array([12.0]), 1.0, 0.0, 10.0).tolist() == [10.0]


@given(st.lists(st.floats(0, 100), min_size=2, max_size=30))
def test_order_is_kept_and_no_two_come_closer_than_the_gap(wanted):
    values = np.array(wanted)
    placed = spread(values, 1.0, 0.0, 100.0)
    order = np.argsort(values, kind="stable")
    assert (np.diff(placed[order]) >= 1.0 - 1e-6).all()
    assert placed.min() >= -1e-6
    assert placed.max() <= 100.0 + 1e-6


def test_a_label_goes_to_the_side_that_is_free():
    points = np.array([[8.0, 5.0]])
    found = beside_points(points, np.array([[4.0, 1.0]]), np.empty((0, 4)), (0.0, 0.0, 10.0, 10.0), 0.5)
    assert found.tolist() == [[5.5, 5.0]]  # no room on the right: 8 + 0.5 + 4 > 10


def test_a_label_without_room_is_left_out():
    taken = np.array([[0.0, 0.0, 10.0, 10.0]])
    found = beside_points(np.array([[5.0, 5.0]]), np.array([[1.0, 1.0]]), taken, (0.0, 0.0, 10.0, 10.0), 0.1)
    assert np.isnan(found).all()


def test_placed_labels_do_not_overlap():
    rng = np.random.default_rng(0)
    points = rng.uniform(0, 20, (40, 2))
    size = np.tile([3.0, 1.0], (40, 1))
    found = beside_points(points, size, np.empty((0, 4)), (0.0, 0.0, 20.0, 20.0), 0.2)
    there = found[~np.isnan(found[:, 0])]
    apart = np.abs(there[:, None] - there[None]) + 1e-9
    hit = (apart[..., 0] < 3.0) & (apart[..., 1] < 1.0)
    assert hit.sum() == len(there)  # each only with itself
    assert len(there) > 20
