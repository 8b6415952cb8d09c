"""What people look at, measured: its parts one after the other, each of which also runs alone.

    python benchmarks/report.py

``report_page.py``: bytes of the workshop page, time from a moved slider to the finished picture.
``charts.py``: a map as PNG against bare GeoPandas plotting.
``berlin_report.py``: the full report of 542 areas with its parts; needs the reference tables.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PARTS = ("report_page.py", "charts.py", "berlin_report.py")


def main() -> None:
    """Run the parts, each in a process of its own."""
    for name in PARTS:
        print(f"\n## {name}\n", flush=True)
        subprocess.run([sys.executable, str(Path(__file__).with_name(name))], check=True)


if __name__ == "__main__":
    main()
