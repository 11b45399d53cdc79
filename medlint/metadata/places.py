"""Blocks of some kinds, to be asked whether an offset lies in one."""

from __future__ import annotations

from bisect import bisect_right

from medlint.document import Document
from medlint.layout import BlockKind


class Places:
    """The blocks of some kinds of a document."""

    def __init__(self, document: Document, kinds: frozenset[BlockKind]) -> None:
        self._blocks = [block.span for block in document.blocks if block.kind in kinds]
        self._starts = [span.start for span in self._blocks]

    def hold(self, offset: int) -> bool:
        """Whether the offset lies in one of them."""
        before = bisect_right(self._starts, offset) - 1
        return before >= 0 and offset < self._blocks[before].end
