"""What stops a measurement."""

from __future__ import annotations

import click


class QualityError(click.ClickException):
    """Something to put right first; the message is one line that names the file and the fix."""

    exit_code = 2
