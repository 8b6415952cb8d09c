"""The workshop page of large towns: how many bytes, and how long from a moved slider to the finished picture.

    python benchmarks/report_page.py            # sizes, and times where a browser is found
    python benchmarks/report_page.py --keep DIR # write the pages there as well

Figures are made, boundaries too: cells of a board whose shared borders wind, about 40 corners each. The time is that
of ``benchmarks/report.py``, which takes this part along.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, Head, IndicatorChoice, Preset, Source, Study
from districtanalysis.report.workshop_page import workshop_page
from districtanalysis.scoring.ranking import rank

INDICATORS, CRITERIA = 20, 4
SIZES = {542: 300_000, 10_000: 4_000_000}
REPEAT = 50
MOVE = """async (repeat) => {
  const slider = document.getElementById("c0-range");
  const found = { script: [], layout: [], sure: [] };
  for (let k = 0; k < repeat; k++) {
    await new Promise((done) => setTimeout(done, 20));
    slider.value = (k % 9) / 2 + 0.5;
    await new Promise((done) => {
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      requestAnimationFrame(() => {
        const start = performance.now();
        document.body.getBoundingClientRect();
        document.getElementById("rows").offsetHeight;
        document.getElementById("drawing").getBBox();
        found.script.push(workshop.page.script);
        found.layout.push(workshop.page.script + performance.now() - start);
        done();
      });
    });
  }
  for (let k = 0; k < 5; k++) {
    const before = workshop.page.settled;
    slider.value = k + 1;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    const start = performance.now();
    while (workshop.page.settled === before && performance.now() - start < 5000) {
      await new Promise((done) => setTimeout(done, 5));
    }
    found.sure.push(performance.now() - start);
  }
  return found;
}"""


def study() -> Study:
    """Return a study of the least that a study can say."""
    head = Head(title="Probe", purpose="Probe", city="Musterstadt")
    source = Source(
        id="a", file="a.csv", publisher="Musterstadt", date="not_stated", population_concept="not_stated", licence="–"
    )
    return Study(schema_version=1, study=head, source=(source,))


def ranking_of(count: int, seed: int = 0) -> Ranking:
    """Return a ranking of ``count`` made districts by 20 indicators with all their digits, two presets."""
    rng = np.random.default_rng(seed)
    keys = [f"anteil_der_gruppe_{j + 1}" for j in range(INDICATORS)]
    ids = [f"{i + 1:08d}" for i in range(count)]
    table = IndicatorTable.from_frame(pd.DataFrame(rng.uniform(5, 95, (count, INDICATORS)), columns=keys, index=ids))
    table.names[:] = [f"Musterviertel {i + 1}" for i in range(count)]
    per = INDICATORS // CRITERIA
    criteria = {
        f"kriterium_{c + 1}": Criterion(
            label=f"Kriterium {c + 1}",
            indicator=tuple(IndicatorChoice(key=key, goalposts=(0, 100)) for key in keys[c * per : (c + 1) * per]),
        )
        for c in range(CRITERIA)
    }
    presets = {
        "ressourcen": Preset(label="Ressourcen nutzen"),
        "luecken": Preset(label="Lücken schließen", reverse=("kriterium_2",)),
    }
    return rank(table, plan=Plan(criteria=criteria, presets=presets, purpose="Probe"))


def areas_of(count: int) -> Areas:
    """Return ``count`` cells of a board with winding borders: the same point moves alike in both neighbours."""
    import shapely

    columns = int(np.ceil(np.sqrt(count)))
    x, y = np.arange(count) % columns, np.arange(count) // columns
    cells = shapely.segmentize(shapely.box(x, y, x + 1, y + 1), 0.1)

    def winding(points: np.ndarray) -> np.ndarray:
        points = np.round(points, 6)  # neighbours walk a border in opposite directions
        a, b = points[:, 0], points[:, 1]
        moved = 0.12 * np.sin(9.1 * a + 3.7 * b) + 0.09 * np.sin(23 * b - 5.3 * a)
        return 1000 * (points + np.column_stack([moved, 0.7 * moved + 0.05 * np.sin(17 * a + 11 * b)]))

    return Areas(tuple(f"{i + 1:08d}" for i in range(count)), shapely.transform(cells, winding))


def page_of(count: int) -> bytes:
    """Return the workshop page of ``count`` districts with a map."""
    return workshop_page(ranking_of(count), study(), (), areas_of(count))


def browser() -> str | None:
    """Return the path of a browser that is installed."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


def times(page: Path, chromium: str) -> dict[str, float]:
    """Return medians in milliseconds: script, script and layout, until the certainty stands."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = opened.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(page.as_uri())
        while not tab.evaluate("() => workshop.page.settled"):  # the policy of the page forbids waiting by eval
            tab.wait_for_timeout(50)
        found = tab.evaluate(MOVE, REPEAT)
        opened.close()
    return {name: statistics.median(values) for name, values in found.items()}


def main() -> None:
    """Print sizes and times as a table."""
    keep = Path(sys.argv[sys.argv.index("--keep") + 1]) if "--keep" in sys.argv else None
    chromium = browser()
    print("| districts x 20 | size | goal | script | script and layout | certainty |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count, most in SIZES.items():
            content = page_of(count)
            path = (keep or Path(folder)) / f"workshop_{count}.html"
            path.write_bytes(content)
            found = times(path, chromium) if chromium else {}
            shown = " | ".join(
                f"{found[name]:.1f} ms" if name in found else "no browser" for name in ("script", "layout", "sure")
            )
            print(f"| {count} | {len(content) / 1000:.0f} KB | {most / 1000:.0f} KB | {shown} |", flush=True)


if __name__ == "__main__":
    main()
