"""``check``: what is odd about the tables of a study, or about tables without one; on request marked in copies of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from districtanalysis.checks.run import check
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.study import Source, Study
from districtanalysis.domain.study_sheets import in_all_languages
from districtanalysis.errors import SourceError, UsageError
from districtanalysis.language import join, say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.report.findings_page import findings_page
from districtanalysis.report.writing import refuse, write_all
from districtanalysis.sources.fitting import read_alone
from districtanalysis.sources.loader import data_of
from districtanalysis.sources.opening import normal
from districtanalysis.sources.source_table import Read

Marks = tuple[str, Path, Source | None]  # name in the findings, path, how a study reads it


def run(
    given: Path | Sequence[Path] | None = None,
    *,
    layouts: Sequence[str] = (),
    mark: Path | None = None,
    may_fall_back: bool = True,
    force: bool = False,
) -> Outcome:
    """Return the page of the findings; the exit code is 3 where one of them is an error.

    ``given`` is a study, or one or more tables, which are compared with each other; ``layouts`` names
    one layout for all tables or one for each. ``mark`` is a workbook, or a folder where there are
    several tables, for copies with the findings marked. Raises ``UsageError`` for options that do not
    go together, and what reading and writing raise.
    """
    paths = [] if given is None else [given] if isinstance(given, Path) else list(given)
    if mark is not None and _is_file(mark):
        refuse(mark, force=force)  # before a long computation, not after it
    if len(paths) <= 1 and not layouts and (not paths or _is_study(paths[0])):
        prepared = prepare(paths[0] if paths else None, may_fall_back=may_fall_back)
        data, findings, messages = prepared.data, prepared.findings, list(prepared.messages)
        title = prepared.study.title
        tables = _of_study(prepared.study)
    else:
        data = data_of(_each(paths, layouts))
        findings, messages = check(data), []
        title = join(path.name for path in paths)
        tables = [(path.name, path, None) for path in paths]
    page = findings_page(findings, data.sources, title)
    if mark is not None:
        messages += _marked(tables, findings, mark, force=force)
    failed = any(finding.severity == "error" for finding in findings)
    return Outcome(page, tuple(messages), (), 3 if failed else 0, findings)


def _each(paths: Sequence[Path], layouts: Sequence[str]) -> list[Read]:
    studies = [path.name for path in paths if _is_study(path)]
    if studies:
        raise UsageError(say("check.study_and_tables", study=studies[0]))
    if len(layouts) > 1 and len(layouts) != len(paths):
        raise UsageError(say("check.layouts_and_tables", layouts=len(layouts), tables=len(paths)))
    named: Sequence[str | None] = layouts if len(layouts) == len(paths) else [*layouts, None][:1] * len(paths)
    ids: dict[str, int] = {}
    reads = []
    for path, layout in zip(paths, named, strict=True):
        ids[path.stem] = ids.get(path.stem, 0) + 1
        name = path.stem if ids[path.stem] == 1 else f"{path.stem} ({ids[path.stem]})"
        reads.append(read_alone(path, layout, id=name))
    return reads


def _is_study(path: Path) -> bool:
    """Return whether a path is a study: a folder, a TOML file, or a workbook with the sheet that names one."""
    if path.is_dir() or path.suffix.lower() == ".toml":
        return True
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return False
    from districtanalysis.sources.workbook import sheets

    return bool(set(sheets(path)) & set(in_all_languages("workbook.sheet.study")))


def _of_study(study: Study) -> list[Marks]:
    """Return each file of a study once."""
    found: dict[Path, Marks] = {}
    for source in study.source:
        path = normal(study.folder, source.file)
        found.setdefault(path, (path.name, path, source))
    return list(found.values())


def _marked(tables: Sequence[Marks], findings: Sequence[Finding], mark: Path, *, force: bool) -> list[str]:
    """Write the marked copies; return what to say about them."""
    from districtanalysis.sources.marking import MARKABLE, loses_drawings, marked_copy

    concerned = [table for table in tables if any(finding.file == table[0] for finding in findings)]
    if not concerned:
        return [say("check.mark.nothing")]
    able = [table for table in concerned if table[1].suffix.lower() in MARKABLE]
    unable = [table for table in concerned if table not in able]
    if not able:
        suffixes = join(sorted({table[1].suffix for table in unable}))
        raise SourceError(say("check.mark.wrong_kind", file=join(table[0] for table in unable), suffix=suffixes))
    if _is_file(mark) and len(able) > 1:
        raise UsageError(say("check.mark.several", path=mark, files=join(table[0] for table in able)))
    targets = [mark if _is_file(mark) else mark / _name(table[1]) for table in able]
    for target, (_, path, _) in zip(targets, able, strict=True):
        if target.resolve() == path.resolve():
            raise UsageError(say("check.mark.original", path=target))
    copies = {
        target: marked_copy(path, [finding for finding in findings if finding.file == name], source)
        for target, (name, path, source) in zip(targets, able, strict=True)
    }
    write_all(copies, force=force)
    messages = [say("cli.written", path=target) for target in targets]
    messages += [say("check.mark.drawings", file=name) for name, path, _ in able if loses_drawings(path)]
    if unable:
        messages.append(say("check.mark.left_out", files=join(table[0] for table in unable)))
    return messages


def _is_file(target: Path) -> bool:
    return target.suffix.lower() in {".xlsx", ".xlsm"} and not target.is_dir()


def _name(path: Path) -> str:
    suffix = path.suffix.lower() if path.suffix.lower() == ".xlsm" else ".xlsx"
    return f"{path.stem}-{say('check.mark.ending')}{suffix}"
