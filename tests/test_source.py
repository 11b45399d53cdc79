import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.finding import Span
from medlint.source import SourceError, decode, format_of, read, read_stream


def problem_of(data: bytes, name: str = "a.md") -> str:
    with pytest.raises(SourceError) as error:
        decode(data, name)
    message = str(error.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    return message


def test_plain_utf8_has_no_problems():
    document = decode("Café – “two”\n".encode(), "a.md")
    assert document.text == "Café – “two”\n"
    assert document.problems == ()


def test_line_ends_are_kept():
    assert decode(b"a\r\nb\rc\n", "a.txt").text == "a\r\nb\rc\n"


def test_the_byte_order_mark_does_not_shift_the_first_line():
    document = decode(b"\xef\xbb\xbfTea cures.\n", "a.md")
    assert document.text.startswith("Tea")
    assert document.position(document.text.index("cures")) == (1, 5)
    assert document.problems == ()


@pytest.mark.parametrize(
    ("codec", "title"),
    [("utf-16", "UTF-16"), ("utf-32", "UTF-32")],
)
def test_wide_encodings_are_read_by_their_mark_and_told(codec, title):
    document = decode("Tea – ok\n".encode(codec), "a.md")
    assert document.text == "Tea – ok\n"
    (problem,) = document.problems
    assert problem.kind == "encoding"
    assert title in problem.detail


def test_big_endian_utf16_and_a_cut_last_character():
    data = b"\xfe\xff" + "Tea".encode("utf-16-be") + b"\x00"
    assert decode(data, "a.md").text == "Tea\ufffd"


def test_invalid_utf8_is_read_as_windows_1252_and_the_byte_is_named():
    document = decode(b"Dose \x96 5 mg caf\xe9", "a.txt")
    assert document.text == "Dose – 5 mg café"
    (problem,) = document.problems
    assert problem.kind == "encoding"
    assert problem.detail == "is not valid UTF-8 at byte 6; read as Windows-1252"
    assert problem.span == Span(5, 6)


def test_after_a_byte_order_mark_the_byte_is_counted_from_the_start_of_the_file():
    document = decode(b"\xef\xbb\xbfa\xe9", "a.txt")
    (problem,) = document.problems
    assert "at byte 5;" in problem.detail
    assert document.text[problem.span.start] == "é"


def test_bytes_that_windows_1252_lacks_keep_their_place():
    document = decode(b"a\x81b\xe9", "a.txt")
    assert document.text == "a\ufffdbé"


def test_a_nul_is_refused():
    assert "NUL at character 3" in problem_of(b"ab\0cd")


def test_utf16_without_its_mark_is_refused():
    assert "not text" in problem_of("Tea".encode("utf-16-le"))


def test_control_characters_are_refused():
    assert "control characters" in problem_of(bytes(range(1, 32)) * 50)


def test_a_stray_control_character_is_not_a_reason_to_refuse():
    assert decode(b"Some ordinary words with one \x0b\x01 mishap in them, no more.", "a.md").text


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"%PDF-1.7\n", "PDF"), (b"PK\x03\x04\x14", "Word"), (b"{\\rtf1", "RTF")],
)
def test_formats_of_word_processors_are_named(start, kind):
    message = problem_of(start + b" rest of the file")
    assert kind in message
    assert "save it as" in message


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "has nothing but white space in it"),
        (b" \r\n\t\n", "has nothing but white space in it"),
    ],
)
def test_an_empty_file_is_a_document_with_a_problem(data, detail):
    document = decode(data, "a.md")
    (problem,) = document.problems
    assert (problem.kind, problem.detail) == ("empty", detail)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.md", "markdown"),
        ("a.MARKDOWN", "markdown"),
        ("dir.md/a.mdx", "mdx"),
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a.xhtml", "html"),
        ("a.rst", "rst"),
        ("a.adoc", "asciidoc"),
        ("a.asciidoc", "asciidoc"),
        ("a.txt", "text"),
        ("README", "text"),
        ("<stdin>", "text"),
    ],
)
def test_the_suffix_tells_the_format(name, expected):
    assert format_of(name) == expected


def test_a_file_above_the_limit_is_refused_without_reading_it_all():
    class Counting(io.BytesIO):
        taken = 0

        def read(self, size=-1):
            data = super().read(size)
            self.taken += len(data)
            return data

    stream = Counting(b"x" * 1_000_000)
    with pytest.raises(SourceError, match=r"^big.md: larger than 1000 bytes; .*max-file-size"):
        read_stream(stream, "big.md", 1000)
    assert stream.taken == 1001


def test_a_file_at_the_limit_is_read():
    assert read_stream(io.BytesIO(b"x" * 1000), "a.md", 1000).text == "x" * 1000


def test_an_endless_file_is_refused():
    with pytest.raises(SourceError, match="larger than"):
        read(Path("/dev/zero"), "zero", 5000)


def test_a_file_that_vanished(tmp_path):
    with pytest.raises(SourceError, match=r"^a.md: the file is gone"):
        read(tmp_path / "a.md", "a.md", 1000)


def test_a_folder_and_an_unreadable_file_name_the_reason(tmp_path, monkeypatch):
    with pytest.raises(SourceError, match=r"^f: cannot be read \(Is a directory\)"):
        read(tmp_path, "f", 1000)

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match=r"^a.md: cannot be read \(Permission denied\)"):
        read(tmp_path / "a.md", "a.md", 1000)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_document_or_a_source_error(data):
    try:
        document = decode(data, "a.md")
    except SourceError:
        return
    for problem in document.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(document.text)
