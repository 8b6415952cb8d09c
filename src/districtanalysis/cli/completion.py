"""``completion``: the script that makes the tab key complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from districtanalysis.cli.common import Choice, argument, command, language_option
from districtanalysis.cli.streams import write_out

# click derives the name from that of the program.
VARIABLE = "_DISTRICTANALYSIS_COMPLETE"


def shells() -> tuple[str, ...]:
    """Return the shells that the installed click can complete for.

    >>> "bash" in shells()
    True
    """
    return tuple(name for name in ("bash", "zsh", "fish", "powershell") if get_completion_class(name) is not None)


@command("completion")
@argument("shell", type=Choice(shells))
@language_option
def completion(*, shell: str) -> int:
    """Print the completion script of a shell."""
    program = click.get_current_context().find_root()
    found = get_completion_class(shell)
    if found is None:
        raise TypeError(f"shell must be one of {shells()}, got {shell!r} instead")
    script = found(program.command, {}, program.info_name or "districtanalysis", VARIABLE)
    # The script itself, without the check of the shell's version, which would need to start the shell.
    write_out((script.source_template % script.source_vars()).encode())
    return 0
