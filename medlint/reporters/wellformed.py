"""Text that every reader of a format takes: without what Unicode or XML does not allow."""

from __future__ import annotations

import re

from medlint.finding import Severity

_REPLACEMENT = "\ufffd"
# Half of a character beyond U+FFFF, which a damaged file or file name can leave alone.
_SURROGATE = re.compile("[\ud800-\udfff]")
# All but the Char of XML 1.0 (https://www.w3.org/TR/xml/#charsets), and the C1 control characters,
# which it discourages.
_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The names that formats with three levels of their own have for the lowest.
_LOWEST = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def valid(text: str) -> str:
    """The text with U+FFFD for every lone surrogate."""
    return _SURROGATE.sub(_REPLACEMENT, text)


def xml_attribute(text: str) -> str:
    """The text as the value of an attribute, in double quotes; line ends and tabs are kept."""
    escaped = xml_content(text).replace('"', "&quot;")
    return escaped.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def xml_content(text: str) -> str:
    """The text as the content of an element, with U+FFFD for what XML 1.0 does not allow."""
    allowed = _NOT_XML.sub(_REPLACEMENT, text)
    escaped = allowed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#13;")


def level(severity: Severity, lowest: str) -> str:
    """The severity where a format calls suggestions something else."""
    return _LOWEST.get(severity, lowest)
