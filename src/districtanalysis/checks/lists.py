"""Lists of facilities: presence is no count, and what is not named is not absent."""

from __future__ import annotations

from collections.abc import Iterator

from districtanalysis.checks.registry import CHECKS, at, rows_of
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import kind_label


@CHECKS.register("presence_without_number")
def presence_without_number(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each entry that says "there" and no number.

    Unit: one finding per entry. Source: a plural without a number is presence, not a count; defect 11.
    """
    rows = data.observations.of("facilities")
    for row in rows_of(rows[rows["qualifier"] == "present"]):
        yield at(data, row, "presence_without_number", "info", kind=kind_label(str(row["kind"])), text=row["text"])


@CHECKS.register("kinds_lower_bound")
def kinds_lower_bound(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each list in which districts name different kinds.

    Unit: kinds. Source: not named is not the same as not there; defect 11.
    """
    rows = data.observations.of("facilities")
    for source, part in rows.groupby("source", observed=True):
        named = {str(d): set(kinds) for d, kinds in part.groupby(part["district_id"].astype(str))["kind"]}
        everything = set().union(*named.values()) if named else set()
        lacking = {d: everything - kinds for d, kinds in named.items() if everything - kinds}
        for district, kinds in sorted(lacking.items()):
            words = {"kinds": tuple(sorted(kind_label(kind) for kind in kinds))}
            file = data.source(str(source)).file
            yield Finding(
                "kinds_lower_bound", "info", file=file, district=district, variable="facilities", details=words
            )


@CHECKS.register("entries_of_one_kind")
def entries_of_one_kind(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark where a district has several entries of one kind: they may be one place.

    Unit: entries. Source: count kinds, not entries; defect 11.
    """
    rows = data.observations.of("facilities")
    groups = rows.groupby([rows["district_id"].astype(str), rows["kind"].astype(str)], sort=True)
    for (_, kind), part in groups:
        if len(part) > 1:
            words = {
                "kind": kind_label(str(kind)),
                "entries": tuple(part["text"].dropna().astype(str)),
                "count": len(part),
            }
            yield at(data, part.iloc[1], "entries_of_one_kind", "info", **words)
