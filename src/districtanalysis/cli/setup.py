"""``example`` and ``init``: a study to start from."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from districtanalysis.cli.asking import ask
from districtanalysis.cli.common import (
    PATH,
    Choice,
    Day,
    Options,
    argument,
    command,
    common_options,
    deliver,
    option,
    tell,
)
from districtanalysis.errors import UsageError
from districtanalysis.language import current, join, say
from districtanalysis.language.texts import section

HERE = Path()


def concept_names() -> dict[str, str]:
    """Return what fills the help text of ``--concept``."""
    return {"concepts": ", ".join(concepts())}


def concepts() -> tuple[str, ...]:
    """Return the population concepts that a source can name, which all have a label.

    >>> "main_residence" in concepts()
    True
    """
    return tuple(section(current(), "concept"))


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What is said about one table; ``file`` as it was given, from the current folder."""

    file: str
    publisher: str
    date: str
    population_concept: str
    licence: str


@command("example")
@argument("directory", type=PATH)
@option("--town", slot="name", default="heidenheim")
@common_options
def example(*, directory: Path, town: str, options: Options) -> int:
    """Write an example study."""
    from districtanalysis.pipeline import example as pipeline

    return deliver(pipeline.run(directory, town, options.force), options)


@command("init")
@argument("directory", type=PATH, default=HERE, required=False)
@option("--xlsx", is_flag=True)
@option("--title", slot="text")
@option("--purpose", slot="text")
@option("--city", slot="name")
@option("--table", "tables", multiple=True, slot="file")
@option("--publisher", "publishers", multiple=True, slot="text")
@option("--date", "dates", type=Day(), multiple=True, slot="date")
@option("--concept", "population_concepts", type=Choice(concepts), multiple=True, slot="name", fill=concept_names)
@option("--licence", "licences", multiple=True, slot="text")
@option("--with", "instruments", multiple=True, slot="names")
@common_options
def init(
    *,
    directory: Path,
    xlsx: bool,
    title: str | None,
    purpose: str | None,
    city: str | None,
    tables: tuple[str, ...],
    publishers: tuple[str, ...],
    dates: tuple[str, ...],
    population_concepts: tuple[str, ...],
    licences: tuple[str, ...],
    instruments: tuple[str, ...],
    options: Options,
) -> int:
    """Set up a study from one's own tables."""
    from districtanalysis.pipeline import init as pipeline

    wanted = [name.strip() for names in instruments for name in names.split(",") if name.strip()]
    if wanted and not any((xlsx, title, purpose, city, tables)):
        from districtanalysis.pipeline import templates

        return deliver(templates.run(directory, wanted, force=options.force), options)
    head = {"title": title, "purpose": purpose, "city": city}
    details = {"publisher": publishers, "date": dates, "concept": population_concepts, "licence": licences}
    asking = sys.stdin.isatty()
    if not asking:
        _refuse_gaps(head, tables, details, workbook=xlsx)
    elif not all(head.values()) or not (tables or xlsx):
        tell(say("cli.init.intro", folder=directory.resolve()))
    answers = {name: given or ask(say(f"cli.init.{name}")) for name, given in head.items()}
    if not (tables or xlsx):
        tables = _ask_tables()
    for file in tables:
        _existing(file)
    sources = tuple(_entry(place, file, len(tables), details) for place, file in enumerate(tables))
    outcome = pipeline.run(
        directory,
        **answers,
        sources=[asdict(source) for source in sources],
        workbook=xlsx,
        instruments=wanted,
        force=options.force,
    )
    return deliver(outcome, options)


def _refuse_gaps(
    head: dict[str, str | None], tables: tuple[str, ...], details: dict[str, tuple[str, ...]], *, workbook: bool
) -> None:
    """Raise ``UsageError`` where nobody can be asked for what the options do not say."""
    missing = [f"--{name}" for name, given in head.items() if not given]
    if not workbook and not tables:
        missing.append("--table")
    if not workbook or tables:
        missing += [f"--{name}" for name, given in details.items() if not given]
    if missing:
        raise UsageError(say("cli.init.missing", names=join(missing)))


def _ask_tables() -> tuple[str, ...]:
    found: list[str] = []
    while True:
        answer = ask(say("cli.init.table"), needed=not found, read=_existing)
        if not answer:
            return tuple(found)
        found.append(answer)


def _existing(file: str) -> str:
    if not Path(file).is_file():
        raise click.BadParameter(say("cli.init.not_there", file=file))
    return file


def _entry(place: int, file: str, count: int, details: dict[str, tuple[str, ...]]) -> SourceEntry:
    """Return what is known about one table, asking for the rest."""
    for name, given in details.items():
        if len(given) not in (0, 1, count):
            raise UsageError(say("cli.init.counts_differ", option=f"--{name}", found=len(given), tables=count))
    if not all(details.values()):
        tell(say("cli.init.about_table", file=file))
    readers = {
        "date": lambda text: Day().convert(text, None, None),
        "concept": _concept,
    }
    values = {}
    for name, given in details.items():
        stated = given[0 if len(given) == 1 else place] if given else ""
        if name == "concept" and not stated:
            for number, key in enumerate(concepts(), 1):
                tell(f"    {number}  {say(f'concept.{key}')}")
        default = "1" if name == "concept" else ""
        values[name] = stated or ask(say(f"cli.init.{name}"), default, read=readers.get(name))
    return SourceEntry(file, values["publisher"], values["date"], values["concept"], values["licence"])


def _concept(answer: str) -> str:
    """Return the concept that is meant by its number in the list or by its name."""
    known = concepts()
    if answer.isdecimal() and 1 <= int(answer) <= len(known):
        return known[int(answer) - 1]
    return Choice(concepts).convert(answer, None, None)
