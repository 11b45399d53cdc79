"""A changed article written in place of the old one: at any moment the file is one or the other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medlint.atomic import write_whole
from medlint.source import SourceError, decode, encoding_of

_AS_IT_WAS = "the file is as it was"


class WriteError(Exception):
    """A file that cannot be written; the message is one line that names it, and it is unchanged."""


def rewritten(data: bytes, name: str, old: str, new: str) -> bytes:
    """The new text as bytes in the encoding of `data`, which hold the old text.

    The byte order mark is kept, and line ends are as in the new text. Bytes that hold the new text
    already, as another run may have written it, are given as they are. Raises WriteError where they
    hold another text, or where the encoding cannot hold the new one.
    """
    try:
        found = decode(data, name).text
    except SourceError:
        found = ""
    if found == new:
        return data
    if found != old:
        raise _changed(name)
    encoding = encoding_of(data)
    advice = f"save it as UTF-8 and run again; {_AS_IT_WAS}"
    if encoding.encoded(old, "replace") != data:
        raise WriteError(f"{name}: holds bytes that are no {encoding.title} text; {advice}")
    try:
        return encoding.encoded(new)
    except UnicodeEncodeError as error:
        missing = new[error.start]
        raise WriteError(
            f"{name}: its encoding, {encoding.title}, has no “{missing}”, which a fix needs; "
            f"{advice}"
        ) from None


def _changed(name: str) -> WriteError:
    return WriteError(f"{name}: was changed while medlint read it; {_AS_IT_WAS}, so run again")


def rewrite(path: Path, name: str, old: str, new: str) -> tuple[bytes, str]:
    """Put the new text in place of the old one; gives the bytes written, and a note or "".

    A link is followed: the file it leads to is written. Its mode and, where allowed, its owner are
    kept. Raises WriteError where the file no longer holds the old text, is read-only, or cannot be
    written; then nothing has changed.
    """
    target = Path(os.path.realpath(path))
    data = b""

    def last_look() -> None:
        if target.read_bytes() != data:
            raise _changed(name)

    try:
        with _held(target, name) as status:
            data = target.read_bytes()
            changed = rewritten(data, name, old, new)
            if changed != data:
                write_whole(target, changed, last_look)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"{name}: cannot be written ({reason}); {_AS_IT_WAS}") from None
    others = status.st_nlink - 1
    if others > 0:
        names = "another name" if others == 1 else f"{others} other names"
        return changed, f"{name}: has {names} on the disk (hard links), which keep the old text"
    return changed, ""


@contextmanager
def _held(target: Path, name: str) -> Iterator[os.stat_result]:
    """The file's status, while no other run of medlint may write it."""
    with target.open("rb") as file:
        if not _locked(file.fileno()):
            raise WriteError(f"{name}: another program is writing it; {_AS_IT_WAS}, so run again")
        status = os.fstat(file.fileno())
        # Looked at here because the folder alone decides whether a file can be replaced.
        if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
            raise WriteError(f"{name}: is read-only; {_AS_IT_WAS}, so change its permissions first")
        yield status


def _locked(descriptor: int) -> bool:
    """Whether the file is now locked for this run; where there are no locks, it passes for it."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # Some network file systems know no locks.
        return True
    return True
