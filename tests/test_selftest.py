from __future__ import annotations

from pathlib import Path

import pytest
from toy_rules import RULE, add_kinds, bundle, changed

from medlint.marks import read_marks, separate_documents
from medlint.rulebook import Rulebook
from medlint.selftest import ExampleResult, examples_of, run_examples


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    add_kinds(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return bundle(tmp_path)


def run(bundled: Path, text: str) -> list[ExampleResult]:
    (bundled / "claims" / "cure-claim.toml").write_text(text, encoding="utf-8")
    return run_examples(Rulebook.load(bundled=bundled))


def failure(bundled: Path, *changes: tuple[str, str]) -> ExampleResult:
    (failed,) = [result for result in run(bundled, changed(RULE, *changes)) if not result.ok]
    return failed


def test_a_sound_rule_passes_all_its_examples(bundled: Path) -> None:
    results = run(bundled, RULE)
    assert [(result.rule, result.kind, result.index) for result in results] == [
        ("cure-claim", "flagged", 0),
        ("cure-claim", "flagged", 1),
        ("cure-claim", "passing", 0),
        ("cure-claim", "missed", 0),
    ]
    assert all(result.ok and result.place == "" for result in results)
    assert results[0].explanation == "found “cures” (line 1, column 10)"
    assert results[3].explanation == "still missed"


def test_a_span_that_is_not_found_fails(bundled: Path) -> None:
    failed = failure(bundled, ("This tea {cures} asthma.", "This {tea} helps."))
    assert failed == ExampleResult(
        rule="cure-claim",
        kind="flagged",
        index=0,
        ok=False,
        explanation="expected “tea” (line 1, column 6), found nothing",
        place="bundled/claims/cure-claim.toml:14",
    )


def test_a_span_that_is_not_marked_fails(bundled: Path) -> None:
    failed = failure(bundled, ("This tea {cures}", "To cure, this tea {cures}"))
    assert failed.explanation == (
        "expected “cures” (line 1, column 19), "
        "found “cure” (line 1, column 4), “cures” (line 1, column 19)"
    )


def test_a_mark_on_the_wrong_one_of_two_equal_words_fails(bundled: Path) -> None:
    text = "{This} tea cures; cures are sold."
    failed = failure(bundled, ("This tea {cures} asthma.", text))
    assert failed.explanation.startswith("expected “This” (line 1, column 1), found “cures”")


def test_a_mark_that_is_too_wide_fails(bundled: Path) -> None:
    failed = failure(bundled, ("tea {cures}", "{tea cures}"))
    assert failed.explanation.startswith("expected “tea cures” (line 1, column 6), found “cures”")


def test_a_passing_example_that_is_found_fails(bundled: Path) -> None:
    failed = failure(bundled, ("Tea is warm.", "No cure is known."))
    assert (failed.kind, failed.place) == ("passing", "bundled/claims/cure-claim.toml:15")
    assert failed.explanation == "expected nothing, found “cure” (line 1, column 4)"


def test_a_missed_example_that_is_caught_fails(bundled: Path) -> None:
    failed = failure(bundled, ("Say goodbye to asthma.", "A cure at last."))
    assert failed.explanation == (
        "now caught; move it to flagged (found “cure” (line 1, column 3))"
    )


def test_white_space_and_markup_at_the_ends_of_a_mark_are_forgiven(bundled: Path) -> None:
    text = "This tea{ [**cures**](https://example.org/cure) }asthma."
    assert all(result.ok for result in run(bundled, changed(RULE, ("tea {cures} asthma", text))))


def test_a_document_rule_reads_a_whole_article(bundled: Path) -> None:
    text = changed(
        RULE,
        ('"sentence"', '"document"'),
        ('"This tea {cures} asthma."', '"""\n# Tea\n\n{Cures}\n\n```\ncure {{x}}\n```\n"""'),
    )
    result = run(bundled, text)[0]
    assert (result.ok, result.explanation) == (True, "found “Cures” (line 3, column 1)")


CORPUS_RULE = changed(
    RULE,
    ('"sentence"', '"corpus"'),
    ('"toy"', '"shared-line"'),
    ('words = ["cures", "cure"]', ""),
    ('options  = ["words", "above"]', ""),
    (
        '["This tea {cures} asthma.", "A {**cure**} at last."]',
        '["""\nTea.\n=====\n{Tea.}\n=====\nMilk.\n=====\n{Tea.}"""]',
    ),
)


def test_the_documents_of_a_corpus_rule_are_compared(bundled: Path) -> None:
    result = run(bundled, CORPUS_RULE)[0]
    assert result.ok
    assert result.explanation == (
        "found “Tea.” (document 2, line 1, column 1), “Tea.” (document 4, line 1, column 1)"
    )


def test_a_corpus_mark_in_the_wrong_document_fails(bundled: Path) -> None:
    text = changed(CORPUS_RULE, ("\nTea.\n=====\n{Tea.}", "\n{Tea.}\n=====\nTea."))
    result = run(bundled, text)[0]
    assert not result.ok
    assert result.explanation.startswith("expected “Tea.” (document 1, line 1, column 1)")


def test_an_example_that_is_not_text_fails(bundled: Path) -> None:
    failed = failure(bundled, ("Tea is warm.", "\\u0000"))
    assert failed.place == "bundled/claims/cure-claim.toml:15"
    assert failed.explanation.startswith("example.md: ")


def test_only_the_named_rules_run(bundled: Path) -> None:
    for name in ("a", "b"):
        (bundled / "claims" / f"{name}.toml").write_text(RULE)
    rulebook = Rulebook.load(bundled=bundled)
    assert {result.rule for result in run_examples(rulebook, ["b"])} == {"b"}
    assert len(list(examples_of(rulebook.rules["b"]))) == 4
    with pytest.raises(KeyError):
        run_examples(rulebook, ["c"])


@pytest.mark.parametrize(
    ("example", "text", "marked"),
    [
        ("no marks", "no marks", []),
        ("a {b} c", "a b c", ["b"]),
        ("{a}{b}", "ab", ["a", "b"]),
        ("{{a}} {b}", "{a} b", ["b"]),
        ("{a {{b}} c}", "a {b} c", ["a {b} c"]),
        ("{}x", "x", [""]),
    ],
)
def test_marks_are_read(example: str, text: str, marked: list[str]) -> None:
    found = read_marks(example)
    assert found.text == text
    assert [text[span.start : span.end] for span in found.spans] == marked


@pytest.mark.parametrize("example", ["{a", "a}", "{a {b} c}", "{{a}"])
def test_marks_that_do_not_pair_up_are_refused(example: str) -> None:
    with pytest.raises(ValueError, match="write"):
        read_marks(example)


def test_documents_part_at_five_equals_signs_on_their_own_line() -> None:
    assert separate_documents("a\n=====\nb =====\n======\n=====  \n") == [
        "a\n",
        "b =====\n======\n",
        "",
    ]
