"""The full report of Berlin, 542 planning areas and all blocks, measured with its parts: none takes more than half.

python benchmarks/berlin_report.py [REFERENCE]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from berlin_study import REFERENCE, berlin_study

from districtanalysis.pipeline import report
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.report import gather, read_options
from districtanalysis.report.blocks import BLOCKS, report_page
from districtanalysis.report.render import render

T = TypeVar("T")
FORMS = ("html", "docx", "pdf", "xlsx")


def timed(found: dict[str, float], name: str, run: Callable[[], T]) -> T:
    """Run once, note the seconds under ``name`` and return what came out."""
    start = time.perf_counter()
    result = run()
    found[name] = time.perf_counter() - start
    return result


def parts(study: Path) -> dict[str, float]:
    """Return the seconds of each part: reading, computing, each chapter with its drawings, each file."""
    found: dict[str, float] = {}
    prepared = timed(found, "read and check", lambda: prepare(study))
    options = read_options(prepared.study)
    for key, needs in (("ranking", ()), ("robustness", ("robustness",)), ("types", ("types",))):
        timed(found, f"compute: {key}", lambda needs=needs: gather(prepared, options, needs))
    found["compute: robustness"] -= found["compute: ranking"]
    found["compute: types"] -= found["compute: ranking"]
    material = gather(prepared, options, tuple(BLOCKS))
    for key in BLOCKS:
        timed(found, f"chapter: {key}", lambda key=key: report_page(material, [key]))
    page = report.run(study).page
    if page is None:
        raise TypeError("the report has no page")
    for form in FORMS:
        timed(found, f"file: {form}", lambda form=form: render(page, form))
    return found


def main() -> None:
    """Print seconds and share of each part; the last line is the command as a whole without imports."""
    reference = Path(sys.argv[1]) if len(sys.argv) > 1 else REFERENCE
    if not reference.is_dir():
        print(f"no reference tables in {reference}")
        return
    with tempfile.TemporaryDirectory() as folder:
        study = berlin_study(Path(folder), reference)
        report.run(study)  # imports and caches do not count
        found = parts(study)
    whole = sum(found.values())
    print("| part | seconds | share |\n|---|---:|---:|")
    for name, seconds in found.items():
        if seconds >= 0.005 * whole:
            print(f"| {name} | {seconds:.2f} | {100 * seconds / whole:.0f} % |")
    print(f"| all, four files | {whole:.2f} | largest part {100 * max(found.values()) / whole:.0f} % |")


if __name__ == "__main__":
    main()
