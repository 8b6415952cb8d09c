"""The building blocks of a report: one registered function each, in the order that a study lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from districtanalysis.domain.areas import Areas
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Block, Chapter, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.district_profile import DistrictProfile
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.registry import Registry
from districtanalysis.domain.robustness import Robustness
from districtanalysis.domain.study import Study, worded
from districtanalysis.domain.typology import Typology
from districtanalysis.language import join, number, percent, say, say_count
from districtanalysis.report.illustrate import illustrate
from districtanalysis.report.indicator_sheets import indicator_sheets
from districtanalysis.report.profile_page import profile_blocks
from districtanalysis.report.ranking_page import ranking_blocks, remarks_blocks, standing
from districtanalysis.report.remarks import remarks_of
from districtanalysis.report.sources_note import sources_note
from districtanalysis.report.types_page import districts_table, profile_table, types_table

# What goes beyond statistics, in the order of a report.
INSTRUMENTS = (
    "change",
    "compare_areas",
    "origins",
    "survey",
    "actors",
    "offers",
    "participation",
    "goals",
    "monitoring",
    "decisions",
)
SHOWN = 30
_REMARKS_TOLD = 40
_TABLE_TELLS = 6  # up to here the table of ranks says as much as the heat map


@dataclass(frozen=True, slots=True)
class Material:
    """What the blocks of a report draw from; a part is None or empty where the study does not carry it.

    ``certainty`` are the worded blocks on how sure the ranking is; ``fit`` holds the fit of all districts for the
    map, ``bands`` the age groups of each profile. ``pictures`` are the forms of
    drawings that the format can show, none for most. ``chapters`` are the worded blocks of what goes beyond
    statistics, by the name of their building block.
    """

    study: Study
    sources: Sequence[SourceRecord]
    findings: Sequence[Finding] = ()
    districts: int = 0
    figures: int = 0
    indicators: Sequence[Indicator] = ()
    ranking: Ranking | None = None
    fit: IndicatorTable | None = None
    robustness: Robustness | None = None
    certainty: Sequence[Block] = ()
    areas: Areas | None = None
    typology: Typology | None = None
    typed: IndicatorTable | None = None
    profiles: Sequence[DistrictProfile] = ()
    bands: Sequence[Sequence[tuple[str, float, float]]] = ()
    pictures: Sequence[str] = ("svg", "png")
    title: str = ""
    chapters: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)


BLOCKS: Registry[Callable[[Material], Iterator[Block]]] = Registry("report_blocks")


def report_page(material: Material, keys: Sequence[str]) -> Page:
    """Return the report with the blocks ``keys`` in their order.

    A block whose part the study does not carry says so where ``material.absent`` words it, else it is left out.
    Raises ``StudyError`` for an unknown block, naming the nearest.
    """
    blocks: list[Block] = []
    for key in keys:
        found = list(BLOCKS[key](material))
        if not found and key in material.absent:
            found = [Paragraph(material.absent[key], "note")]
        if found and isinstance(found[0], Chapter):
            blocks += found
        elif found:
            blocks += [Chapter(say(f"report_blocks.{key}.label"), key), *found]
    purpose = worded(material.study.study.purpose)
    subtitle = f"{material.study.study.city} · {purpose}" if purpose else material.study.study.city
    return Page(material.title or material.study.title, tuple(blocks), subtitle)


@BLOCKS.register("question")
def question(material: Material) -> Iterator[Block]:
    """Yield what is asked, among which candidates, and by which criteria."""
    head = material.study.study
    words = {"purpose": worded(head.purpose), "city": head.city}
    asked = "text" if material.ranking is not None else "purpose"
    yield Paragraph(say(f"report_blocks.question.{asked}", **words), "lead")
    left_out = material.ranking.excluded["name"] if material.ranking is not None else ()
    out = {str(name) for name in left_out}
    compared = [name for name in head.candidates if name not in out]
    if compared and len(compared) <= 12:
        yield Paragraph(say("report_blocks.question.candidates", names=join(compared)))
    elif material.districts:
        yield Paragraph(say("report_blocks.question.districts", count=number(material.districts)))
    if material.ranking is not None:
        yield _criteria(material.ranking)


def _criteria(ranking: Ranking) -> Table:
    columns = (
        Column("criterion", say("report_blocks.column.criterion")),
        Column("weight", say("report_blocks.column.weight"), 0),
        Column("indicators", say("report_blocks.column.indicators"), wide=True),
        Column("why", say("report_blocks.column.why"), wide=True),
    )
    shares, scored = ranking.plan.criterion_shares(), ranking.plan.scored()
    rows: list[tuple[Value, ...]] = []
    for key, criterion in ranking.plan.criteria.items():
        labels = [ranking.table.label(name) for name, (home, _, _) in scored.items() if home == key]
        rows.append((ranking.plan.criterion_label(key), 100 * shares[key], "; ".join(labels), worded(criterion.why)))
    return Table("criteria", say("report_blocks.question.criteria"), columns, tuple(rows))


@BLOCKS.register("ranking")
def ranking(material: Material) -> Iterator[Block]:
    """Yield the ranking with the reasons for each rank, its readings and values; the indices of a monitor instead."""
    result = material.ranking
    if result is None:
        yield from material.chapters.get("ranking", ())
        return
    if material.pictures:
        yield illustrate("ranking", result, material.sources, forms=material.pictures)
    everyone = [str(name) for name in result.frame.index]
    remarks = remarks_of(result.findings, everyone)
    blocks = list(ranking_blocks(result, everyone[:SHOWN], remarks))
    yield blocks[0]
    if len(everyone) > SHOWN:
        yield Paragraph(say("report_blocks.ranking.cut", shown=SHOWN, count=number(len(everyone))), "note")
    yield from blocks[1:]


@BLOCKS.register("robustness")
def robustness(material: Material) -> Iterator[Block]:
    """Yield how sure the ranking is: the statement, spans of ranks, what was varied."""
    if material.robustness is None:
        return
    statement, *tables = material.certainty
    yield statement
    if material.pictures:
        yield illustrate("rank_intervals", material.robustness, material.sources, forms=material.pictures)
        if _TABLE_TELLS < len(material.robustness.names) <= SHOWN:
            yield illustrate(
                "acceptability", material.robustness, material.sources, share=0.85, forms=material.pictures
            )
    for block in tables:
        yield from _cut(block)


def _cut(block: Block) -> Iterator[Block]:
    """Yield a table with the first districts only, and how many there are."""
    if not isinstance(block, Table) or len(block.rows) <= SHOWN:
        yield block
        return
    yield replace(block, rows=block.rows[:SHOWN])
    yield Paragraph(say("report_blocks.robustness.cut", shown=SHOWN, count=number(len(block.rows))), "note")


@BLOCKS.register("maps")
def maps(material: Material) -> Iterator[Block]:
    """Yield the map of the fit and that of the types, where there are shapes."""
    if material.areas is None or not material.pictures:
        return
    if material.fit is not None:
        indicator = str(material.fit.frame.columns[0])
        yield illustrate(
            "map", material.fit, material.sources, indicator=indicator, areas=material.areas, forms=material.pictures
        )
    if material.typology is not None:
        yield illustrate("type_map", material.typology, material.sources, areas=material.areas, forms=material.pictures)


@BLOCKS.register("types")
def types(material: Material) -> Iterator[Block]:
    """Yield the types, their profiles and, up to 40, the districts with the reason for their type."""
    result = material.typology
    if result is None or material.typed is None:
        return
    yield types_table(result)
    if material.pictures and len(result.types) > 1 and len(result.profiles):
        yield illustrate("type_profiles", result, material.sources, forms=material.pictures)
    if len(result.frame) <= _REMARKS_TOLD:
        yield districts_table(result)
    yield profile_table(result, material.typed)
    yield Paragraph(say("typology.page.context"), "note")


@BLOCKS.register("profiles")
def profiles(material: Material) -> Iterator[Block]:
    """Yield one profile per candidate, each a chapter of its own."""
    bands = material.bands or [()] * len(material.profiles)
    for profile, ages in zip(material.profiles, bands, strict=True):
        yield Chapter(say("profile.title", name=profile.name), f"profile-{profile.district}")
        yield from profile_blocks(
            profile, ranking=material.ranking, bands=ages, pictures=material.pictures, remarks=False
        )


def _instrument(key: str) -> Callable[[Material], Iterator[Block]]:
    def chapter(material: Material) -> Iterator[Block]:
        """Yield the worded blocks of this instrument."""
        yield from material.chapters.get(key, ())

    return chapter


for _key in INSTRUMENTS:
    BLOCKS.add(_key, _instrument(_key))


@BLOCKS.register("data")
def data(material: Material) -> Iterator[Block]:
    """Yield what was read and what the checks found, each with its place and remedy."""
    words = {"sources": say_count("report_blocks.data.sources", len(material.sources))}
    words |= {"figures": number(material.figures), "districts": say_count("words.districts", material.districts)}
    yield Paragraph(say("report_blocks.data.text", **words))
    if material.ranking is not None:
        everyone = [str(name) for name in material.ranking.frame.index]
        yield from remarks_blocks(remarks_of(material.ranking.findings, everyone))
    told = [finding for finding in material.findings if finding.severity != "info"]
    if not told:
        yield Paragraph(say("report_blocks.data.no_findings"))
        return
    columns = (
        Column("title", say("rank.column.remark"), wide=True),
        Column("found", say("report_blocks.column.found"), wide=True),
        Column("where", say("rank.column.where"), wide=True),
    )
    rows = tuple((finding.title, finding.found, finding.place) for finding in told[:_REMARKS_TOLD])
    more = len(told) - len(rows)
    note = say("report_blocks.data.more", count=more) if more else ""
    yield Table("findings", say("report_blocks.data.findings"), columns, rows, note)


@BLOCKS.register("method")
def method(material: Material) -> Iterator[Block]:
    """Yield how values became scores, and one sheet per indicator."""
    result = material.ranking
    if result is not None:
        plan = result.plan
        weights = [f"{plan.criterion_label(k)} {percent(100 * s, 0)}" for k, s in plan.criterion_shares().items()]
        words = {name: say(f"aggregations.{getattr(plan, name)}.label") for name in ("within", "between")}
        words |= {
            "normalisation": say(f"normalisations.{plan.normalisation}.label"),
            "ties": say(f"rank.ties.{plan.ties}"),
        }
        yield Paragraph(say("rank.method", weights=join(weights), **words))
    yield from indicator_sheets(material.indicators, result)


@BLOCKS.register("sources")
def sources(material: Material) -> Iterator[Block]:
    """Yield publisher, date, population concept and licence of every table."""
    if material.sources:
        yield sources_note(material.sources)


@BLOCKS.register("standing")
def standing_sentence(material: Material) -> Iterator[Block]:
    """Yield what the result is for and what it does not say."""
    if material.ranking is not None:
        yield from (Paragraph(block.text, block.tone) for block in standing(material.ranking))
        return
    yield Paragraph(say("rank.areas_not_people"))
    yield Paragraph(say("rank.nationality_context"), "note")
