"""Fingerprints: the same for the same passage wherever it stands, no two alike in a report."""

from dataclasses import replace

from reported import finding, report

from medlint.finding import Accepted, Passage, Place
from medlint.fingerprint import Fingerprints


def of(found, *others, **changes):
    told = report(found, *others, **changes)
    return Fingerprints(told).of(found), Fingerprints(told).of_passage(found)


def at(found, line):
    return replace(found, place=Place(found.place.path, line, 10, line, 15))


def test_lines_and_columns_do_not_matter():
    moved = finding(place=Place("a.md", 90, 1, 91, 3), message="other words", source="other")
    assert of(finding()) == of(moved)


def test_the_rule_the_words_and_whether_the_whole_article_is_meant_do():
    passage = finding().passage
    different = [
        finding(),
        finding(rule="absolute-claim"),
        finding(passage=passage._replace(words="this tea cures asthma today")),
        finding(passage=passage._replace(whole=True)),
    ]
    assert len({of(each)[0] for each in different}) == 4
    assert len({of(each)[1] for each in different}) == 4


def test_the_article_matters_for_the_one_and_not_for_the_other():
    here, there = of(finding("a.md")), of(finding("b.md"))
    assert here[0] != there[0]
    assert here[1] == there[1]


def test_the_second_in_a_passage_differs_and_the_first_stays():
    first, second = at(finding(), 3), at(finding(), 7)
    told = Fingerprints(report(first, second))
    assert told.of(first) == of(finding())[0]
    assert told.of(second) != told.of(first)
    assert [told.of_passage(each)[-2:] for each in (first, second)] == [":1", ":2"]


def test_accepted_findings_are_counted_so_that_accepting_one_leaves_the_others_alone():
    first, second = at(finding(), 3), at(finding(), 7)
    before = Fingerprints(report(first, second)).of(second)
    after = Fingerprints(report(second, accepted=(Accepted(first, "comment"),))).of(second)
    assert before == after


def test_parts_do_not_run_into_each_other():
    one = finding(passage=Passage("b c", 1, 1), rule="cure-claim")
    other = finding("a.mdcure", passage=Passage("c", 1, 1))
    assert of(one)[0] != of(other)[0]


def test_a_fingerprint_is_the_same_in_every_version():
    # Whoever changes this makes every service report every finding anew.
    assert of(finding()) == ("06285820d34bfa42677f9c14334f2b64", "f01796081d6e798b:1")
