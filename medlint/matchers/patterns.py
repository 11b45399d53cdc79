"""Regular expressions of rule files: compiled as one, and stopped when they take too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regex import Pattern

#: Seconds after which a pattern is given up; patterns may come from a user's pack.
PATTERN_TIMEOUT = 1.0


def compiled(patterns: tuple[str, ...]) -> Pattern[str]:
    """One pattern for several, ignoring case; raises ValueError with the pattern at fault."""
    import regex

    try:
        return regex.compile("|".join(f"(?:{pattern})" for pattern in patterns), regex.IGNORECASE)
    except regex.error as error:
        raise ValueError(f"pattern {patterns[0]!r}: {error}") from None


def compiled_if_any(patterns: tuple[str, ...]) -> Pattern[str] | None:
    """One pattern for several, or None for none; raises ValueError as `compiled` does."""
    return compiled(patterns) if patterns else None


def pattern_mistakes(patterns: Iterable[str]) -> Iterator[str]:
    """What is wrong with each pattern that is no regular expression."""
    for pattern in patterns:
        try:
            compiled((pattern,))
        except ValueError as error:
            yield str(error)
