"""Writing to standard output so that a closed pipe or an old terminal does no harm."""

from __future__ import annotations

import os
import sys

import click


class UserError(click.ClickException):
    """Something that the user must fix; the message is one line."""

    exit_code = 2


def write(text: str) -> None:
    """Write the text to standard output as it is, colours included.

    Characters that the terminal's encoding lacks become question marks. A reader that closed the
    pipe, such as `head`, has seen enough; any other failure is a UserError.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    _echo(text.encode(encoding, "replace").decode(encoding))


def write_bytes(content: bytes) -> None:
    """Write to standard output a file format that has its own encoding and line ends.

    Closed pipes and failures are as in `write`.
    """
    _echo(content)


def _echo(content: str | bytes) -> None:
    try:
        click.echo(content, nl=False, color=True)
    except BrokenPipeError:
        _discard_standard_output()
    except OSError as error:
        _discard_standard_output()
        raise UserError(f"cannot write the output ({error.strerror or error})") from None


def wants_color(choice: str) -> bool:
    """Whether to colour what goes to standard output: "auto", "always" or "never".

    On "auto", a set NO_COLOR (https://no-color.org) says no, a set FORCE_COLOR yes, and otherwise
    only a terminal gets colour.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _discard_standard_output() -> None:
    """Send what is still to come nowhere, or the interpreter would fail again when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
