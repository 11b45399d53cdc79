"""Which kind of article a document is, and by which cues that shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlint.finding import Span
from medlint.profiles.cues import Cue, Kind, bundled_kinds

if TYPE_CHECKING:
    from medlint.language.reading import Reading

#: What an article is that is stated to be nothing and shows no cues of anything.
DEFAULT = "consumer"
#: The order in which kinds are tried: what sells is never taken for anything else.
TRIED = ("promotional", "professional", "narrative", "education")
#: Points for selling from which an article is no story and no leaflet.
SIGN_OF_SELLING = 2

# An article that warns of a phrase, or denies or quotes it, does not say it; "why not book now?"
# does.
_NOT_SAID = frozenset({"negated", "myth", "mentioned", "meta"})
_QUOTES = frozenset('"“”«»')


@dataclass(frozen=True, slots=True)
class Seen:
    """A cue that an article shows, and where: spans in the file, in text order, each once.

    `share` is the percentage of words for a cue of words, which has no places, else None.
    """

    cue: Cue
    spans: tuple[Span, ...]
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Detection:
    """The profile that an article's cues show; the default one has none."""

    profile: str
    cues: tuple[Seen, ...] = ()

    @property
    def points(self) -> int:
        """What the cues are worth together."""
        return sum(seen.cue.points for seen in self.cues)


def detect(reading: Reading, kinds: Mapping[str, Kind] | None = None) -> Detection:
    """The kind of article that the cues of a reading show.

    Cheap: it runs on every article, and looks only for words that the article holds.
    """
    known = bundled_kinds() if kinds is None else kinds
    for name in TRIED:
        found = _detected(reading, known[name])
        if found is not None and not _is_kept_out(reading, known[name], known):
            return found
    return Detection(DEFAULT)


def _detected(reading: Reading, kind: Kind) -> Detection | None:
    """The cues of a kind where they suffice for it, those that decide looked for first."""
    deciding = [cue for cue in kind.cue if cue.decides]
    decided = {cue.name: seen for cue in deciding if (seen := _seen(reading, cue))}
    if deciding and not decided:
        return None
    cues = tuple(
        seen
        for cue in kind.cue
        if (seen := decided.get(cue.name) if cue.decides else _seen(reading, cue))
    )
    found = Detection(kind.profile, cues)
    return found if found.points >= kind.points and len(cues) >= kind.cues else None


def _is_kept_out(reading: Reading, kind: Kind, known: Mapping[str, Kind]) -> bool:
    """Whether an article with the cues of a kind sells, or promotes a treatment, all the same."""
    if kind.not_about_a_treatment and _is_about_one(reading):
        return True
    if not kind.not_selling:
        return False
    signs = signs_of_selling(reading, known)
    return sum(sign.cue.points for sign in signs) >= SIGN_OF_SELLING


def signs_of_selling(reading: Reading, kinds: Mapping[str, Kind] | None = None) -> tuple[Seen, ...]:
    """The cues of a page that sells which an article shows, be they enough for one or not."""
    known = bundled_kinds() if kinds is None else kinds
    seen = (_seen(reading, cue) for cue in known["promotional"].cue)
    return tuple(sign for sign in seen if sign)


def _is_about_one(reading: Reading) -> bool:
    """Whether the article is about one treatment, as one that promotes it would be."""
    from medlint.language.benefits import is_topic

    return is_topic(reading)


def _seen(reading: Reading, cue: Cue) -> Seen | None:
    if cue.words:
        share = _share(reading, cue)
        return Seen(cue, (), round(share, 1)) if share >= cue.percent else None
    spans = {*_phrases(reading, cue), *_patterns(reading, cue)}
    if not spans or _different(reading, spans) < cue.least:
        return None
    return Seen(cue, tuple(sorted(spans)))


def _different(reading: Reading, spans: set[Span]) -> int:
    return len({reading.document.text[span.start : span.end].lower() for span in spans})


def _phrases(reading: Reading, cue: Cue) -> Iterator[Span]:
    """Where the cue's phrases are said."""
    if not cue.phrases:
        return
    if cue.where != "text":
        yield from _openings(reading, cue)
        return
    words, places = reading.words, reading.word_places
    for anchor in cue.index.keys() & places.keys():
        for offset, phrase in cue.index[anchor]:
            for at in places[anchor]:
                first = at - offset
                if first >= 0 and tuple(words[first : first + len(phrase)]) == phrase:
                    span = reading.token_span(first, first + len(phrase))
                    if _is_said(reading, span, first):
                        yield span


def _is_said(reading: Reading, span: Span, first: int) -> bool:
    """Whether the article itself says the words, and neither denies nor quotes them."""
    sentence = reading.sentence_at(span.start)
    if sentence is None:
        return True
    context = reading.context(sentence)
    return not context.at(first) & _NOT_SAID and not context.inside_quotation(first)


def _openings(reading: Reading, cue: Cue) -> Iterator[Span]:
    """The headings, or the title, that open with one of the cue's phrases."""
    words = reading.words
    for sentence in reading.sentences:
        if sentence.kind == "title" or (cue.where == "headings" and sentence.kind == "heading"):
            # Headings may be numbered.
            first = sentence.first + words[sentence.first].isdigit()
            for _, phrase in cue.index.get(words[first], ()) if first < sentence.last else ():
                if tuple(words[first : first + len(phrase)]) == phrase:
                    yield sentence.span


def _patterns(reading: Reading, cue: Cue) -> Iterator[Span]:
    text = reading.document.text
    if cue.pattern and any(need in text for need in cue.needs):
        for found in cue.compiled.finditer(text):
            yield Span(*found.span())


def _share(reading: Reading, cue: Cue) -> float:
    """The percentage of the cue's words among all words, marks of punctuation included."""
    places = reading.word_places
    count = sum(len(places[word]) for word in cue.words if word in places)
    share = 100 * count / max(1, len(reading.words))
    if share < cue.percent or not cue.unquoted:
        return share
    own = [
        word
        for sentence in reading.prose_sentences
        if _QUOTES.isdisjoint(reading.prose[sentence.span.start : sentence.span.end])
        for word in reading.words[sentence.first : sentence.last]
    ]
    return 100 * sum(word in cue.words for word in own) / max(1, len(own))
