"""The gallery, and a guard over its pictures that survives other versions of fonts and of matplotlib.

Each picture is reduced to a grid of mean brightness. Letters that move by a pixel do not change it, a bar, a class or
a legend that is missing does. ``pictures.json`` beside this file holds the grids of pictures that were looked at;
``DISTRICTANALYSIS_NEW_PICTURES=1`` writes them anew.
"""

import io
import json
import os
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from districtanalysis.datasets.made_city import example_city
from districtanalysis.errors import OutputError
from districtanalysis.language import using
from districtanalysis.pipeline.gallery import Made, _made, _real, run
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.registry import CHARTS
from districtanalysis.report.picture import picture
from districtanalysis.report.stage import plain_figures

STORED = Path(__file__).with_name("pictures.json")
GRID = (24, 16)


def grid(ax):
    """Mean brightness (0 to 100) of 24 x 16 fields of the drawing, whatever its size."""
    image = Image.open(io.BytesIO(picture(ax, "png", dpi=60))).convert("L")
    fields = np.asarray(image.resize(GRID, Image.Resampling.BOX), dtype=float)
    return np.rint(100 * fields / 255).astype(int)


@pytest.fixture(scope="module")
def shots(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    made = Made(example_city(24), folder)
    found = {}
    with plain_figures():
        for code in ("de", "en"):
            with using(code):
                for shot in (*_real(), *_made(made)):
                    found[f"{shot.name or shot.key}.{code}"] = shot.draw()
    return found


@pytest.mark.slow
def test_every_chart_and_map_is_shown(shots):
    assert {caption_of(ax).key for ax in shots.values()} == set(CHARTS)


@pytest.mark.slow
def test_pictures_look_as_they_did(shots):
    found = {name: grid(ax).tolist() for name, ax in shots.items()}
    if os.environ.get("DISTRICTANALYSIS_NEW_PICTURES"):
        lines = ",\n".join(
            f'"{name}": {json.dumps(rows, separators=(",", ":"))}' for name, rows in sorted(found.items())
        )
        STORED.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert set(found) == set(stored)
    far = {name: float(np.abs(np.array(found[name]) - np.array(stored[name])).mean()) for name in stored}
    assert {name: value for name, value in far.items() if value > 2.0} == {}


@pytest.mark.slow
def test_the_guard_notices_what_is_missing(shots):
    ax = shots["ranking.de"]
    before = grid(ax)
    hidden = ax.patches[0]
    hidden.set_visible(False)
    after = grid(ax)
    hidden.set_visible(True)
    assert np.abs(before - after).max() > 20


@pytest.mark.slow
def test_no_word_of_any_picture_leaves_its_sheet(shots):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    for name, ax in shots.items():
        renderer = FigureCanvasAgg(ax.figure).get_renderer()
        ax.figure.draw(renderer)
        page = ax.figure.bbox
        low, high = sorted(ax.get_xlim())
        ticks = zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)
        inside = [label for tick, label in ticks if low <= tick <= high]
        labels = [*ax.texts, *inside, *ax.get_yticklabels()]
        for text in labels:
            if text.get_text() and text.get_visible() and ax.axison:
                box = text.get_window_extent(renderer)
                assert box.x0 >= -1, (name, text.get_text())
                assert box.x1 <= page.x1 + 1, (name, text.get_text())


@pytest.mark.slow
def test_the_gallery_is_written_whole_or_not_at_all(tmp_path):
    page = tmp_path / "galerie.md"
    outcome = run(page)
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((galerie/\S+\.png)\)", text)
    assert len(links) == len(outcome.page.tables[0].rows) >= len(CHARTS)
    assert all((tmp_path / link).is_file() for link in links)
    assert "keine echten Daten" in text
    page.unlink()
    (tmp_path / "galerie" / "map_3.png").write_bytes(b"alt")
    with pytest.raises(OutputError, match="galerie"):
        run(page)
    assert (tmp_path / "galerie" / "map_3.png").read_bytes() == b"alt"
    assert not page.exists()


def test_the_gallery_of_the_project_shows_every_picture(project):
    page = (project / "docs" / "gallery.md").read_text(encoding="utf-8")
    with using("en"):
        from districtanalysis.language import say

        assert all(f"## {say(f'chart.{key}.label')}\n" in page for key in CHARTS)
