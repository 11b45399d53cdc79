from collections.abc import Mapping, Sequence
from typing import TypeVar

_Mention = TypeVar("_Mention", bound=tuple[int, int, object])

def tokens(
    text: str, small: Mapping[str, str]
) -> tuple[list[str], list[str], list[int], list[int]]: ...
def places(words: Sequence[str]) -> dict[str, list[int]]: ...
def mentions(
    words: list[str],
    written: list[str],
    ranges: list[tuple[int, int]],
    known: Mapping[str, object],
    mention: type[_Mention],
) -> list[list[_Mention]]: ...
