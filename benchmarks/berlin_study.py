"""A study of the 542 planning areas of Berlin, put together from the published tables of 2023 and 2024.

    python benchmarks/berlin_study.py FOLDER [REFERENCE]

The tables stay where they are; the study beside links to them. Day-care centres, youth centres and primary schools are
published as one column per kind with a blank where there is none: they become one list of facilities.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT.parent / "shared" / "reference"
STUDY = ROOT / "docs" / "berlin-report"
FACILITIES = {
    "Kita": ("kitas/kitas_per_plr_simple.csv", "kita_count"),
    "Jugendzentrum": ("jugendfreizeiteinrichtungen/jugendfreizeiteinrichtungen_per_plr.csv", "jfe_count"),
    "Grundschule": ("schulen/schools_per_plr_simple.csv", "Grundschule"),
}


def berlin_study(folder: Path, reference: Path = REFERENCE) -> Path:
    """Put the study and what it needs into ``folder`` and return the path of the study."""
    berlin = reference / "berlin"
    for name in ("population", "boundaries"):
        (folder / name).symlink_to(berlin / name)
    facilities(berlin / "facilities").to_csv(folder / "einrichtungen.csv", sep=";", index=False)
    shutil.copytree(STUDY, folder, dirs_exist_ok=True)
    return folder / "study.toml"


def facilities(folder: Path) -> pd.DataFrame:
    """Return area, kind and number; a blank of the published tables is a zero, since every area is listed."""
    tables = []
    for kind, (file, column) in FACILITIES.items():
        table = pd.read_csv(folder / file, dtype={"PLR_ID": str})
        counts = table[column].fillna(0).astype(int)
        tables.append(
            pd.DataFrame({"Gebiet": table["PLR_ID"], "Name": table["PLR_NAME"], "Art": kind, "Anzahl": counts})
        )
    return pd.concat(tables)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    print(berlin_study(target, *(Path(given) for given in sys.argv[2:3])))
