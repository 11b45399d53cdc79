"""Check digits of book, journal and author numbers, computed from the digits before them."""

from __future__ import annotations


def isbn_check_digit(body: str) -> str:
    """The last digit of an ISBN from the 9 or the 12 digits before it.

    ISO 2108: ten digits weigh 10 down to 1, modulo 11, ten being X; thirteen weigh 1 and 3 in turn.
    """
    if len(body) == 9:
        return _modulo_eleven(body, 10)
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return str(-weighed % 10)


def issn_check_digit(body: str) -> str:
    """The last digit of an ISSN from the 7 digits before it (ISO 3297: weights 8 down to 2)."""
    return _modulo_eleven(body, 8)


def orcid_check_digit(body: str) -> str:
    """The last digit of an ORCID from the 15 digits before it (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in body:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


def _modulo_eleven(body: str, first_weight: int) -> str:
    weighed = sum(int(digit) * (first_weight - place) for place, digit in enumerate(body))
    return "0123456789X"[-weighed % 11]
