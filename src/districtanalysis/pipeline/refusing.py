"""Nothing is computed from a table with errors: they are told together, each with its place and remedy."""

from __future__ import annotations

from collections.abc import Iterable

from districtanalysis.domain.finding import Finding, order
from districtanalysis.errors import DataFindingError
from districtanalysis.language import say_count


def refuse_errors(findings: Iterable[Finding]) -> None:
    """Raise ``DataFindingError`` (exit code 3) where one of ``findings`` is an error."""
    errors = tuple(sorted((finding for finding in findings if finding.severity == "error"), key=order))
    if errors:
        lines = [f"  {finding.message}" for finding in errors]
        raise DataFindingError("\n".join([say_count("pipeline.errors_found", len(errors)), *lines]), errors)
