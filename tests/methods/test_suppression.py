"""Withheld counts cannot be worked out from totals: checked by linear programming on made tables."""

import numpy as np
import pytest

from districtanalysis.methods.suppression import suppressed

linprog = pytest.importorskip("scipy.optimize").linprog


def attack(table: np.ndarray, hidden: np.ndarray, cell: tuple[int, int], *, columns: bool) -> tuple[float, float]:
    """The least and the greatest number of persons that totals leave open for a withheld cell."""
    places = [tuple(place) for place in np.argwhere(hidden)]
    lines, sums = [], []
    for row in range(table.shape[0]):
        lines.append([float(place[0] == row) for place in places])
        sums.append(table[row][hidden[row]].sum())
    for column in range(table.shape[1]) if columns else ():
        lines.append([float(place[1] == column) for place in places])
        sums.append(table[:, column][hidden[:, column]].sum())
    goal = np.array([float(place == cell) for place in places])
    ends = [linprog(sign * goal, A_eq=lines, b_eq=sums, bounds=(1, None)) for sign in (1, -1)]
    return ends[0].fun, -ends[1].fun


def test_a_single_small_count_takes_another_one_with_it():
    assert suppressed(np.array([[1.0, 10.0, 40.0, 0.0]]), 3, columns=False).tolist() == [[True, True, False, False]]


def test_two_small_counts_whose_sum_gives_them_away_take_a_third():
    # 1 + 1 = 2: with zeros shown, both could only be 1
    assert suppressed(np.array([[1.0, 1.0, 9.0, 50.0]]), 3, columns=False).tolist() == [[True, True, True, False]]


def test_nothing_small_nothing_withheld():
    assert not suppressed(np.array([[0.0, 3.0], [12.0, 5.0]]), 3).any()


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("columns", [True, False])
def test_no_small_count_follows_from_the_totals(seed, columns):
    random = np.random.default_rng(seed)
    table = random.choice([0, 1, 2, 3, 4, 6, 9, 15, 40], size=(6, 5)).astype(float)
    hidden = suppressed(table, 3, columns=columns)
    primary = (table > 0) & (table < 3)
    assert (hidden | ~primary).all()
    for cell in map(tuple, np.argwhere(primary)):
        row, column = cell
        if hidden[row].sum() == (table[row] > 0).sum() or hidden[:, column].sum() == (table[:, column] > 0).sum():
            continue  # a line that is withheld as a whole has nothing left to add
        low, high = attack(table, hidden, cell, columns=columns)
        assert high - low >= 1 - 1e-9, (table, hidden, cell)
