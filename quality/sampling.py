"""A random sample of a rule's findings over folders of articles and of labelled data."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quality import shipped
from quality.labelled import Half, is_set, read_set, write_files
from quality.places import Text
from quality.problems import QualityError

#: The sets that are whole articles; sentences out of context are no place to judge a finding.
ARTICLE_SETS = ("fakehealth_release", "fakehealth_story", "insciout_articles")
#: The share of a sample that a second reader reads.
SECOND_SHARE = 0.25


@dataclass(frozen=True)
class Source:
    """Articles to search: a folder, and which document each file in it is.

    A file that `documents` does not name is the document of its own path from the folder.
    """

    data: str
    folder: Path
    documents: Mapping[str, str] = field(default_factory=dict)

    def text(self, path: str) -> Text:
        """The text of a file, as `medlint check` counts its lines and columns."""
        return Text((self.folder / path).read_bytes().decode("utf-8-sig", "replace"))


@dataclass(frozen=True)
class Found:
    """A finding of a rule in a document, and where its words stand there, in characters."""

    data: str
    document: str
    offset: int
    length: int
    message: str
    notes: tuple[str, ...]
    text: Text

    @property
    def key(self) -> tuple[str, str, int, int]:
        """What findings are sorted by."""
        return self.data, self.document, self.offset, self.length


@dataclass(frozen=True)
class Drawn:
    """A sample of the findings of one rule; `found` is how many there were in each data set."""

    rule: str
    seed: int
    found: Mapping[str, int]
    sample: tuple[Found, ...]

    def for_second_reader(self) -> Drawn:
        """The random quarter of the sample, at least one finding, that a second reader reads."""
        size = max(1, round(len(self.sample) * SECOND_SHARE))
        part = _draw(f"{self.seed} {self.rule} second reader", self.sample, size)
        return Drawn(self.rule, self.seed, self.found, part)


def sources(data: Sequence[Path], temporary: Path, half: Half = "set aside") -> Iterator[Source]:
    """The articles at each path: a folder of articles, a labelled set, or a folder of such sets.

    Of labelled sets one half is taken. Its
    texts are written under the temporary folder. Raises QualityError for a folder without articles.
    """
    names: set[str] = set()
    for path in data:
        if not path.is_dir():
            raise QualityError(f"{path}: no such folder; check the path")
        inside = [path / name for name in ARTICLE_SETS if is_set(path / name)]
        for folder in [path] if is_set(path) or not inside else inside:
            name = folder.resolve().name
            if name in names:
                raise QualityError(f"{folder}: two folders are named {name}; rename one")
            names.add(name)
            yield (
                _labelled(folder, name, temporary, half) if is_set(folder) else Source(name, folder)
            )


def _labelled(folder: Path, name: str, temporary: Path, half: Half) -> Source:
    chosen = [
        record for record in read_set(folder) if record.half == half and record.format == "text"
    ]
    if not chosen:
        raise QualityError(f"{folder}: no plain text in the half asked for ({half})")
    written = temporary / name
    written.mkdir()
    files = write_files(chosen, written)
    return Source(name, written, {path: record.id for path, record in files.items()})


def found_by(rule: str, searched: Sequence[Source]) -> list[Found]:
    """The findings of a rule that a user sees in an ordinary run with previews, sorted."""
    known = shipped.rules()
    if rule not in known:
        raise QualityError(f'there is no rule "{rule}"; medlint rules lists them')
    # Where another rule goes first, a user never sees this one's finding.
    first = [name for name in known[rule]["yields_to"] if known[name]["default"]]
    found = [
        _placed(source, finding)
        for source in searched
        for finding in shipped.findings(source.folder, [rule, *first], preview=True)
        if finding["rule"] == rule
    ]
    return sorted(found, key=lambda each: each.key)


def _placed(source: Source, finding: Mapping[str, Any]) -> Found:
    text = source.text(finding["path"])
    start = text.offset(finding["line"], finding["column"])
    end = text.offset(finding["end_line"], finding["end_column"])
    document = source.documents.get(finding["path"], finding["path"])
    notes = tuple(_noted(source, finding, related) for related in finding["related"])
    return Found(source.data, document, start, end - start, finding["message"], notes, text)


def _noted(source: Source, finding: Mapping[str, Any], related: Mapping[str, Any]) -> str:
    """A note as check prints it, with the words it points at."""
    text = source.text(related["path"])
    start = text.offset(related["line"], related["column"])
    end = text.offset(related["end_line"], related["end_column"])
    words = " ".join(text.text[start:end].split())
    where = f"{_of_other(source, finding, related)}line {related['line']}"
    return f"{where}: {related['note']}: “{words}”"


def _of_other(source: Source, finding: Mapping[str, Any], related: Mapping[str, Any]) -> str:
    """The name of the document that a note is about, where it is not the finding's own."""
    path = related["path"]
    return "" if path == finding["path"] else f"{source.documents.get(path, path)}, "


def draw(rule: str, found: Sequence[Found], seed: int, size: int) -> Drawn:
    """At most `size` of the findings, each as likely as any other; a seed always draws the same.

    Raises QualityError when there are none.
    """
    if not found:
        raise QualityError(f"{rule} finds nothing there; name more data")
    counts = Counter(each.data for each in found)
    return Drawn(rule, seed, counts, _draw(f"{seed} {rule}", found, size))


def _draw(seed: str, found: Sequence[Found], size: int) -> tuple[Found, ...]:
    drawn = random.Random(seed).sample(sorted(found, key=lambda each: each.key), len(found))
    return tuple(drawn[:size])
