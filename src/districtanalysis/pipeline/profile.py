"""``profile``: one district of a study on two pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from districtanalysis.checks.run import check
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.district_profile import DistrictProfile
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.study import Study
from districtanalysis.errors import DistrictAnalysisError
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.language import say
from districtanalysis.pipeline.explain import find_district
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.portrait import portrait
from districtanalysis.pipeline.portrait_people import bands_of
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.report.profile_page import profile_page
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study

BANDS = (0, 6, 18, 30, 65, 80)


def run(study: Path | None, district: str, *, pictures: Sequence[str] = (), may_fall_back: bool = True) -> Outcome:
    """Return the page of one district's profile, with the ``DistrictProfile`` as ``result``.

    ``pictures`` are the forms (svg, png) in which it draws what the tables allow. Raises ``StudyError`` for a district that is not there, and
    ``DataFindingError`` for data with errors.
    """
    prepared = prepare(study, may_fall_back=may_fall_back)
    prepared.refuse_errors()
    found = profiles(prepared, [district])[0]
    page = profile_page(
        found,
        ranking=ranked_or_none(prepared),
        bands=age_groups(found),
        subtitle=f"{prepared.study.study.city} · {prepared.study.title}",
        pictures=pictures,
    )
    return Outcome(page, prepared.messages, prepared.findings, 0, found)


def profile(given: Study | DistrictData | str | Path, district: str, *, city: str = "") -> DistrictProfile:
    """Return what is known of one district; ``given`` is a study, the path of one, or data that are loaded.

    Key figures stand in ``to_frame()`` (one row each: value, base, city, place); ``ages``, ``origins`` and
    ``against`` go into ``plot.pyramid``, ``plot.origins`` and ``plot.profile``. ``city`` names the whole where data
    are given alone. Raises ``StudyError`` for a district that is not there, with the nearest name.

    >>> from districtanalysis.datasets import town
    >>> profile(town(), "Oststadt").to_frame().loc["residents", ["value", "place", "of"]].tolist()
    [4336.0, 1.0, 3.0]
    """
    if isinstance(given, DistrictData):
        data, findings, aliases = given, check(given), {}
    else:
        study = given if isinstance(given, Study) else load_study(given)
        data = load(study)
        findings, aliases, city = check(data, study), study.study.aliases, city or study.study.city
    table = compute_indicators(data)
    return portrait(data, table, _id_of(table, district, aliases), city=city, findings=findings)


def profiles(
    prepared: Prepared, districts: Sequence[str], table: IndicatorTable | None = None
) -> tuple[DistrictProfile, ...]:
    """Return the profiles of the named districts, from every indicator that the tables carry.

    Raises ``StudyError`` for a name that is not there, with the nearest.
    """
    indicators = compute_indicators(prepared.data) if table is None else table
    ids = [_id_of(indicators, name, prepared.study.study.aliases) for name in districts]
    city = prepared.study.study.city
    return tuple(portrait(prepared.data, indicators, name, city=city, findings=prepared.findings) for name in ids)


def _id_of(table: IndicatorTable, given: str, aliases: Mapping[str, str]) -> str:
    """Return the id of the district that is meant by its id or its name."""
    if given in table.frame.index:
        return given
    by_name = {str(name): str(key) for key, name in table.names.items()}
    return by_name[find_district(list(by_name), given, aliases)]


def ranked_or_none(prepared: Prepared) -> Ranking | None:
    """Return the ranking of a study; None where it has no criteria or its figures do not carry one."""
    if not prepared.study.criteria and not prepared.study.ranking.recipe:
        return None
    try:
        return rank_prepared(prepared)
    except DistrictAnalysisError:
        return None  # a profile shows what there is; ``rank`` says what is missing


def age_groups(profile: DistrictProfile) -> list[tuple[str, float, float]]:
    """Return age groups as label, persons, percent of all districts; [] where ages are not printed so."""
    ages = profile.ages
    if ages is None or ages.compared is None:
        return []
    own, whole = bands_of(ages.frame, BANDS), bands_of(ages.compared, BANDS)
    if own is None or whole is None:
        return []
    ends = [*(low - 1 for low in BANDS[1:]), None]
    labels = [
        say("profile.band.open", low=low) if high is None else say("profile.band.closed", low=low, high=high)
        for low, high in zip(BANDS, ends, strict=True)
    ]
    shares = 100 * whole / float(whole.sum())
    return [(label, float(a), float(b)) for label, a, b in zip(labels, own, shares, strict=True)]
