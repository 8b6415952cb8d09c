"""``survey``."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.cli.common import PATH, Options, argument, command, deliver, option, output_options
from districtanalysis.cli.documents import PICTURED


@command("survey", section="survey")
@argument("file", type=PATH, required=False)
@option("--by", slot="by")
@option("--question", slot="question")
@output_options
def survey(*, file: Path | None, by: str | None, question: str | None, options: Options) -> int:
    """Evaluate a survey."""
    from districtanalysis.pipeline import survey as pipeline

    outcome = pipeline.run(
        file,
        by=by or "",
        question=question or "",
        pictures=PICTURED.get(options.format, ()),
        may_fall_back=options.output is None,
    )
    return deliver(outcome, options)
