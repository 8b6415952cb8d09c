"""Lists of facilities: presence is no count, and what is not named is not absent."""

from __future__ import annotations

from collections.abc import Iterator

from districtanalysis.checks.registry import CHECKS, at, file_of, is_one_of, rows_of
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import kind_label
from districtanalysis.language import join


@CHECKS.register("presence_without_number")
def presence_without_number(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each entry that says "there" and no number.

    Unit: one finding per entry. Source: a plural without a number is presence, not a count; defect 11.
    """
    rows = data.observations.of("facilities")
    for row in rows_of(rows[is_one_of(rows, "qualifier", ["present"])]) if len(rows) else ():
        kind = Phrase(kind_label, (str(row["kind"]),))
        yield at(data, row, "presence_without_number", "info", kind=kind, text=row["text"])


@CHECKS.register("kinds_lower_bound")
def kinds_lower_bound(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each list in which districts name different kinds.

    Unit: kinds. Source: not named is not the same as not there; defect 11.
    """
    rows = data.observations.of("facilities")
    rows = rows[rows["kind"].array.codes >= 0]
    for source, part in rows.groupby("source", observed=True) if len(rows) else ():
        named = {str(d): set(kinds) for d, kinds in part.groupby(part["district_id"].astype(str))["kind"]}
        everything = set().union(*named.values()) if named else set()
        lacking = {d: everything - kinds for d, kinds in named.items() if everything - kinds}
        for district, kinds in sorted(lacking.items()):
            yield Finding(
                "kinds_lower_bound",
                "info",
                file=file_of(data, source),
                district=district,
                variable="facilities",
                details={"kinds": Phrase(_labels, tuple(sorted(kinds)))},
            )


@CHECKS.register("entries_of_one_kind")
def entries_of_one_kind(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark where a district has several entries of one kind: they may be one place.

    Unit: entries. Source: count kinds, not entries; defect 11.
    """
    rows = data.observations.of("facilities")
    again = rows.duplicated(["district_id", "kind"], keep=False).to_numpy()
    if again.any():
        rows = rows[again]
        groups = rows.groupby([rows["district_id"].astype(str), rows["kind"].astype(str)], sort=True)
        for (_, kind), part in groups:
            words = {"entries": tuple(part["text"].dropna().astype(str)), "count": len(part)}
            yield at(data, part.iloc[1], "entries_of_one_kind", "info", kind=Phrase(kind_label, (str(kind),)), **words)


def _labels(*kinds: str) -> str:
    return join(sorted(kind_label(kind) for kind in kinds))
