"""What is wrong with identifiers as an article writes them: their form and their check digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from medlint.finding import Span
from medlint.references.checkdigits import isbn_check_digit, issn_check_digit, orcid_check_digit
from medlint.references.identifiers import trimmed_doi

_LABELLED_DOI = re.compile(
    r"(?P<label>\bdoi\s?:\s{0,3}|\bdoi\s(?=\d)|\bdoi\.org/)(?P<token>[^\s\"<>“”|`]{1,400})",
    re.IGNORECASE,
)
_GOOD_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*(?:/|%2[Ff])[^\s)\]]")
_SHORT_DOI = re.compile(r"10/[a-z0-9]{3,}", re.IGNORECASE)
_BEGINNINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"10\.\d{1,3}/"), "between “10.” and the slash it needs at least 4 digits"),
    (re.compile(r"10\.\d{10,}/"), "between “10.” and the slash it has more than 9 digits"),
    (re.compile(r"10[,;:]\d{4}"), "behind “10” it needs a point"),
    (re.compile(r"(?:[1lI][oO]|[lI]0)\.\d"), "its “10” is written with a letter"),
    (re.compile(r"10\.\d{4,9}(?:\.\d+)*\\"), "it has a backslash where the slash belongs"),
    (re.compile(r"1?0?\.?\d{3,9}/\S"), "it must begin with “10.”"),
)
_SPACE_BEFORE_REGISTRANT = re.compile(r"10\.[ \t]+\d{4,9}/\S+")
_SPACE_AT_SLASH = re.compile(r"10\.\d{4,9}(?:[ \t]+/[ \t]?|/[ \t]+)(?=\S*\d)[^\s,;]+")
_NO_SUFFIX = re.compile(r"10\.\d{4,9}/?[.,;)\]]*$")
_LONG_DASH = re.compile(r"(?<=[\dX)])[–—‐‑−](?=\d)")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_DOUBLED_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/10\.\d{4}", re.IGNORECASE)
_DOI_LINK_WITH_STOP = re.compile(
    r"\]\(\s*<?https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/[^\s<>]{1,200}?([.,;:]))>?\)(?![\w/-])"
)

_PMID = re.compile(
    r"(?P<label>\bPMID\s?[:#]?\s?|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)"
    r"(?P<token>\d\w*|PMC\d\w*|[A-Za-z]{0,2}\d{4,}\w*)",
    re.IGNORECASE,
)
_PMCID = re.compile(
    r"(?P<label>\bPMCID\s?[:#]?\s?|/pmc/articles/)(?P<token>(?:PMC[ ]?)?\d\w*)", re.IGNORECASE
)
_BARE_PMCID = re.compile(r"\bPMC\d{9,}\b")
_LONGEST_PUBMED = 8

_ISBN = re.compile(
    r"\bISBN(?:[-–\s]?1[03])?(?:\s?\([^()\n]{1,20}\))?\s?[:#]?\s{0,2}"
    r"(?P<token>\d(?:[-–‐‑ ]?[\dXx]){6,20}(?![\w]))",
    re.IGNORECASE,
)
_ISSN = re.compile(
    r"\b[ep]?-?ISSN(?:-L)?(?:\s?\([^()\n]{1,20}\))?\s?[:#]?\s{0,2}"
    r"(?P<token>\d{2,6}(?:\s?[-–‐‑]\s?)?\d{2,5}[Xx]?)(?![\w-])",
    re.IGNORECASE,
)
_ORCID = re.compile(
    r"(?:\borcid\.org/|\bORCID(?:\s?iD)?\s?:?\s{0,2})(?P<token>\d{4}[-–]?[\dXx–-]{4,20}[\dXx])(?!\w)",
    re.IGNORECASE,
)
_NOT_A_DIGIT = re.compile(r"[^\dXx]")
_LETTER_FOR_DIGIT = re.compile(r"[OoIl]")

_REPEATED = re.compile(r"(\d)\1{5}|^(\d)\2*$")
_RUNS = ("12345678", "23456789", "01234567", "87654321", "98765432")


@dataclass(frozen=True, slots=True)
class Fault:
    """An identifier that cannot be right: its place, the kind's name, and what is wrong with it."""

    span: Span
    name: str
    problem: str


@dataclass(frozen=True, slots=True)
class Registry:
    """A register of trials whose numbers are a prefix and a fixed number of digits."""

    prefix: str
    digits: int


def is_placeholder(digits: str) -> bool:
    """Whether the digits are a sample: six alike in a row, or counted up or down."""
    return bool(_REPEATED.search(digits)) or any(run in digits for run in _RUNS)


def doi_faults(text: str) -> Iterator[Fault]:
    """DOIs behind "doi:" or in an address of doi.org that cannot be resolved."""
    for found in _LABELLED_DOI.finditer(text):
        fault = _doi_fault(text, found)
        if fault is not None:
            yield fault
    for found in _DOI_LINK_WITH_STOP.finditer(text):
        problem = f"the link takes in the “{found.group(2)}” at its end"
        yield Fault(Span(*found.span(1)), "DOI", problem)


def _doi_fault(text: str, found: re.Match[str]) -> Fault | None:
    token, at = found.group("token"), found.start("token")
    in_address = found.group("label").lower() == "doi.org/"
    if in_address and (doubled := _DOUBLED_ADDRESS.match(token)):
        return Fault(Span(at, at + doubled.end()), "DOI", "the address of doi.org stands twice")
    if _GOOD_DOI.match(token):
        return _fault_inside(token, at)
    for pattern in (_SPACE_BEFORE_REGISTRANT, _SPACE_AT_SLASH):
        spaced = pattern.match(text, at)
        if spaced and not in_address:
            return Fault(_without_stop(text, *spaced.span()), "DOI", "a space stands inside it")
    if _SHORT_DOI.match(token):
        return None
    for pattern, problem in _BEGINNINGS:
        if pattern.match(token):
            return Fault(_without_stop(text, at, at + len(token)), "DOI", problem)
    if _NO_SUFFIX.match(token) and not _goes_on_below(text, found.end()):
        span = _without_stop(text, at, at + len(token))
        return Fault(span, "DOI", "the part behind the slash is missing")
    return None


def _fault_inside(token: str, at: int) -> Fault | None:
    """A character inside a DOI of good form that typesetting put there."""
    token = token.split("](", 1)[0]
    dash = _LONG_DASH.search(token)
    if dash:
        problem = f"it has a dash “{dash.group()}” where DOIs have a hyphen “-”"
        return Fault(_without_stop(token, 0, len(token), at), "DOI", problem)
    if _INVISIBLE.search(token):
        problem = "it holds an invisible character; type it anew"
        return Fault(_without_stop(token, 0, len(token), at), "DOI", problem)
    return None


def _goes_on_below(text: str, end: int) -> bool:
    """Whether a line ends here, so that the DOI may go on in the next one."""
    return text[end : end + 1] in ("\n", "\r") and text[end:].lstrip()[:1].isalnum()


def _without_stop(text: str, start: int, end: int, shift: int = 0) -> Span:
    """The span without the punctuation at its end, moved by `shift`."""
    return Span(start + shift, start + shift + len(trimmed_doi(text[start:end])))


def pubmed_faults(text: str) -> Iterator[Fault]:
    """PubMed numbers (PMID) and PubMed Central numbers (PMCID) of the wrong form."""
    for found in _PMID.finditer(text):
        problem = _pmid_problem(found.group("token"))
        if problem:
            yield Fault(Span(*found.span("token")), "PMID", problem)
    labelled: list[int] = []
    for found in _PMCID.finditer(text):
        labelled.append(found.start("token"))
        problem = _pmcid_problem(found.group("token"))
        if problem:
            yield Fault(Span(*found.span("token")), "PMCID", problem)
    for found in _BARE_PMCID.finditer(text):
        if found.start() not in labelled:
            yield Fault(Span(*found.span()), "PMCID", _too_long(len(found.group()) - 3))


def _pmid_problem(token: str) -> str:
    if token[:3].upper() == "PMC":
        return "numbers that begin with PMC are PMCIDs; a PMID has digits only"
    if token.isdigit():
        return (
            "" if len(token) <= _LONGEST_PUBMED or is_placeholder(token) else _too_long(len(token))
        )
    return _letter_problem(token, "a PMID has digits only")


def _pmcid_problem(token: str) -> str:
    digits = token[3:].strip() if token[:3].upper() == "PMC" else token
    if is_placeholder(digits):
        return ""
    if not digits.isdigit():
        return _letter_problem(digits, "behind PMC stand digits only")
    if token == digits:
        return "a PMCID begins with PMC"
    return _too_long(len(digits)) if len(digits) > _LONGEST_PUBMED else ""


def _letter_problem(token: str, rule: str) -> str:
    """What is wrong with digits among which a letter stands; nothing where it is no number."""
    letters = [letter for letter in token if not letter.isdigit()]
    if len(token) - len(letters) < 4 or len(letters) > 2 or "x" in token.lower():
        return ""
    return f"it has the letter “{letters[0]}”; {rule}"


def _too_long(digits: int) -> str:
    return f"it has {digits} digits, and at most {_LONGEST_PUBMED} are given out"


def registry_faults(text: str, registries: tuple[Registry, ...]) -> Iterator[Fault]:
    """Numbers of trials with too few or too many digits, or with a letter among them."""
    for registry in registries:
        if registry.prefix not in text:
            continue
        pattern = re.compile(rf"\b{registry.prefix}[- ]?(\d[\dOoIl]{{3,}})(?![\w])")
        for found in pattern.finditer(text):
            problem = _registry_problem(found.group(1), registry)
            if problem:
                yield Fault(Span(*found.span()), f"{registry.prefix} number", problem)


def _registry_problem(token: str, registry: Registry) -> str:
    if letter := _LETTER_FOR_DIGIT.search(token):
        return f"it has the letter “{letter.group()}” where a digit belongs"
    if len(token) == registry.digits or is_placeholder(token):
        return ""
    return f"it has {len(token)} digits, not {registry.digits}"


def isbn_faults(text: str) -> Iterator[Fault]:
    """Labelled ISBNs that have neither 10 nor 13 digits, or a wrong check digit."""
    for found in _ISBN.finditer(text):
        token = _first_isbn(found.group("token"))
        digits = _NOT_A_DIGIT.sub("", token).upper()
        if is_placeholder(digits) or "X" in digits[:-1]:
            continue
        span = Span(found.start("token"), found.start("token") + len(token))
        if len(digits) not in (10, 13):
            yield Fault(span, "ISBN", f"it has {len(digits)} digits, not 10 or 13")
        elif len(digits) == 13 and digits[:3] not in ("978", "979"):
            yield Fault(span, "ISBN", "with 13 digits it must begin with 978 or 979")
        else:
            yield from _check_digit(span, "ISBN", digits, isbn_check_digit)


def _first_isbn(run: str) -> str:
    """The ISBN at the start of digits in groups, behind which other numbers may stand."""
    wanted = 13 if run.startswith(("978", "979")) else 10
    count = 0
    for place, character in enumerate(run):
        count += character.isalnum()
        if count == wanted and (place + 1 == len(run) or run[place + 1] == " "):
            return run[: place + 1]
    return run


def issn_faults(text: str) -> Iterator[Fault]:
    """Labelled ISSNs that have not 8 digits, or a wrong check digit."""
    for found in _ISSN.finditer(text):
        digits = _NOT_A_DIGIT.sub("", found.group("token")).upper()
        span = Span(*found.span("token"))
        if is_placeholder(digits):
            continue
        if len(digits) != 8:
            yield Fault(span, "ISSN", f"it has {len(digits)} digits, not 8")
        else:
            yield from _check_digit(span, "ISSN", digits, issn_check_digit)


def orcid_faults(text: str) -> Iterator[Fault]:
    """ORCIDs that have not 16 digits, or a wrong check digit."""
    for found in _ORCID.finditer(text):
        digits = _NOT_A_DIGIT.sub("", found.group("token")).upper()
        span = Span(*found.span("token"))
        # All ORCIDs begin with zeros.
        if is_placeholder(digits[4:]) or "X" in digits[:-1]:
            continue
        if len(digits) != 16:
            yield Fault(span, "ORCID", f"it has {len(digits)} digits, not 16")
        else:
            yield from _check_digit(span, "ORCID", digits, orcid_check_digit)


def _check_digit(
    span: Span, name: str, digits: str, compute: Callable[[str], str]
) -> Iterator[Fault]:
    expected = compute(digits[:-1])
    if digits[-1] != expected:
        problem = (
            f"its check digit should be {expected}, not {digits[-1]}, or another digit is wrong"
        )
        yield Fault(span, name, problem)
