"""What an article shows, as the steps of a scorecard ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medlint.finding import Span


@dataclass(frozen=True, slots=True)
class Signal:
    """How much of something an article holds, where, and in which words.

    `count` is what a threshold is compared with; 0 says that there is none. `spans` are the places
    that show it, in text order. `words` fill the reason that an editor reads.
    """

    count: int = 0
    spans: tuple[Span, ...] = ()
    words: tuple[str, ...] = ()


def seen(spans: Iterable[Span], words: Sequence[str] = ()) -> Signal:
    """The signal of so many places, in text order; without any, an empty one."""
    places = tuple(sorted(set(spans)))
    return Signal(len(places), places, tuple(words) if places else ())
