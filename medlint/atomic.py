"""Writing a file whole or not at all, whenever the process is killed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

#: Names of streams that are open already, whatever they lead to.
_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")


def write_whole(file: Path, content: bytes, last_look: Callable[[], None] = lambda: None) -> None:
    """Put the content in place of the file, or make it; raises OSError, the file then as it was.

    Whoever reads the file meanwhile sees the old content or the new one. A link is followed, and
    the file keeps its mode and, where that is allowed, its owner. `last_look` is called when all is
    ready; what it raises leaves the file as it was. A device or a pipe is written to as it is.
    """
    if _takes_streams(file):
        last_look()
        with open(file, "wb") as stream:
            stream.write(content)
        return
    # Imported here: most runs write nothing.
    import tempfile

    target = os.path.realpath(file)
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".medlint-writing-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _keep_owner(target, temporary)
        # After the owner, which takes marks off the mode when it changes.
        os.chmod(temporary, _mode(target))
        last_look()
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _settle(os.path.dirname(target))


def _takes_streams(file: Path) -> bool:
    """Whether a name stands for a device, a pipe or an open stream, which nothing may replace."""
    if os.path.abspath(file).startswith(_STREAMS):
        return True
    try:
        mode = os.stat(file).st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _keep_owner(target: str, temporary: str) -> None:
    """Give the new file the owner of the old one, if there is one and that is allowed."""
    with suppress(OSError):
        old, new = os.stat(target), os.stat(temporary)
        if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            os.chown(temporary, old.st_uid, old.st_gid)


def _settle(folder: str) -> None:
    """Have the folder's new entry on the disk, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mode(target: str) -> int:
    """The mode of the file, or the one that a new file gets here."""
    try:
        return os.stat(target).st_mode & 0o7777
    except FileNotFoundError:
        # The mask can only be read by setting it.
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
