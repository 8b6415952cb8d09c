"""``coverage``: from a list of offers to what is covered and what is not; and to lists that indicators can count."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import FormRow, FormTable
from districtanalysis.domain.offers import AXES, LISTS, OFFERS, Coverage, Offer
from districtanalysis.domain.variables import fold
from districtanalysis.language import say

SINGLE, LASTING = 2, 3  # steps of the code book of engagement: single offers; a lasting structure with a contact


def coverage(tables: Mapping[str, FormTable]) -> Coverage:
    """Return how far running offers cover fields, target groups and districts.

    Entries are those of the lists, then those that offers name. An offer without groups is for all of them, one without
    districts for the whole town. Names that differ in case or blanks are one.
    """
    offers, lists = tables[OFFERS.key], tables[LISTS.key]
    declared = {axis: [row.text("entry") for row in lists.rows if row.text("axis") == axis] for axis in AXES}
    spelled: dict[str, dict[str, str]] = {}
    for axis in AXES:
        names = [*declared[axis], *(name for row in offers.rows for name in row.entries(f"{axis}s"))]
        spelled[axis] = {}
        for name in names:
            spelled[axis].setdefault(fold(name), name)
    found = tuple(_offer(row, spelled) for row in offers.rows if row.text("name"))
    entries = {axis: tuple(spelled[axis].values()) or (_everybody(axis),) for axis in AXES}
    running = [offer for offer in found if offer.state == "running"]
    return Coverage(
        offers=found,
        entries=entries,
        local=_cube(entries, [offer for offer in running if offer.districts]),
        everywhere=_cube(entries, [offer for offer in running if not offer.districts]),
        declared=frozenset(axis for axis in AXES if declared[axis]),
        findings=(*offers.findings, *lists.findings, *_unlisted(offers, declared)),
        file=offers.file,
    )


def facility_rows(offers: Iterable[Offer]) -> list[tuple[str, str, str, str]]:
    """Return the running offers that are facilities as district, kind, number or "present", name: a facility list.

    Offers of the whole town belong to no district and are left out.
    """
    return [
        (district, offer.kind, str(offer.number) if offer.number else "vorhanden", offer.name)
        for offer in offers
        if offer.kind and offer.state == "running"
        for district in offer.districts
    ]


def engagement_rows(offers: Iterable[Offer]) -> list[tuple[str, str, str, str]]:
    """Return the running offers as district, feature, step (code 0 to 3), evidence: an engagement list.

    A lasting offer with a contact person is step 3, any other step 2; facilities are no engagement. Source: the code book
    of engagement (0 nothing named, 1 interest, 2 single offers, 3 lasting structure with a contact person).
    """
    return [
        (
            district,
            "Engagementstruktur",
            str(LASTING if offer.lasting and offer.contact else SINGLE),
            offer.evidence or offer.name,
        )
        for offer in offers
        if not offer.kind and offer.state == "running"
        for district in offer.districts
    ]


def _everybody(axis: str) -> str:
    return say(f"actors.offers.any_{axis}")


def _offer(row: FormRow, spelled: Mapping[str, Mapping[str, str]]) -> Offer:
    named = {
        f"{axis}s": tuple(dict.fromkeys(spelled[axis][fold(name)] for name in row.entries(f"{axis}s"))) for axis in AXES
    }
    count = row.number("number")
    return Offer(
        name=row.text("name"),
        provider=row.text("provider"),
        fields=named["fields"],
        groups=named["groups"],
        districts=named["districts"],
        state=row.text("state") or "running",
        kind=row.text("kind"),
        number=None if count is None else int(count),
        lasting=row.text("lasting") == "yes",
        contact=row.text("contact") == "yes",
        evidence=row.text("evidence"),
    )


def _cube(entries: Mapping[str, tuple[str, ...]], offers: Iterable[Offer]) -> pd.DataFrame:
    """Return field, group, district and the number of offers, one row per combination."""
    keys = list(itertools.product(*(entries[axis] for axis in AXES)))
    counts = dict.fromkeys(keys, 0)
    for offer in offers:
        named = (getattr(offer, f"{axis}s") or entries[axis] for axis in AXES)
        for key in itertools.product(*named):
            counts[key] += 1
    frame = pd.DataFrame(keys, columns=list(AXES))
    return frame.assign(offers=list(counts.values()))


def _unlisted(table: FormTable, declared: Mapping[str, list[str]]) -> Iterator[Finding]:
    """Yield entries that are not in the list of their axis: a slip of the pen would look like a further field."""
    for axis in AXES:
        known = {fold(name) for name in declared[axis]}
        for row in table.rows:
            for name in row.entries(f"{axis}s"):
                if known and fold(name) not in known:
                    column = OFFERS.heading(f"{axis}s")
                    yield table.finding("offer_unlisted", row, f"{axis}s", warning=True, name=name, column=column)
