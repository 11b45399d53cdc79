"""How benefits are weighed against harms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.harms.statements import HarmStatement


def harm_weight(statements: Iterable[HarmStatement]) -> int:
    """What the statements weigh: each as many as the distinct harms it names, and at least one.

    A line that names no harm is a line on harm all the same, as 21 CFR 202.1(e)(5)(ii) weighs the
    presentation of risks and not their mere presence.
    """
    return sum(max(1, len(statement.harms)) for statement in statements)


def ratio(benefits: int, weight: int) -> float | None:
    """Benefit sentences to one of harm's weight, to two places; None where there is no harm."""
    return round(benefits / weight, 2) if weight else None
