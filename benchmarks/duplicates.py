"""How well and how fast `medlint duplicates` finds near copies, and in how much memory.

    python benchmarks/duplicates.py FOLDER [--pairs N] [--sizes 50000,100000] [--only recall]

FOLDER holds .md and .txt articles. Edited copies of their passages are planted among all of them;
how alike a copy is to its original is worked out here, by code of its own. For speed and memory,
passages are put together from pieces of the articles until there are as many as wanted; every size
runs in a process of its own. The same folder gives the same texts every time.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import re
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from medlint.document import Document
from medlint.duplicates.clusters import LEAST_WORDS, find_clusters
from medlint.duplicates.pairs import LEAST_ALIKE, near_pairs
from medlint.duplicates.passages import read_passages
from medlint.duplicates.wording import plain_text
from medlint.language.lexicon import Lexicon
from medlint.rulebook import bundled_rules

SIZES = (50_000, 100_000, 200_000, 400_000)
#: The lower ends of the bands of likeness in which pairs are planted.
BANDS = (0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95)
_BAND_ENDS = (*BANDS[1:], 1.01)
_ALL = (LEAST_ALIKE, 1.01)
_PASSAGES_IN_A_FILE = 16
_WORD = re.compile(r"\w+")
_FILLERS = (
    "often also mainly usually early late mild severe daily weekly local common rare small large"
    " left right upper lower first second recent known other further possible general special"
).split()


@dataclass(frozen=True)
class Pair:
    """A passage and an edited copy of it, with their exact likeness."""

    original: str
    copy: str
    alike: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder of .md and .txt articles")
    parser.add_argument("--pairs", type=int, default=4000, help="planted pairs  [4000]")
    parser.add_argument(
        "--sizes", default=",".join(map(str, SIZES)), help="passages  [%(default)s]"
    )
    parser.add_argument("--only", choices=["recall", "size"], help="one of the two parts")
    parser.add_argument("--one-size", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    passages = sorted(set(read_folder(given.folder)))
    if not passages:
        raise SystemExit(f"{given.folder}: no .md or .txt files with passages; name another folder")
    if given.one_size:
        print(json.dumps(measure(passages, given.one_size)))
        return
    if given.only != "size":
        print("\n".join(recall_table(passages, planted(passages, given.pairs))))
    if given.only != "recall":
        sizes = [int(size) for size in given.sizes.split(",")]
        print("\n".join(size_table([in_own_process(given.folder, size) for size in sizes])))


def read_folder(folder: Path) -> Iterator[str]:
    """The lines of the articles that have enough words to be compared."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".md", ".txt"):
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                if len(line.split()) >= LEAST_WORDS:
                    yield line.strip()


def five_grams(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + 5]) for at in range(max(1, len(words) - 4))}


def alike(first: set[tuple[str, ...]], second: set[tuple[str, ...]]) -> float:
    return len(first & second) / len(first | second)


def planted(passages: Sequence[str], count: int) -> list[Pair]:
    """Edited copies, as many in each band of likeness as in another."""
    chance = random.Random(20)
    fit = [passage for passage in passages if 25 <= len(passage.split()) <= 200]
    if not fit:
        raise SystemExit("no passage has 25 to 200 words; name a folder with more text")
    pairs: list[Pair] = []
    while len(pairs) < count:
        band = len(pairs) % len(BANDS)
        pair = _edited(chance.choice(fit), BANDS[band], _BAND_ENDS[band], chance)
        if pair:
            pairs.append(pair)
    return pairs


def _edited(passage: str, low: float, high: float, chance: random.Random) -> Pair | None:
    """A copy that is edited until it is in the band, None where the band was jumped over."""
    grams = five_grams(passage)
    words = passage.split()
    for _ in range(60):
        words = _edit(words, chance)
        copy = " ".join(words)
        likeness = alike(grams, five_grams(copy))
        if likeness < low:
            return None
        if likeness < high and copy.lower() != passage.lower():
            return Pair(passage, copy, likeness)
    return None


def _edit(words: list[str], chance: random.Random) -> list[str]:
    """The words with one of them changed, dropped, added, or a stretch moved, cut or appended."""
    at = chance.randrange(len(words))
    kind = chance.choices(("change", "drop", "add", "move", "cut", "append"), (6, 3, 3, 1, 1, 1))[0]
    if kind == "change":
        return [*words[:at], chance.choice(_FILLERS), *words[at + 1 :]]
    if kind == "drop":
        return [*words[:at], *words[at + 1 :]]
    if kind == "add":
        return [*words[:at], chance.choice(_FILLERS), *words[at:]]
    length = min(len(words) // 3, chance.randint(3, 9))
    if kind == "move":
        rest = [*words[:at], *words[at + length :]]
        to = chance.randrange(len(rest) + 1)
        return [*rest[:to], *words[at : at + length], *rest[to:]]
    if kind == "cut":
        return words[:-length]
    return [*words, *chance.choices(_FILLERS, k=length)]


def recall_table(passages: Sequence[str], pairs: Sequence[Pair]) -> Iterator[str]:
    """How many planted pairs are linked and in one cluster, and how many links are true."""
    every = [*passages, *(pair.copy for pair in pairs)]
    plain = {text: plain_text(text) for text in every}
    texts = sorted(set(plain.values()))
    index = {text: at for at, text in enumerate(texts)}
    start = process_time()
    links = near_pairs(texts)
    took = process_time() - start
    linked = {(link.first, link.second) for link in links}
    roots = list(range(len(texts)))

    def root(at: int) -> int:
        while roots[at] != at:
            roots[at] = at = roots[roots[at]]
        return at

    for link in links:
        roots[root(link.first)] = root(link.second)
    yield (
        f"{len(texts):,} different passages, {len(pairs):,} planted pairs, {took:.1f} s for links,"
        f" {len(texts) / took:,.0f} passages a second"
    )
    yield ""
    yield "| likeness | pairs | linked | recall | in one cluster | recall |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for low, high in [*zip(BANDS, _BAND_ENDS, strict=True), _ALL]:
        here = [pair for pair in pairs if low <= pair.alike < high]
        ends = [
            tuple(sorted((index[plain[pair.original]], index[plain[pair.copy]]))) for pair in here
        ]
        direct = sum(a == b or (a, b) in linked for a, b in ends)
        together = sum(root(a) == root(b) for a, b in ends)
        name = "all" if (low, high) == _ALL else f"{low:.2f} to {min(high, 1):.2f}"
        yield (
            f"| {name} | {len(here)} | {direct} | {direct / len(here):.3f} "
            f"| {together} | {together / len(here):.3f} |"
        )
    # Checked against the passages as written, not the plain texts that were compared.
    written = {text: original for original, text in plain.items()}
    grams = {at: five_grams(written[texts[at]]) for pair in linked for at in pair}
    true = sum(alike(grams[a], grams[b]) >= LEAST_ALIKE - 0.02 for a, b in linked)
    exact = sum(
        alike(set(_shingled(texts[a])), set(_shingled(texts[b]))) >= LEAST_ALIKE for a, b in linked
    )
    yield ""
    yield (
        f"{len(links):,} links; {exact:,} at {LEAST_ALIKE} or more by a second computation: "
        f"precision {exact / len(links):.4f}; {true:,} on the words as written, within 0.02"
    )


def _shingled(plain: str) -> Iterator[str]:
    words = plain.split()
    for at in range(max(1, len(words) - 4)):
        yield " ".join(words[at : at + 5])


def made(passages: Sequence[str], count: int) -> Iterator[str]:
    """So many passages of 30 to 90 words out of pieces of real ones; one in 20 is a near copy."""
    chance = random.Random(7)
    pieces = []
    for passage in passages:
        words = passage.split()
        pieces += [" ".join(words[at : at + 6]) for at in range(0, len(words) - 5, 6)]
    last = ""
    for number in range(count):
        if number % 20 == 19:
            yield " ".join(_edit(last.split(), chance))
            continue
        # The pieces are short, or passages would share ever more of them, the more there are.
        last = " ".join(chance.choice(pieces) for _ in range(chance.randint(5, 13)))
        yield last


def measure(passages: Sequence[str], count: int) -> dict[str, float]:
    """Seconds of processor time and the largest memory for so many passages in files."""
    # As the command does when it starts.
    gc.set_threshold(200_000, 50, 50)
    lexicon = Lexicon.load(bundled_rules() / "lexicons")
    documents: list[Document] = []
    lines: list[str] = []
    for passage in made(passages, count):
        lines.append(passage)
        if len(lines) == _PASSAGES_IN_A_FILE:
            documents.append(Document(f"{len(documents):06}.txt", "\n\n".join(lines)))
            lines = []
    start = process_time()
    known = [read_passages(document, lexicon) for document in documents]
    read = process_time()
    found = find_clusters(known)
    done = process_time()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # Once more, the passages alone: from the text of each to the verified links.
    del known
    blocks = [block for document in documents for block in document.text.split("\n\n")]
    begin = process_time()
    links = near_pairs(sorted({plain_text(block) for block in blocks}))
    alone = process_time() - begin
    return {
        "passages": found.passages,
        "words": sum(block.count(" ") + 1 for block in blocks) / len(blocks),
        "links": len(links),
        "clusters": len(found.clusters),
        "alone": alone,
        "read": read - start,
        "find": done - read,
        "megabytes": megabytes,
    }


def in_own_process(folder: Path, size: int) -> dict[str, float]:
    """The measurements of one size, on one core."""
    run = subprocess.run(
        [sys.executable, __file__, str(folder), "--one-size", str(size)],
        env={**os.environ, "RAYON_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise SystemExit(f"{size} passages: {run.stderr.strip().splitlines()[-1:]}")
    measured: dict[str, float] = json.loads(run.stdout)
    return measured


def size_table(rows: Sequence[dict[str, float]]) -> Iterator[str]:
    """Speed and memory by size, and the memory that the line through the curve gives a million."""
    yield ""
    yield (
        "| passages | words each | s for links | passages a second "
        "| s to read files | s for clusters, articles too | MB |"
    )
    yield "| --: | --: | --: | --: | --: | --: | --: |"
    for row in rows:
        yield (
            f"| {row['passages']:,.0f} | {row['words']:.0f} | {row['alone']:.1f} "
            f"| {row['passages'] / row['alone']:,.0f} | {row['read']:.1f} | {row['find']:.1f} "
            f"| {row['megabytes']:,.0f} |"
        )
    if len(rows) > 1:
        base, slope = _line([(row["passages"], row["megabytes"]) for row in rows])
        worst = max(row["megabytes"] - (base + slope * row["passages"]) for row in rows)
        yield ""
        yield (
            f"Memory: {base:,.0f} MB and {1000 * slope:,.2f} MB for every thousand passages; "
            f"a million: {base + slope * 1e6:,.0f} MB "
            f"(measured points at most {worst:,.0f} MB above the line)"
        )


def _line(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The line of least squares: its value at 0, and its slope."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum(
        (x - mean_x) ** 2 for x, _ in points
    )
    return mean_y - slope * mean_x, slope


if __name__ == "__main__":
    main()
