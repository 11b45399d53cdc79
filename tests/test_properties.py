"""What holds for every text: lengths, positions, order, and that nothing raises."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from passages import bundled_lexicon

from medlint.config import Config
from medlint.document import Document, Format
from medlint.engine import lint
from medlint.finding import Finding
from medlint.language.reading import Reading
from medlint.layout import PROSE_KINDS
from medlint.rulebook import Rulebook
from medlint.source import decode

STEADY = settings(
    max_examples=400,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FORMATS: list[Format] = ["text", "markdown"]

# Pieces that articles are made of, so that blocks, claims and findings come up at all.
PIECES = [
    "# ", "## ", "- ", "* ", "1. ", "> ", "| ", " | ", "|---|", "```", "~~~", "`", "    ", "---\n",
    "+++\n", "title: x\n", "**", "*", "_", "~~", "[", "](", ")", "]", "[^1]", "[^1]: ", "[12]",
    "(3)", "<sup>2</sup>", "<!--", "-->",
    "<!-- medlint-disable-next-line cure-claim -- told so -->", "<b>", "</b>", "<div>", "</div>",
    "<script>", "&amp;", "&nbsp;", "&#8217;", "&", "\\", "![", "https://example.org/a_b?c=1#d",
    "\n", "\n\n", "\r\n", "\r", " ", "  ", "\t", "\xa0", "\u2028", "\x85", "\x0b", "\x0c",
    "\u200b", "\xad", ".", "!", "?", "…", ",", ";", ":", "—", "“", "”", "‘", "’", '"', "'", "(",
    "%", "±", "≥", "The tablet ", "relieves pain", "cures asthma", "may ", "does not ", "is safe",
    "has no side effects", "Statins lower the risk of stroke. ", "Studies show ", "Dr. ", "e.g. ",
    "et al. ", "5mg", ".5 mg", "10U", "μg", "vitamin D. ", "References", "ISSN: 1234-5678",
    "Side effects", "Myth: ", "References\n\n1. Lund. 2020.\n", "in mice ", "100% ",
    "breakthrough ", "(RCT) ", "COVID-19", "Ünï", "é", "漢字", "🙂", "\U0001f469\u200d\u2695\ufe0f",
    "\ufb01", "\u202e", "0", "1/2", "3.14", "1,000", "x" * 60,
]  # fmt: skip
STRUCTURES = [
    "\n\n| Harm | How often |\n|---|---|\n| nausea | 1 in 9 |\n\n",
    "\n\n[^1]: Lund. Gout. 2020.\n\n    More of it.\n\n",
    "\n\n> It cures gout.\n> - So they say.\n\n",
    "\n\n- one\n\n  two\n  - three\n\n      code\n",
    "\n\n<details>\n<summary>More</summary>\n\nIt cures gout.\n\n</details>\n\n",
    "\n\n```sh\ncures --all\n```\n\n",
    "\n\nSide effects\n------------\n\n",
]
ANY_CHARACTER = st.characters(codec=None)
# Line ends come often, so that blocks of every kind do; other characters keep the parsers honest.
PIECE = st.one_of(
    st.sampled_from(PIECES),
    st.sampled_from(PIECES),
    st.sampled_from(["\n", "\n\n", "\n# ", "\n- ", " "]),
    st.sampled_from(STRUCTURES),
    st.text(ANY_CHARACTER, min_size=1, max_size=6),
)
ARTICLES = st.one_of(st.lists(PIECE, max_size=12), st.lists(PIECE, min_size=30, max_size=120)).map(
    "".join
)
WRITTEN = st.sampled_from(FORMATS)


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    return Rulebook.load()


SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("faulty-*"))
CUTS = st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 20_000)), min_size=1, max_size=6)


def cut(text: str, places: list[tuple[int, int]]) -> str:
    """The text with pieces of it moved about: structures are broken as no author would."""
    for start, end in places:
        low, high = sorted((start % (len(text) + 1), end % (len(text) + 1)))
        text = text[high:] + text[low : low + (high - low) // 2] + text[:low]
    return text


def reading(text: str, written: Format) -> Reading:
    return Reading(Document("any", text, written), bundled_lexicon())


@STEADY
@given(ARTICLES, WRITTEN)
def test_prose_keeps_the_length_and_the_line_ends(text: str, written: Format) -> None:
    prose = Document("any", text, written).prose
    assert len(prose) == len(text)
    ends = [(at, mark) for at, mark in enumerate(text) if mark in "\r\n"]
    assert [(at, mark) for at, mark in enumerate(prose) if mark in "\r\n"] == ends


@STEADY
@given(ARTICLES, WRITTEN)
def test_prose_holds_characters_of_the_text_blanks_and_entities(text: str, written: Format) -> None:
    prose = Document("any", text, written).prose
    changed = [at for at in range(len(text)) if prose[at] not in (text[at], " ")]
    assert all(text[at] == "&" for at in changed)


@STEADY
@given(ARTICLES)
def test_positions_lead_back_to_their_offsets(text: str) -> None:
    document = Document("any", text)
    for offset in range(len(text) + 1):
        line, column = document.position(offset)
        assert document.offset(line, column) == offset
        assert line >= 1
        assert column >= 1


@STEADY
@given(ARTICLES)
def test_lines_are_those_that_their_ends_part(text: str) -> None:
    document = Document("any", text)
    expected = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [document.line_text(line) for line in range(1, len(document.line_starts) + 1)]
    assert lines == expected


@STEADY
@given(ARTICLES, WRITTEN)
def test_blocks_that_are_read_are_in_order_and_apart(text: str, written: Format) -> None:
    blocks = [b for b in Document("any", text, written).blocks if b.kind != "front-matter"]
    assert all(0 <= b.span.start < b.span.end <= len(text) for b in blocks if b.kind != "code")
    for before, after in pairwise(blocks):
        assert before.span.end <= after.span.start


@STEADY
@given(ARTICLES, WRITTEN)
def test_sentences_lie_in_their_blocks_in_order(text: str, written: Format) -> None:
    read = reading(text, written)
    for sentence in read.sentences:
        block = read.blocks[sentence.block].span
        assert block.start <= sentence.span.start < sentence.span.end <= block.end
    for number, sentence in enumerate(read.sentences):
        assert sentence.index == number
    for before, after in pairwise(read.sentences):
        assert before.span.end <= after.span.start
        assert before.last <= after.first


@STEADY
@given(ARTICLES, WRITTEN)
def test_no_word_of_running_text_is_lost_between_sentences(text: str, written: Format) -> None:
    read = reading(text, written)
    covered = {at for sentence in read.sentences for at in range(sentence.first, sentence.last)}
    for block in read.blocks:
        if block.kind in PROSE_KINDS:
            inside = range(block.span.start, block.span.end)
            words = {
                at
                for at, start in enumerate(read.tokens.starts)
                # A dash or point between two sentences belongs to neither.
                if start in inside and any(map(str.isalnum, read.words[at]))
            }
            assert words <= covered


@STEADY
@given(ARTICLES, WRITTEN)
def test_mentions_lie_in_their_sentences_in_order(text: str, written: Format) -> None:
    read = reading(text, written)
    for sentence, mentions in zip(read.sentences, read.mentions, strict=True):
        for mention in mentions:
            assert sentence.first <= mention.start < mention.end <= sentence.last
        for before, after in pairwise(mentions):
            assert before.end <= after.start


@STEADY
@given(ARTICLES, WRITTEN)
def test_claims_lie_in_their_sentences(text: str, written: Format) -> None:
    read = reading(text, written)
    for claim in read.claims:
        sentence = read.sentences[claim.sentence].span
        assert sentence.start <= claim.span.start < claim.span.end <= sentence.end


def findings(text: str, written: Format) -> list[Finding]:
    config = Config(select=tuple(rulebook().rules))
    return lint(
        [Document("any", text, written), Document("other", text, written)], rulebook(), config
    )


@settings(STEADY, max_examples=150)
@given(ARTICLES, WRITTEN)
def test_all_rules_run_on_any_text_and_agree_with_themselves(text: str, written: Format) -> None:
    first = findings(text, written)
    assert first == findings(text, written)
    document = Document("any", text, written)
    for finding in first:
        place = finding.place
        start = document.offset(place.line, place.column)
        end = document.offset(place.end_line, place.end_column)
        assert 0 <= start <= end <= len(text)
        assert finding.source == document.line_text(place.line)
        assert "{" not in finding.message.replace(document.prose[start:end], "") or "{" in text


@settings(STEADY, max_examples=40)
@given(st.sampled_from(SEEDS), CUTS)
def test_all_rules_run_on_articles_cut_to_pieces(path: Path, places: list[tuple[int, int]]) -> None:
    text = cut(path.read_text(encoding="utf-8"), places)
    assert findings(text, "markdown") == findings(text, "markdown")


@STEADY
@given(st.binary(max_size=400))
def test_any_bytes_that_can_be_decoded_can_be_read(data: bytes) -> None:
    from medlint.source import SourceError

    try:
        document = decode(data, "any.md")
    except SourceError:
        return
    assert len(document.prose) == len(document.text)


def test_the_pieces_bring_up_claims_and_findings() -> None:
    text = (
        "# The tablet relieves pain\n\nThe tablet cures asthma. The tablet has no side effects.\n"
    )
    assert {finding.rule for finding in findings(text, "markdown")} >= {
        "cure-claim",
        "risk-free-claim",
    }


@pytest.mark.parametrize("written", FORMATS)
def test_lone_surrogates_are_read(written: Format) -> None:
    findings("The \ud800 tablet cures \udfff asthma. \udc9d", written)
