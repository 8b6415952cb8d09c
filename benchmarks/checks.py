"""What the checks cost: on a million figures, on the small study of every command, and beside one table of published figures.

    python benchmarks/checks.py [--rounds 5] [--check]

A million figures are two counts by sex and age at twenty dates, made with a seed and without a fault, so that nothing
stops early. Two more tables of 700 000 figures have another shape: seven quantities of 100 000 districts in which
nothing fits anything else, and a few districts by age, origin and date. The ratio compares all rules with reading the same figures from one text file by the C reader of pandas, in
the same run; medians of several rounds, taking turns. With --check the exit code is 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import numpy as np
import pandas as pd

from districtanalysis.checks.run import CHECKS, check
from districtanalysis.datasets import town
from districtanalysis.domain.data import NAME_COLUMNS, DistrictData, SourceRecord, cell_name
from districtanalysis.domain.observations import coded, from_columns
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study

DISTRICTS, DATES, BANDS = 500, 20, 16
GOALS = {
    "a million figures / reading them": 2.0,
    "many districts, nothing fits / reading": 10.0,
    "ages, origins, dates / reading": 25.0,
    "small study, milliseconds": 60.0,
}
READ = ["district_id", "date", "variable", "sex", "age_from", "age_to", "origin", "value"]
UNFIT = ("residents", "foreigners", "foreign_share_printed", "germans", "households", "employed", "unemployed")


def made(seed: int = 1) -> DistrictData:
    """Return about a million figures: residents and foreigners by sex and age, one table per date."""
    draw = np.random.default_rng(seed)
    size = draw.lognormal(8.5, 0.7, DISTRICTS) * np.cumprod(draw.normal(1.01, 0.01, (DATES, DISTRICTS)), axis=0)
    cells = draw.poisson(size[:, :, None, None] / (2 * BANDS), (DATES, DISTRICTS, 2, BANDS)).astype(np.float64)
    blocks = []
    for variable, people in enumerate((cells, np.floor(cells * 0.2))):
        for sex in (-1, 0, 1):
            part = people.sum(axis=2) if sex < 0 else people[:, :, sex]
            blocks.append((part.sum(axis=2), variable, sex, -1, -1))
            last = BANDS - 1
            blocks += [(part[:, :, k], variable, sex, 5 * k, 5 * k + 4 if k < last else -1) for k in range(BANDS)]
    return _data(blocks)


def _data(blocks: list[tuple[np.ndarray, int, int, int, int]]) -> DistrictData:
    many, each = len(blocks), DATES * DISTRICTS
    names = [f"{place:08}" for place in range(DISTRICTS)]
    days = [f"{2001 + place}-12-31" for place in range(DATES)]
    date = np.tile(np.repeat(np.arange(DATES), DISTRICTS), many).astype(np.int32)
    district = np.tile(np.arange(DISTRICTS), DATES * many).astype(np.int32)
    per_block = [np.repeat([block[place] for block in blocks], each) for place in range(1, 5)]
    columns = {
        "value": np.concatenate([block[0].ravel() for block in blocks]),
        "variable": coded(per_block[0].astype(np.int8), ["residents", "foreigners"]),
        "sex": coded(per_block[1].astype(np.int8), ["male", "female"]),
        "age_from": per_block[2],
        "age_to": per_block[3],
        "date": coded(date, days),
        "district_id": coded(district, names),
        "source": coded(date, days),
        "row": district + 2,
        "column": np.repeat(np.arange(many) + 3, each),
        "decimals": np.zeros(each * many, dtype=np.int8),
    }
    heads = [(day, "", f"{cell_name(1, place + 3)}", f"h{place}", "residents") for day in days for place in range(many)]
    return DistrictData(
        pd.DataFrame({"name": names, "level": "district", "group": ""}, index=names),
        from_columns(columns),
        sources=tuple(SourceRecord(day, f"{day}.csv", date=day, population_concept="main_residence") for day in days),
        headings=pd.DataFrame(heads, columns=["source", "sheet", "cell", "heading", "variable"]),
    )


def unfit(districts: int = 100_000, seed: int = 1) -> DistrictData:
    """Return seven quantities of very many districts, each drawn for itself: nearly every figure is one to remark on."""
    return _plain(districts, [(variable, -1, -1, -1) for variable in range(len(UNFIT))], UNFIT, seed)


def deep(districts: int = 10, seed: int = 1) -> DistrictData:
    """Return residents of a few districts by single years of age and origin, at ten dates."""
    lines = [(0, age, origin, day) for day in range(10) for origin in range(-1, 69) for age in range(-1, 99)]
    return _plain(districts, lines, UNFIT[:1], seed)


def _plain(
    districts: int, lines: list[tuple[int, int, int, int]], variables: tuple[str, ...], seed: int
) -> DistrictData:
    draw, many = np.random.default_rng(seed), len(lines)
    names = [f"Gebiet {place:06}/ Nord" for place in range(districts)]
    per_line = [np.repeat(column, districts).astype(np.int32) for column in zip(*lines, strict=True)]
    district = np.tile(np.arange(districts, dtype=np.int32), many)
    columns = {
        "value": draw.poisson(np.tile(draw.lognormal(4, 0.7, districts), many)).astype(np.float64),
        "variable": coded(per_line[0], list(variables)),
        "age_from": per_line[1],
        "age_to": per_line[1],
        "origin": coded(per_line[2], [f"land {place}" for place in range(69)]),
        "date": coded(per_line[3], [f"{2001 + place}-12-31" for place in range(10)]),
        "district_id": coded(district, names),
        "source": coded(np.zeros_like(district), ["table"]),
        "row": district + 2,
        "column": np.repeat(np.arange(many) % 16_000 + 2, districts),
        "decimals": np.zeros(len(district), dtype=np.int8),
    }
    printed = [("table", "table.csv", "", f"A{place + 2}", name, name, False) for place, name in enumerate(names)]
    return DistrictData(
        pd.DataFrame({"name": names, "level": "district", "group": ""}, index=names),
        from_columns(columns),
        sources=(SourceRecord("table", "table.csv"),),
        names=pd.DataFrame(printed, columns=list(NAME_COLUMNS)),
    )


def fresh(data: DistrictData) -> DistrictData:
    """Return the same data as nobody has looked at yet."""
    return data.with_observations(from_columns({c: data.observations.frame[c].array for c in data.observations.frame}))


def seconds(function: Callable[[], object]) -> float:
    """Return the processor time of one call: what else the machine does counts little."""
    start = time.process_time()
    function()
    return time.process_time() - start


def main() -> int:
    """Print the measurements; return 1 where a goal is missed and that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    tables = {"a million figures / reading them": made(), **dict(zip(list(GOALS)[1:3], (unfit(), deep()), strict=True))}
    texts = {name: table.observations.frame[READ].to_csv(index=False) for name, table in tables.items()}
    study = load_study(town())
    small = load(study)
    rules: dict[str, list[float]] = {name: [] for name in tables}
    reading: dict[str, list[float]] = {name: [] for name in tables}
    on_small = []
    for _ in range(options.rounds):
        for name, table in tables.items():
            data, text = fresh(table), texts[name]
            rules[name].append(seconds(lambda data=data: check(data)))
            reading[name].append(seconds(lambda text=text: pd.read_csv(io.StringIO(text), low_memory=False)))
        on_small.append(seconds(lambda: check(fresh(small), study)))
    for name, table in tables.items():
        whole, base = statistics.median(rules[name]), statistics.median(reading[name])
        print(f"{len(table.observations):,} figures, {len(CHECKS)} rules: {whole:.2f} s; the C reader: {base:.2f} s")
    found = {name: statistics.median(rules[name]) / statistics.median(reading[name]) for name in tables}
    found["small study, milliseconds"] = 1000 * statistics.median(on_small)
    for name, value in found.items():
        print(f"{name:40} {value:8.2f}   goal {GOALS[name]:g}   {'met' if value <= GOALS[name] else 'missed'}")
    return int(options.check and any(value > GOALS[name] for name, value in found.items()))


if __name__ == "__main__":
    sys.exit(main())
