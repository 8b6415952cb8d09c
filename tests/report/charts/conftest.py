"""Results to draw: small ones by hand, the shipped town, and long, missing, tied and hostile cases."""

import pandas as pd
import pytest

import districtanalysis as da
from districtanalysis.datasets import town
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.study import Study
from districtanalysis.report.stage import plain_figures

HOSTILE = ["$100 & <script>", "Bännjerrück/ Karl-Pfaff-Siedlung und alle angrenzenden Bereiche", "A\\B {x}", "Ort"]


@pytest.fixture(autouse=True)
def _plain():
    """Figures that nobody has to close."""
    with plain_figures():
        yield


@pytest.fixture
def sources():
    return (SourceRecord("a", "a.csv", "Einwohner", "Stadt Ulm", "2020-12-31", "census", "dl-de/by-2-0"),)


@pytest.fixture(scope="session")
def heidenheim():
    """The ranking of the shipped town: 81.5, 69.5, 35.3 by hand calculation."""
    study = da.load_study(town("heidenheim"))
    return da.rank(da.compute_indicators(da.load(study), study), study)


def study_of(*keys, missing="refuse"):
    criteria = {
        key: {"label": f"Kriterium {key}", "indicator": [{"key": key, "normalisation": "min_max"}]} for key in keys
    }
    source = {"id": "a", "file": "a.csv", "publisher": "p", "licence": "l"}
    stated = {"date": "not_stated", "population_concept": "not_stated"}
    head = {"title": "t", "purpose": "p", "city": "c"}
    ranking = {
        "normalisation": "min_max",
        "within": "arithmetic",
        "between": "arithmetic",
        "missing": missing,
    }
    content = {"schema_version": 1, "study": head, "source": [{**source, **stated}], "criteria": criteria}
    return Study.model_validate({**content, "ranking": ranking})


@pytest.fixture(scope="session")
def ranked():
    """Return a function that ranks rows of two indicators under given names."""

    def rank(rows, names=HOSTILE, **how):
        frame = pd.DataFrame(rows, columns=["x", "y"], index=[f"d{i}" for i in range(len(rows))])
        table = IndicatorTable.from_frame(frame)
        table.names.loc[:] = [names[i % len(names)] for i in range(len(rows))]
        return da.rank(table, study_of("x", "y", **how))

    return rank


@pytest.fixture(scope="session")
def texts():
    """Return a function that lists every text on axes, without the empty ones."""

    def of(ax):
        return [text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in ax.texts if text.get_text()]

    return of
