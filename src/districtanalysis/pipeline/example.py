"""``example``: a shipped study, copied to start from."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.datasets.shipped import town as shipped_town
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.report.writing import write_all
from districtanalysis.report.written_page import written_page


def run(directory: Path, town: str = "heidenheim", force: bool = False) -> Outcome:  # noqa: FBT001, FBT002 - --force
    """Return the page of the files written to ``directory``: the tables and the study of a shipped town.

    Raises ``StudyError`` for an unknown town, ``OutputError`` where a file exists and ``force`` is
    not given: then nothing is written at all.
    """
    source = shipped_town(town).parent
    files = {
        path.relative_to(source).as_posix(): path.read_bytes() for path in sorted(source.rglob("*")) if path.is_file()
    }
    write_all({directory / name: content for name, content in files.items()}, force=force)
    return Outcome(written_page("written.example", directory, sorted(files), next_step=directory / "study.toml"))
