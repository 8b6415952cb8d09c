"""Contrast after WCAG 2.1; colour blindness after Machado, Oliveira and Fernandes (2009), full severity."""

import itertools

import matplotlib as mpl
import numpy as np
import pytest

from districtanalysis.report.style import (
    colour,
    contrast,
    group_colours,
    group_hatches,
    hatch,
    luminance,
    on,
    our_style,
    palette,
    settings,
    steps,
)

EYES = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(value):
    parts = np.array([int(value[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(value, eye):
    seen = np.clip(np.array(EYES[eye]) @ linear(value), 0, 1)
    x, y, z = (
        np.cbrt(part) if part > 0.008856 else 7.787 * part + 16 / 116 for part in TO_XYZ @ seen / [0.95047, 1, 1.08883]
    )
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_published_contrasts():
    # the examples of the WCAG: black on white 21:1, mid grey #767676 on white 4.54:1
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert luminance("#ffffff") == pytest.approx(1)


def test_text_and_graphics_stand_out_from_the_paper():
    paper = colour("paper")
    assert all(contrast(colour(name), paper) >= 4.5 for name in ("ink", "muted"))
    assert all(contrast(colour(name), paper) >= 3 for name in ("accent", "line"))
    assert all(contrast(entry, paper) >= 3 for entry in group_colours(8))
    diverging = palette()["lists"]["diverging"]
    assert all(contrast(diverging[place], paper) >= 3 for place in (1, -1))  # the two that bars use


@pytest.mark.parametrize("eye", EYES)
def test_groups_are_told_apart_by_every_eye(eye):
    pairs = itertools.combinations(group_colours(8), 2)
    assert min(np.linalg.norm(lab(a, eye) - lab(b, eye)) for a, b in pairs) > 9


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", ["sequential", "ordered"])
def test_ordered_colours_get_darker_for_every_eye(name, eye):
    light = [lab(entry, eye)[0] for entry in palette()["lists"][name]]
    assert (np.diff(light) < -4).all()


@pytest.mark.parametrize("name", ["sequential", "ordered", "groups", "diverging"])
def test_no_red_for_composition(name):
    for entry in palette()["lists"][name]:
        red, green, blue = (int(entry[i : i + 2], 16) for i in (1, 3, 5))
        assert not (red > 1.8 * green and red > 1.8 * blue), entry


@pytest.mark.parametrize("count", range(1, 10))
def test_classes_differ(count):
    assert len(set(steps("sequential", count))) == count
    light = [luminance(entry) for entry in steps("sequential", count)]
    assert light == sorted(light, reverse=True)


def test_text_on_every_shade_can_be_read():
    assert all(contrast(on(entry), entry) >= 4.5 for entry in steps("sequential", 7))
    assert all(contrast(on(entry), entry) >= 4 for entry in group_colours(8))


def test_patterns_say_what_colours_say():
    assert len(set(group_hatches(8))) == 8
    # where colours repeat, patterns do not
    both = list(zip(group_colours(16), group_hatches(16), strict=True))
    assert len(set(both)) == 16
    assert len({hatch(kind) for kind in ("missing", "suppressed", "not_typed")}) == 3


def test_the_settings_are_known_to_matplotlib_and_are_put_back():
    assert set(settings()) <= set(mpl.rcParams)
    before = mpl.rcParams["text.color"]
    with our_style():
        assert mpl.rcParams["text.color"] == colour("ink")
    assert mpl.rcParams["text.color"] == before


def test_a_backend_that_the_first_figure_made_interactive_stays_so():
    """Notebooks show figures of an interactive backend only, and choose it with the first figure."""
    before = mpl.is_interactive()
    try:
        mpl.interactive(False)
        with our_style():
            mpl.interactive(True)
        assert mpl.is_interactive()
    finally:
        mpl.interactive(before)
