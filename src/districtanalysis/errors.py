"""Every error that the package raises on purpose.

The message is worded where the error is raised (in the language in force there), so that
``str(error)`` is the one sentence a person reads: what was found, where, what was expected,
what to do next.
"""

from __future__ import annotations


class DistrictAnalysisError(Exception):
    """Something a person can mend; the message says how. Parent of all errors below."""

    exit_code = 1


class UsageError(DistrictAnalysisError):
    """A call or command line that cannot be carried out as it was given."""

    exit_code = 2


class SourceError(DistrictAnalysisError):
    """A file that cannot be read: missing, of another kind, damaged, locked, without the sheet."""


class LayoutError(SourceError):
    """A table that does not stand as its layout says: missing column, header or date."""


class StudyError(DistrictAnalysisError):
    """A study, recipe or layout file with unknown keys or impossible settings."""


class SelectionError(DistrictAnalysisError):
    """Figures that were asked for and do not follow from what is printed."""


class MethodError(DistrictAnalysisError):
    """A method that is not defined for the values it was given."""


class MissingValueError(MethodError):
    """Values that are missing where the declared policy is to refuse."""


class OutputError(DistrictAnalysisError):
    """An output that cannot be written, or that exists already."""


class DataFindingError(DistrictAnalysisError):
    """Data with findings of severity error; ``findings`` holds them."""

    exit_code = 3

    def __init__(self, message: str, findings: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class MissingExtraError(DistrictAnalysisError):
    """An optional package that is not installed; the message names the extra."""


class DistrictAnalysisWarning(UserWarning):
    """Category of every warning that the package emits."""
