"""Counts the syllables of an English word by rule, with no dictionary and no network.

Every group of vowels is a syllable, a silent e is none, and some neighbouring vowels are two
("me-di-a"). A table holds words that the rules get wrong. What is not an ordinary word:

- An acronym counts as it is spelled out ("HIV" 3, "MRIs" 3, "HbA1c" 5), because that is how it is
  read; the table names those read as a word ("AIDS" 1). Five capitals or more are a word.
- A number is one syllable however long it is, and so is a unit of measure ("mg"). The printed SMOG
  rules read figures aloud, but plain-language advice asks for figures, and an exact dose must never
  be what makes a sentence hard.
- A hyphen, slash or stop joins parts whose syllables are added up ("follow-up" 3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from medlint.remembered import Remembered

_EXCEPTIONS = {
    word: number
    for number, words in {
        1: """
            mg mcg kg ml dl cl cm mm mmhg iu ii iii aids sars mers gerd pet cat
            ache aches ached tongue tongues tier tiers pier piers clothes
            moist waist hoist heist aisle isle weird
            """,
        2: """
            ph cabg nsaid nsaids lasik covid vs etc dr mr mrs
            people peoples someone something sometimes somewhat somehow evening
            hundred naked sacred wicked rugged crooked
            headache headaches earache earaches toothache toothaches backache backaches heartache
            acne herpes feces faeces rabies scabies testes stapes nares raphe dengue argue
            argues argued cashier soldier soldiers frontier lifelong wednesday diamond diamonds
            giant giants maybe ragged whereas chickpeas
            """,
        3: """
            syncope recipe recipes arguing ascites systole element elements pneumonia ammonia
            familial overseas
            """,
        4: "diabetes diastole",
    }.items()
    for word in words.split()
}

#: Words that leaflets print in capitals for weight; any other short one is spelled out.
_SHOUTED_WORDS = """
    a all also and any are as at be but by call can do dose drug each for from get had has have help
    her his how if in is it keep less like make may more most must need never new no not note now of
    off on one only or our out risk safe see she side so some stop such take tell than that the them
    then they this to too two up use very was we what when will with you your
"""
_SHOUTED = frozenset(_SHOUTED_WORDS.split())

_VOWELS = re.compile("[aeiouy]+")

_PART = re.compile(r"\d[\d.,]*(?:(?:st|nd|rd|th|s)(?![^\W\d_]))?|[^\W\d_]+(?:'[^\W\d_]+)*")

_LETTERS = re.compile(r"[^\W\d_]+")

_SPELLED_OUT = re.compile(r"[A-Z]{1,4}s?|(?!Mc|Mac)(?=.*[A-Z].*[A-Z])(?=.*[a-z])[A-Za-z]{2,5}")

#: First parts of compounds whose last vowel stands apart from a following one: "micro-organism".
_PREFIXES = """
    anti auto bio cardio contra electro extra gastro hydro hypo immuno infra intra macro micro
    multi neo neuro osteo photo pneumo poly psycho radio retro semi supra thermo ultra
"""

#: Where two neighbouring vowels belong to different syllables; each pattern matches between them.
_HIATUS = re.compile(
    "|".join(
        (
            # me-di-a, di-al, as-so-ci-ate; not so-cial, de-men-tia, mar-riage, Ital-ian
            r"(?<=i)(?<![ctsg]i)(?=a(?!ges?$))(?!(?<=li)a[nr]s?$)",
            r"(?<=[ctsg]i)(?=a(?!l|n|s?$))|(?<=^si)(?=al)",
            # pe-ri-od, ra-tio, phys-i-ol-o-gy; not na-tion, in-fec-tious, mil-lion, sen-ior
            r"(?<=i)(?<![ctsgxlnv]i)(?<!shi)(?=o)",
            r"(?<=[ctsgx]i)(?=o(?!n|us))",
            r"(?<=[ln]i)(?=o(?!n|rs?$))",
            r"(?<=vi)(?=o(?!r|ur))",
            # me-di-um, sci-ence, di-et, nu-tri-ent, eas-i-er; not friend, pa-tient, car-ries
            r"(?<=i)(?=[iu])",
            r"(?<=i)(?<![ctg]i)(?<!fri)(?=en)",
            r"(?<=^sci)(?=en)",
            r"(?<=i)(?=et|ers?$|est$|erar)",
            # a-re-a, cor-ne-al, lin-e-ar, nau-se-ate, cre-ate, re-act; not tea, ap-peal, in-crease
            r"(?<=[aeiouy][^aeiouy]e)(?=as?$)",
            r"(?<=[aeiouy][^aeiouy]{2}e)(?=as?$)",
            r"(?<=[aeiouy][^aeiouy]{3}e)(?=as?$)",
            r"(?<=[aeiouy][gnrhst]e)(?=al(?:ly)?$)",
            r"(?<=[aeiouy][^aeiouy][gnrhst]e)(?=al(?:ly)?$)",
            r"(?<=ine)(?=ar)|(?<=nucle)(?=ar)|(?<=cochle)(?=ar)|(?<=[nrp]e)(?=ans?$)",
            r"(?<=[aeiouy][nsm]e)(?=at[ei])",
            r"(?<=cre)(?=at(?!u))|(?<=ncre)(?=as$|at)|(?<=the)(?=at)|(?<=ide)(?=al)",
            r"(?<=^re)(?=a(?:ct|ss|pp|dm|dj|ff|lity|li[sz]|rr))|(?<=^de)(?=ac)|(?<=^me)(?=at[ua])",
            # vid-e-o, os-te-o-po-ro-sis; not peo-ple, sur-geon, gor-geous
            r"(?<=e)(?<!pe)(?=o(?!u|ns?$|pard|rg))",
            r"(?<=[^aeiougc]e)(?=ou)|(?<=que)(?=ou)|(?<=[^aeioug]e)(?=ons?$)",
            # mu-se-um, nu-cle-us, re-use, re-in-force, pre-e-clamp-si-a, nu-cle-ic
            r"(?<=[^aeiou]e)(?=u[ms]$)|(?<=^re)(?=u[nps])|(?<=^re)(?=i[mnt][^g])",
            r"(?<=^pre)(?=e[cx])|(?<=^re)(?=e[vxs])|(?<=e)(?=ity|ic$)|(?<=[aeiouy]cle)(?=i$)",
            # be-yond, roy-al, play-er, em-ploy-ee; not vine-yard, eye
            r"(?<=[aeo]y)(?=[ao](?!rd))|(?<=[aeou]y)(?=e[er])",
            # ar-cha-ic, a-or-ta, cha-os, na-ive
            r"(?<=a)(?=ic|or)|(?<=cha)(?=o)|(?<=na)(?=ive)|(?<=ra)(?=el$)",
            # gas-tro-en-ter-i-tis, car-di-o-em-bol-ic, po-et; not shoe
            r"(?<=[^aeiou]o)(?=e(?:soph|nter|ndo|nceph|nzy|dem|pi|x|mb))",
            r"(?<=[ei]o)(?=[ae])|(?<=^po)(?=e[tm])",
            # co-ag-u-late, co-op-er-ate, he-ro-ic, her-o-in, di-ar-rhoe-a
            r"(?<=^co)(?=a[gu]|ali|inc|inf|oper|ex)|(?<=co)(?=ordin)|(?<=zo)(?=a)|(?<=^o)(?=oph)",
            r"(?<=o)(?=ic(?:s|al|ally)?$)|(?<=hero)(?=in)|(?<=oe)(?=as?$)",
            # ac-tu-al, in-flu-ence, flu-id, su-i-cide, con-tin-u-ous; not lan-guage, per-suade
            r"(?<=u)(?<![qg]u)(?=a(?!d[ei]))",
            r"(?<=u)(?<![qg]u)(?=e(?:l|n[tcz]|r))",
            r"(?<=flu)(?=id)|(?<=su)(?=icid)|(?<=[^q]u)(?=it[yo])|(?<=genu)(?=in)|(?<=^ru)(?=in)",
            r"(?<=tu)(?=it)|(?<=[^gq]u)(?=ish)",
            r"(?<=u)(?<!qu)(?<!flu)(?=o(?!y))|(?<=nu)(?=um)",
            # my-al-gi-a, em-bry-o, my-e-lo-ma, poly-es-ter, dry-er; not lawyer, can-yon
            r"(?<=[^aeiouy]y)(?=[aou](?!rd|ns?$))|(?<=[mp]y)(?=el)|(?<=[^aeiouyw]y)(?=er)",
            # go-ing, stud-y-ing, con-tin-u-ing; not fa-tigu-ing
            r"(?<=[aeiouy])(?<![gq]u)(?=ings?$|ingly$)",
            *(rf"(?<=^{prefix})(?=[aeiou])" for prefix in _PREFIXES.split()),
        )
    )
)

#: Vowels that are written and not spoken.
_SILENT = re.compile(
    "|".join(
        (
            # care; not ta-ble, a-cre
            r"(?<=[^aeiouy])e$(?<![^aeiouylrw]le)(?<![tbc]re)",
            # cares; not dis-eas-es, a-ges, wash-es, ta-bles
            r"(?<=[^aeiouysxzcg])es$(?<![cs]hes)(?<![^aeiouylrw]les)(?<![tbc]res)",
            # cared; not need-ed, treat-ed, han-dled
            r"(?<=[^aeiouytd])ed$(?<![^aeiouylrw]led)",
            # safe-ly, large-ly; not re-ly
            r"(?<=[aeiouy][^aeiouy])e(?=ly$)|(?<=[aeiouy][^aeiouy]{2})e(?=ly$)",
            # move-ment, care-ful, home-less, life-time, guide-line
            r"(?<=[aeiouy][^aeiouy])e(?=(?:ments?|ful(?:ly)?|less(?:ly|ness)?|ness|some|times?|"
            r"lets?|lines?|works?|holds?|where|styles?|care|guards?|thing|ty|lihood|marks?|"
            r"givers?|giving|makers?|takers?|spans?|spread|balls?)$)",
            # en-large-ment, in-volve-ment; not im-ple-ment
            r"(?<=[aeiouy][^aeiouy][cgsv])e(?=ments?$)",
            # fore-skin, base-line, there-fore, ev-ery
            r"(?<=^for)e(?=[cfhmtw]|sk)|(?<=^[tw]her)e(?=[bfuw])|(?<=^ev)e(?=ry)",
            # tongue, tech-nique
            r"(?<=[aeiouyns][gq])ue[sd]?$",
            # med-i-cal-ly, busi-ness, vege-ta-ble
            r"(?<=ic)a(?=lly$)|(?<=^bus)i(?=ness)|(?<=^veg)e(?=tab)",
        )
    )
)

#: An m that is a syllable of its own: "or-gan-is-m", "spas-m", "rhyth-m".
_SYLLABIC_M = re.compile(r"(?:[ia]s|th)ms?$")

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh|[cgs]e|ze)$")
_CLITICS = frozenset(("s", "ve", "re", "d", "m", "ll", "t"))
_RESPELLED = str.maketrans(
    {"\u00ad": "", "’": "'", "‘": "'", "ʼ": "'"}
    | {"é": "ey", "ï": "hi", "ë": "he", "œ": "e", "æ": "e", "ø": "o", "ß": "ss"}
)


@lru_cache(maxsize=1 << 16)
def syllables(word: str) -> int:
    """Syllables of a word as it is read aloud; 0 if it has no letter or digit, else at least 1."""
    parts: list[str] = _PART.findall(word if word.isascii() else word.translate(_RESPELLED))
    return sum(map(_part_syllables, parts))


#: The syllables of a word that was met before, for many words at once.
SYLLABLES: Mapping[str, int] = Remembered(syllables)


def is_acronym(word: str) -> bool:
    """Whether a word holds an acronym, spelled out ("HIV-positive") or read as a word ("AIDS")."""
    return any(map(_is_acronym_run, _LETTERS.findall(word)))


def _is_acronym_run(run: str) -> bool:
    """Whether a run of letters is an acronym: two capitals, and not a word in capitals."""
    capitals = sum(map(str.isupper, run))
    lower = run.lower()
    known = lower in _EXCEPTIONS or _SPELLED_OUT.fullmatch(run) is not None
    return capitals > 1 and known and lower not in _SHOUTED


def _part_syllables(part: str) -> int:
    """Syllables of a number or of a run of letters that may hold apostrophes."""
    if not part[0].isalpha():
        return 1
    stem, _, ending = part.partition("'")
    if ending not in _CLITICS:
        return sum(map(_run_syllables, part.split("'")))
    if ending == "t" and stem.endswith("n"):
        verb = stem[:-1]
        return _run_syllables(verb) + verb.lower().endswith(("d", "s", "t", "ve"))
    return _run_syllables(stem) + _clitic_syllables(stem.lower(), ending)


def _clitic_syllables(stem: str, ending: str) -> int:
    """1 if an ending after an apostrophe is spoken as a syllable ("nurse's", "it'll"), else 0."""
    if ending == "s":
        return int(bool(_SIBILANT.search(stem)))
    return int(ending == "ll" and stem[-1:] not in "aeiouyw")


def _run_syllables(run: str) -> int:
    """Syllables of a run of letters: from the table, spelled out, or by rule."""
    lower = run.lower()
    if lower in _EXCEPTIONS:
        return _EXCEPTIONS[lower]
    if _SPELLED_OUT.fullmatch(run) and lower not in _SHOUTED:
        return sum(3 if letter in "Ww" else 1 for letter in run.removesuffix("s"))
    return _rule_syllables(lower)


def _rule_syllables(lower: str) -> int:
    """Syllables of a lower-case word by rule; in other scripts than Latin one for each letter."""
    if lower.isascii() and lower.isalpha():
        latin = lower
    else:
        folded = unicodedata.normalize("NFKD", lower)
        latin = "".join(letter for letter in folded if "a" <= letter <= "z")
    if not latin:
        return len(lower)
    groups = _VOWELS.findall(latin)
    spoken = len(groups) + bool(_SYLLABIC_M.search(latin))
    # The two long patterns are slow, and most words show at a glance that they do not fit.
    if len(groups) < sum(map(len, groups)):
        spoken += len(_HIATUS.findall(latin))
    if "e" in latin or "ically" in latin:
        spoken -= len(_SILENT.findall(latin))
    return max(1, spoken)
