"""Values as cells of a CSV file that a spreadsheet may open."""

from __future__ import annotations

# A spreadsheet takes a cell that opens with one of these for a formula and computes it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """The value as a spreadsheet can be trusted with it: an apostrophe before a formula's sign."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
