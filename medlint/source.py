"""Bytes of a file -> Document, with what was wrong with the bytes."""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from typing import BinaryIO, NamedTuple

from medlint.document import Document, Format, SourceProblem
from medlint.finding import Span

_FORMATS: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "mdx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rst": "rst",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
}

_UTF8_MARK = b"\xef\xbb\xbf"
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)

_FOREIGN_FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file"),
    (b"{\\rtf", "an RTF file"),
)

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
#: A text has next to no control characters; of random bytes, about one in ten is one.
_CONTROL_SHARE = 0.05


class Encoding(NamedTuple):
    """How the text of a file is stored: the byte order mark that opens it, and the codec."""

    mark: bytes
    codec: str
    title: str

    def encoded(self, text: str, errors: str = "strict") -> bytes:
        """The text as bytes, the mark before it; raises UnicodeEncodeError when it cannot be."""
        return self.mark + text.encode(self.codec, errors)


class SourceError(Exception):
    """A file that cannot be read as an article; the message is one line and names the file."""


def read(path: Path, name: str, max_size: int) -> Document:
    """The article in a file; raises SourceError when it is not text or cannot be read.

    `name` is the path as messages show it, `max_size` the largest size in bytes.
    """
    try:
        with path.open("rb") as stream:
            return read_stream(stream, name, max_size)
    except FileNotFoundError:
        raise SourceError(f"{name}: the file is gone; it was there when the run began") from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise SourceError(f"{name}: cannot be read ({reason}); check its permissions") from None


def read_stream(stream: BinaryIO, name: str, max_size: int) -> Document:
    """The article in a stream of bytes, of which at most `max_size` and one more are read."""
    return decode(read_bytes(stream, name, max_size), name)


def read_bytes(stream: BinaryIO, name: str, max_size: int) -> bytes:
    """All bytes of a stream; raises SourceError when there are more than `max_size`."""
    data = stream.read(max_size + 1)
    if len(data) > max_size:
        raise SourceError(
            f"{name}: larger than {_megabytes(max_size)}; "
            "split it, exclude it, or raise `max-file-size` in the configuration"
        )
    return data


def decode(data: bytes, name: str) -> Document:
    """The article in the bytes; raises SourceError when they are not text.

    UTF-8 is expected; UTF-16 and UTF-32 with a byte order mark, and Windows-1252 for anything
    else, are read with a SourceProblem that says so. Line ends are kept.
    """
    for start, kind in _FOREIGN_FORMATS:
        if data.startswith(start):
            raise SourceError(f"{name}: is {kind}, not text; save it as Markdown or plain text")
    text, problems = _decoded(data)
    _refuse_binary(text, name)
    if not text.strip():
        detail = "has nothing but white space in it" if data else "is empty"
        problems = (*problems, SourceProblem("empty", detail))
    return Document(name, text, format_of(name), problems)


def encoding_of(data: bytes) -> Encoding:
    """How `decode` reads the bytes."""
    for mark, codec, title in _WIDE_MARKS:
        if data.startswith(mark):
            return Encoding(mark, codec, title)
    mark = _UTF8_MARK if data.startswith(_UTF8_MARK) else b""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return Encoding(mark, "cp1252", "Windows-1252")
    return Encoding(mark, "utf-8", "UTF-8")


def format_of(name: str) -> Format:
    """The format that the suffix of the file's name stands for; plain text for any other."""
    return _FORMATS.get(PurePath(name).suffix.lower(), "text")


def _decoded(data: bytes) -> tuple[str, tuple[SourceProblem, ...]]:
    for mark, codec, title in _WIDE_MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(codec, "replace")
            return text, (SourceProblem("encoding", f"is {title}, not UTF-8"),)
    body = data.removeprefix(_UTF8_MARK)
    try:
        return body.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        # One byte is one character in Windows-1252; its five undefined bytes become U+FFFD.
        text = body.decode("cp1252", "replace")
        byte = len(data) - len(body) + error.start + 1
        detail = f"is not valid UTF-8 at byte {byte}; read as Windows-1252"
        span = Span(error.start, error.start + 1)
        return text, (SourceProblem("encoding", detail, span),)


def _refuse_binary(text: str, name: str) -> None:
    advice = "save it as UTF-8 text, or exclude it"
    nul = text.find("\0")
    if nul >= 0:
        raise SourceError(f"{name}: not text (a NUL at character {nul + 1}); {advice}")
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise SourceError(f"{name}: not text (too many control characters); {advice}")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB" if size >= 100_000 else f"{size} bytes"
