"""A file of values by keys that many runs share, small and never in anybody's way.

It is SQLite: a run that is killed leaves it whole. A file that is damaged, or of another form, is
thrown away; one that cannot be read, written or locked is done without. No method raises.
"""

from __future__ import annotations

import sqlite3
import time
from _blake2 import blake2b
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

FILE_NAME = "results.sqlite"
#: Rises when the form of the file changes; a file with another number is thrown away.
FORM = 1
#: What the file holds at most, but for what one run adds in one go.
MOST_BYTES = 500_000_000
#: Seconds to wait for another run that is writing.
_PATIENCE = 5.0
#: How exactly it is noted when a value was used last; noting it at every use would cost more.
_SECONDS_A_TICK = 6 * 3600
#: Keys asked for in one statement; SQLite takes 999 in all its versions.
_AT_ONCE = 500
_SUM = 8

_Made = TypeVar("_Made")


class Store:
    """Values by keys, the ones used longest ago dropped when there is no room."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.path = folder / FILE_NAME
        self._most_bytes = most_bytes

    def values(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that have one."""
        if not keys or not self.path.exists():
            return {}
        return self._with_file(lambda file: _values(file, keys)) or {}

    def put(self, values: Sequence[tuple[bytes, bytes]]) -> None:
        """Put values under their keys, in place of any that are there."""
        if values:
            self._with_file(lambda file: self._put(file, values))

    def count(self) -> int:
        """How many values there are; 0 where there is no file."""
        if not self.path.exists():
            return 0
        return self._with_file(lambda file: int(_number(file, "SELECT count(*) FROM kept"))) or 0

    def size(self) -> int:
        """The bytes of the file; 0 where there is none."""
        with suppress(OSError):
            return self.path.stat().st_size
        return 0

    def clear(self) -> None:
        """Throw the file away; raises OSError when that cannot be done."""
        for path in (self.path, self._journal):
            path.unlink(missing_ok=True)

    @property
    def _journal(self) -> Path:
        return self.path.with_name(f"{FILE_NAME}-journal")

    def _with_file(self, work: Callable[[sqlite3.Connection], _Made]) -> _Made | None:
        """What the work makes of the open file; None when the file is of no use."""
        for _ in range(2):
            try:
                with closing(self._opened()) as file:
                    return work(file)
            except sqlite3.OperationalError as error:
                # Busy, read-only, full: it may be of use again; without its table it never is.
                if not str(error).startswith("no such"):
                    return None
            except sqlite3.DatabaseError:
                pass
            except OSError:
                return None
            try:
                self.clear()
            except OSError:
                return None
        return None

    def _opened(self) -> sqlite3.Connection:
        """The file, made where there is none; raises sqlite3.Error or OSError."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            form = _number(file, "PRAGMA user_version")
            if form != FORM:
                if form or _number(file, "SELECT count(*) FROM sqlite_master"):
                    raise sqlite3.DatabaseError(f"form {form}")
                _make(file)
            # What a loss of power damages is noticed by the sums.
            file.execute("PRAGMA synchronous = OFF")
        except BaseException:
            file.close()
            raise
        return file

    def _put(self, file: sqlite3.Connection, values: Sequence[tuple[bytes, bytes]]) -> None:
        now = _tick()
        rows = [(key, _sum(key, value) + value, now) for key, value in values]
        with _writing(file):
            file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
            self._make_room(file)

    def _make_room(self, file: sqlite3.Connection) -> None:
        """Drop what was used longest ago until a tenth of the room is free again."""
        page = _number(file, "PRAGMA page_size")
        used = page * (_number(file, "PRAGMA page_count") - _number(file, "PRAGMA freelist_count"))
        if used <= self._most_bytes:
            return
        too_much = used - self._most_bytes * 9 // 10
        dropped: list[tuple[int]] = []
        oldest = "SELECT rowid, length(value) FROM kept ORDER BY used, rowid"
        for row, size in file.execute(oldest):
            if too_much <= 0:
                break
            dropped.append((row,))
            too_much -= size
        file.executemany("DELETE FROM kept WHERE rowid = ?", dropped)


def _make(file: sqlite3.Connection) -> None:
    with _writing(file):
        # Another run may have made it in the meantime.
        file.execute(
            "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB, used INTEGER)"
        )
        file.execute("CREATE INDEX IF NOT EXISTS kept_by_use ON kept (used)")
        file.execute(f"PRAGMA user_version = {FORM}")


class _writing:  # noqa: N801 - it is used as a block, as what contextlib makes is
    """A change of the file that is made as a whole or not at all."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def __enter__(self) -> None:
        self._file.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            self._file.execute("COMMIT")
        elif self._file.in_transaction:
            self._file.execute("ROLLBACK")


def _values(file: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    long_unused: list[bytes] = []
    now = _tick()
    for some in _batches(keys):
        marks = ",".join("?" * len(some))
        rows = file.execute(f"SELECT key, value, used FROM kept WHERE key IN ({marks})", some)
        for key, value, used in rows:
            if value[:_SUM] != _sum(key, value[_SUM:]):
                raise sqlite3.DatabaseError("a value is not what was put there")
            found[key] = value[_SUM:]
            if used != now:
                long_unused.append(key)
    if long_unused:
        # Not worth waiting for: at worst something is dropped too early.
        with suppress(sqlite3.OperationalError), _writing(file):
            used_now = [(now, key) for key in long_unused]
            file.executemany("UPDATE kept SET used = ? WHERE key = ?", used_now)
    return found


def _batches(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _number(file: sqlite3.Connection, statement: str) -> int:
    number: int = file.execute(statement).fetchone()[0]
    return number


def _sum(key: bytes, value: bytes) -> bytes:
    digest = blake2b(key, digest_size=_SUM)
    digest.update(value)
    return digest.digest()


def _tick() -> int:
    return int(time.time()) // _SECONDS_A_TICK
