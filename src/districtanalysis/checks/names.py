"""Names of districts: foreign letters, other spellings, rows that stand in one table only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from districtanalysis.checks.registry import CHECKS, file_of
from districtanalysis.domain.data import DistrictData, Matching
from districtanalysis.domain.finding import Finding, Severity
from districtanalysis.domain.letters import foreign_letters
from districtanalysis.domain.study import Study


@CHECKS.register("lookalike_letters")
def lookalike_letters(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each printed name with letters of another script.

    Unit: one finding per printed name. Source: Unicode character names; defect 3 of the tables
    this was built on.
    """
    for match in data.matchings:
        letters = foreign_letters(match.printed)
        if letters:
            yield _named(data, match, "lookalike_letters", "warning", letters=letters)


@CHECKS.register("name_spelling")
def name_spelling(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each name that was matched by case, spelling or alias.

    Unit: one finding per printed name. Source: names are never matched silently.
    """
    for match in data.matchings:
        if match.evidence in {"case", "spelling", "alias"} and not foreign_letters(match.printed):
            yield _named(data, match, "name_spelling", "info")


@CHECKS.register("name_upper_case")
def name_upper_case(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for a name in capitals among names that are not.

    Unit: one finding per printed name. Source: own rule.
    """
    for _, table in data.names.groupby("source", sort=False):
        loud = table["printed"].astype(str).map(_shouts)
        for name in table[loud].itertuples() if not loud.all() else ():
            if not foreign_letters(str(name.printed)):
                yield _at_name(name, "name_upper_case", "info")


@CHECKS.register("name_abbreviated")
def name_abbreviated(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for a name with an abbreviation or stray blanks around a slash.

    Unit: one finding per printed name. Source: own rule.
    """
    for name in data.names.itertuples():
        printed = str(name.printed)
        if "/ " in printed or " /" in printed or any(part.endswith(".") and len(part) > 2 for part in printed.split()):
            yield _at_name(name, "name_abbreviated", "info")


@CHECKS.register("district_in_one_table")
def district_in_one_table(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a finding for each district that a table lacks although others name it.

    Unit: one finding per district and table. An error in tables with one row per district, a
    warning in lists, where not named is not the same as not there. Source: own rule.
    """
    candidates = set(study.study.candidates) if study is not None else set()
    for record in data.sources:
        there = set(data.names.loc[data.names["source"] == record.id, "district"])
        listed = bool(data.names.loc[data.names["source"] == record.id, "list"].any())
        for district in data.districts.index:
            if district in there or not there or (candidates and district not in candidates):
                continue
            severity: Severity = "warning" if listed else "error"
            others = sorted(set(data.names.loc[data.names["district"] == district, "file"]))
            yield Finding(
                "district_in_one_table",
                severity,
                file=record.file,
                district=str(district),
                details={"others": tuple(others)},
            )


def _shouts(name: str) -> bool:
    return len(name) > 3 and name.isupper()


def _named(data: DistrictData, match: Matching, rule: str, severity: Severity, **details: object) -> Finding:
    words = {"printed": match.printed, **details}
    return Finding(
        rule,
        severity,
        file=file_of(data, match.source),
        sheet=match.sheet,
        cell=match.cell,
        district=match.district,
        details=words,
    )


def _at_name(name: Any, rule: str, severity: Severity) -> Finding:
    return Finding(
        rule,
        severity,
        file=name.file,
        sheet=name.sheet,
        cell=name.cell,
        district=name.district,
        details={"printed": name.printed},
    )
