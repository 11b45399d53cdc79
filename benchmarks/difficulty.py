"""What each term of the difficulty score is worth, and what estimated weights would gain.

Usage: python benchmarks/difficulty.py FOLDER

FOLDER holds the labelled sets `medreadme` and `cochrane` (quality/README.md says how they are
laid out). Each term is set to nothing in turn. Then all weights are estimated by least squares on
the tuned half of `medreadme` and tried on the other half. Nothing of that is shipped.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from medlint.document import Document
from medlint.language.lexicon import Lexicon
from medlint.language.reading import Reading
from medlint.readability import difficulty
from medlint.readability.sentences import sentence_words
from medlint.remembered import Remembered
from medlint.rulebook import bundled_rules
from quality.figures import pair_tally, pearson, total
from quality.labelled import Record, read_set
from quality.reading import without_marks_of_kind

Words = Sequence[str]

TERMS = {
    "(all terms)": {},
    "familiar words": {"_UNFAMILIAR": 0.0},
    "load of rare words": {"_MOST_LOAD": 0.0},
    "load of acronyms": {"_ACRONYM_LOAD": 0.0},
    "weight of acronyms": {"_ACRONYM_WEIGHT": 0.0},
    "nominalisations": {"_NOMINALISATION": 0.0},
    "numbers": {"_NUMBER": 0.0},
    "clauses": {"_CLAUSE": 0.0},
    "passives": {"_PASSIVE": 0.0},
    "all load (length too)": {"_OF_LOAD": 0.0},
}
#: Terms that add to the score by themselves, so that each is a column of the least squares.
LINEAR = ("load of rare words", "load of acronyms", "nominalisations", "numbers", "clauses",
          "passives")  # fmt: skip


def sentences(text: str, lexicon: Lexicon) -> list[Words]:
    reading = Reading(Document("a.txt", text, "text"), lexicon)
    return [sentence_words(reading, each) for each in reading.prose_sentences]


def scores(texts: Sequence[list[Words]], term: str) -> list[float]:
    with patch.multiple(difficulty, COSTS=Remembered(difficulty._word), **TERMS[term]):
        return [difficulty.text_difficulty(text) for text in texts]


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    return pearson(total([pair_tally(x, y) for x, y in zip(xs, ys, strict=True)]))


def ordered(records: Sequence[Record], values: Sequence[float]) -> float:
    pairs: dict[str, dict[bool, float]] = defaultdict(dict)
    for record, value in zip(records, values, strict=True):
        pairs[record.group][record.labels["register"] == "plain"] = value
    whole = [pair for pair in pairs.values() if len(pair) == 2]
    return sum((p[False] > p[True]) + (p[False] == p[True]) / 2 for p in whole) / len(whole)


def least_squares(rows: Sequence[Sequence[float]], ys: Sequence[float]) -> list[float]:
    """The weights of the columns, by the normal equations with a ridge of one."""
    size = len(rows[0])
    matrix = [
        [sum(r[i] * r[j] for r in rows) + (i == j) for j in range(size)]
        + [sum(r[i] * y for r, y in zip(rows, ys, strict=True))]
        for i in range(size)
    ]
    for i in range(size):
        pivot = matrix[i][i]
        matrix[i] = [value / pivot for value in matrix[i]]
        for k in range(size):
            if k != i:
                factor = matrix[k][i]
                matrix[k] = [a - factor * b for a, b in zip(matrix[k], matrix[i], strict=True)]
    return [row[-1] for row in matrix]


def of_half(half: str, records: Sequence[Record], values: Sequence[float]) -> list[float]:
    return [v for r, v in zip(records, values, strict=True) if r.half == half]


def main(folder: Path) -> None:
    lexicon = Lexicon.load(bundled_rules() / "lexicons")
    graded = read_set(folder / "medreadme")
    pairs = read_set(folder / "cochrane")
    grades = [float(record.labels["difficulty"]) for record in graded]
    lines = [sentences(f"- {each.text}", lexicon) for each in graded]
    prepare: dict[str, Callable[[str], str]] = {"as it is": str, "bare": without_marks_of_kind}
    texts = {
        name: [sentences(change(record.text), lexicon) for record in pairs]
        for name, change in prepare.items()
    }
    print(
        "| Without | medreadme r, tuned | set aside | cochrane, tuned | set aside "
        "| bare, tuned | set aside |"
    )
    print("|---|---|---|---|---|---|---|")
    for term in TERMS:
        values = scores(lines, term)
        cells = [
            correlation(of_half(half, graded, values), of_half(half, graded, grades))
            for half in ("tune", "set aside")
        ]
        for prepared in texts.values():
            measured = scores(prepared, term)
            cells += [
                ordered(
                    [record for record in pairs if record.half == half],
                    of_half(half, pairs, measured),
                )
                for half in ("tune", "set aside")
            ]
        print(f"| {term} | {' | '.join(f'{cell:.3f}' for cell in cells)} |")

    whole = scores(lines, "(all terms)")
    bare = scores(lines, "all load (length too)")
    columns = [[a - b for a, b in zip(whole, scores(lines, term), strict=True)] for term in LINEAR]
    rows = [[1.0, *each] for each in zip(bare, *columns, strict=True)]
    tuned = [n for n, record in enumerate(graded) if record.half == "tune"]
    weights = least_squares([rows[n] for n in tuned], [grades[n] for n in tuned])
    fitted = [sum(w * x for w, x in zip(weights, row, strict=True)) for row in rows]
    names = ("constant", "hardest words", *LINEAR)
    print("\nWeights by least squares on the tuned half of medreadme, as multiples of the shipped:")
    print(", ".join(f"{name} {weight:.2f}" for name, weight in zip(names, weights, strict=True)))
    for half in ("tune", "set aside"):
        mine, best = of_half(half, graded, whole), of_half(half, graded, fitted)
        to = of_half(half, graded, grades)
        print(f"{half}: shipped {correlation(mine, to):.3f}, estimated {correlation(best, to):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
