import io
import re

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from districtanalysis.report.maps.shapes import Outlines, ShapeCollection, paths


def test_holes_stay_open_and_parts_belong_together():
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(3, 3, 6, 6))
    two = shapely.MultiPolygon([shapely.box(20, 0, 21, 1), shapely.box(22, 0, 23, 1)])
    first, second = paths(np.array([ring, two]))
    ax = Figure(figsize=(1, 1), dpi=100).add_axes((0, 0, 1, 1), xlim=(0, 10), ylim=(0, 10), frame_on=False)
    ax.add_collection(PathCollection([first], facecolors="black"))
    canvas = FigureCanvasAgg(ax.figure)
    canvas.draw()
    grey = np.asarray(canvas.buffer_rgba())[..., 0]
    assert grey[90, 10] == 0
    assert grey[55, 45] == 255  # the hole, counted from the upper left corner
    assert second.contains_point((20.5, 0.5))
    assert second.contains_point((22.5, 0.5))
    assert not second.contains_point((21.5, 0.5))


def wavy():
    y = np.linspace(0, 10, 2001)
    border = np.column_stack([10 + 0.0005 * np.sin(80 * y), y])
    left = shapely.Polygon([(0, 0), *border, (0, 10)])
    return np.array([left, shapely.Polygon([(20, 0), (20, 10), *border[::-1]])])


def test_files_that_keep_lines_hold_fewer_vertices():
    outlines = Outlines(wavy())
    assert sum(len(path.vertices) for path in outlines.full) > 4000
    assert sum(len(path.vertices) for path in outlines.thin) < 100
    ax = Figure().add_axes((0, 0, 1, 1), xlim=(0, 20), ylim=(0, 10))
    ax.add_collection(ShapeCollection(outlines, [0, 1], facecolors="red"))
    stream = io.BytesIO()
    ax.figure.savefig(stream, format="svg")
    assert len(re.findall(r"\nL ", stream.getvalue().decode())) < 300


def test_pixels_are_drawn_without_simplifying():
    outlines = Outlines(wavy())
    ax = Figure().add_axes((0, 0, 1, 1), xlim=(0, 20), ylim=(0, 10))
    ax.add_collection(ShapeCollection(outlines, [1], facecolors="red"))
    FigureCanvasAgg(ax.figure).draw()
    assert "thin" not in vars(outlines)
