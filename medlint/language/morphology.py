"""Regular English inflection, enough to list every form of a lexicon's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_VOWELS = "aeiou"
# Two-syllable verbs stressed on the last syllable double their consonant as one-syllable ones do.
_DOUBLING = frozenset({"control", "permit", "prefer", "regret", "rid", "quit", "transfer", "recur",
                       "reset", "cut", "upset", "occur", "combat"})  # fmt: skip

#: Irregular verbs by base: base, -s form, past, participle and -ing form.
IRREGULAR_VERBS: Mapping[str, tuple[str, ...]] = {
    line.split()[0]: tuple(line.split())
    for line in """
        be is was been being
        beat beats beat beaten beating
        become becomes became become becoming
        break breaks broke broken breaking
        bring brings brought brought bringing
        build builds built built building
        buy buys bought bought buying
        come comes came come coming
        cut cuts cut cut cutting
        dig digs dug dug digging
        do does did done doing
        drink drinks drank drunk drinking
        eat eats ate eaten eating
        fall falls fell fallen falling
        feel feels felt felt feeling
        fight fights fought fought fighting
        find finds found found finding
        get gets got gotten getting
        give gives gave given giving
        go goes went gone going
        grow grows grew grown growing
        have has had had having
        hear hears heard heard hearing
        hit hits hit hit hitting
        hold holds held held holding
        keep keeps kept kept keeping
        leave leaves left left leaving
        lose loses lost lost losing
        make makes made made making
        meet meets met met meeting
        outdo outdoes outdid outdone outdoing
        put puts put put putting
        quit quits quit quit quitting
        rebuild rebuilds rebuilt rebuilt rebuilding
        reset resets reset reset resetting
        rewire rewires rewired rewired rewiring
        rid rids rid rid ridding
        say says said said saying
        see sees saw seen seeing
        shrink shrinks shrank shrunk shrinking
        sleep sleeps slept slept sleeping
        strike strikes struck struck striking
        swear swears swore sworn swearing
        take takes took taken taking
        tell tells told told telling
        throw throws threw thrown throwing
        undo undoes undid undone undoing
        win wins won won winning
    """.strip().splitlines()
}


def plural(noun: str) -> str:
    """The regular plural of a noun or of a noun phrase's last word."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun[:-2] + "es" if noun.endswith("sis") else noun + "es"
    if noun.endswith("y") and len(noun) > 1 and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def verb_forms(base: str, irregular: tuple[str, ...] | None = None) -> Iterator[tuple[str, str]]:
    """Pairs of a form's name ("base", "s", "ed", "ing") and the word.

    `irregular` lists base, -s form, past, participle and -ing form, in this order.
    """
    if irregular:
        names = ("base", "s", "ed", "ed", "ing")
        yield from dict.fromkeys(zip(names, irregular, strict=False))
        return
    yield "base", base
    yield "s", plural(base) if not base.endswith("sis") else base + "es"
    stem = base + base[-1] if _doubles(base) else base
    if base.endswith("e"):
        yield "ed", base + "d"
        yield "ing", (base if base.endswith(("ee", "ye", "oe")) else base[:-1]) + "ing"
    elif base.endswith("y") and base[-2:-1] not in _VOWELS:
        yield "ed", base[:-1] + "ied"
        yield "ing", base + "ing"
    else:
        yield "ed", stem + "ed"
        yield "ing", stem + "ing"


def _doubles(base: str) -> bool:
    if base in _DOUBLING:
        return True
    if len(base) < 3 or base[-1] in "wxyaeiou" or base[-2] not in _VOWELS or base[-3] in _VOWELS:
        return False
    # One vowel group makes it a one-syllable verb: stop, cut, slim.
    groups = sum(
        letter in _VOWELS and (index == 0 or base[index - 1] not in _VOWELS)
        for index, letter in enumerate(base)
    )
    return groups == 1
