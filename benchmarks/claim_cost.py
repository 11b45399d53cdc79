"""What the claim model costs beside everything else that medlint does with an article.

    python benchmarks/claim_cost.py FOLDER [--files N]

Processor time, one process, articles already in memory. "Everything else" is all stable rules and
the whole language layer without the claims. The treatment claims are what an ordinary check reads;
the ledger is what `medlint claims` and the rules on graded claims read beside them.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from time import process_time

from medlint.config import Config
from medlint.document import Document
from medlint.engine import active_rules, matches, read
from medlint.rulebook import Rulebook
from medlint.source import read as open_article

LARGEST = 50_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder of .md and .txt articles")
    parser.add_argument("--files", type=int, default=300, help="how many of them, at random")
    given = parser.parse_args()
    paths = sorted(p for p in given.folder.rglob("*") if p.suffix in (".md", ".txt"))
    if not paths:
        raise SystemExit(f"{given.folder}: no .md or .txt files; name a folder of articles")
    random.Random(1).shuffle(paths)
    documents = [open_article(p, str(p), LARGEST) for p in paths[: given.files]]
    print(report(documents))


def report(documents: list[Document]) -> str:
    """A Markdown table of processor seconds and of shares of the whole."""
    rulebook = Rulebook.load()
    rules = active_rules(rulebook, Config())
    spent = {"treatment claims": 0.0, "ledger": 0.0, "everything else": 0.0}
    words = 0
    for document in documents:
        reading = read(document, rulebook)
        start = process_time()
        # The layers under the claims belong to everything else.
        words += sum(len(each) for each in reading.plain_words)
        _ = reading.tags, reading.support
        below = process_time()
        _ = reading.claims
        claimed = process_time()
        _ = reading.ledger
        ledger = process_time()
        for rule in rules:
            if rule.scope != "corpus":
                matches(rule, reading)
        spent["everything else"] += below - start + process_time() - ledger
        spent["treatment claims"] += claimed - below
        spent["ledger"] += ledger - claimed
    whole = sum(spent.values())
    rows = [f"| {name} | {taken:.2f} | {taken / whole:.0%} |" for name, taken in spent.items()]
    head = [f"{words:,} words of {len(documents)} articles", "", "| | seconds | share |"]
    return "\n".join([*head, "| --- | --: | --: |", *rows])


if __name__ == "__main__":
    main()
