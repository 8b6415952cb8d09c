"""The first stages, which most commands share: study -> data -> findings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from districtanalysis.checks.run import check
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.study import Study
from districtanalysis.errors import DataFindingError
from districtanalysis.language import say_count
from districtanalysis.pipeline.locate import locate
from districtanalysis.pipeline.processed import load_for_command
from districtanalysis.sources.study_file import load_study


@dataclass(frozen=True, slots=True)
class Prepared:
    """A study with its data and what the checks found; ``messages`` are for stderr."""

    study: Study
    data: DistrictData
    findings: tuple[Finding, ...]
    messages: tuple[str, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of severity error."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    def refuse_errors(self) -> None:
        """Raise ``DataFindingError`` where the data have errors: nothing is computed from them."""
        if self.errors:
            lines = [f"  {finding.message}" for finding in self.errors]
            head = say_count("pipeline.errors_found", len(self.errors))
            raise DataFindingError("\n".join([head, *lines]), self.errors)


def prepare(given: Path | None, *, may_fall_back: bool = True) -> Prepared:
    """Return the study, its data and the findings of all checks.

    Raises what locating, reading and loading raise.
    """
    located = locate(given, may_fall_back=may_fall_back)
    study = load_study(located.path)
    data = load_for_command(study)
    messages = (located.message,) if located.message else ()
    return Prepared(study, data, check(data, study), messages)
