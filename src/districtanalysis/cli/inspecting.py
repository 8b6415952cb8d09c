"""``inspect``: examine a table that nobody has described."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.cli.common import PATH, Options, Whole, argument, command, deliver, option, output_options


@command("inspect", section="inspect")
@argument("file", type=PATH)
@option("--sheet", slot="name")
@option("--table", type=Whole(1), slot="number")
@option("--write", "write_to", type=PATH, slot="file")
@option("-e", "--encoding", slot="name")
@option("-d", "--delimiter", slot="sign")
@option("-t", "--tabs", is_flag=True)
@option("--decimal", slot="sign")
@option("--thousands", slot="sign")
@output_options
def inspect(
    *,
    file: Path,
    sheet: str | None,
    table: int | None,
    write_to: Path | None,
    encoding: str | None,
    delimiter: str | None,
    tabs: bool,
    decimal: str | None,
    thousands: str | None,
    options: Options,
) -> int:
    """Examine an unknown table."""
    from districtanalysis.pipeline import inspect as pipeline

    outcome = pipeline.run(
        file,
        sheet=sheet,
        table=table,
        write_to=write_to,
        encoding=encoding,
        delimiter="\t" if tabs else delimiter,
        decimal=decimal,
        thousands=thousands,
        force=options.force,
    )
    return deliver(outcome, options)
