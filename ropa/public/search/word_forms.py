"""Families of words whose stems differ, and stop words.

The stemmer takes the endings off words: “adoption” and “adopters” are “adopt” to it. Here is what
it cannot know. Whoever asks for one word of a family is given all of it.
"""

from __future__ import annotations

_FAMILIES = """
    child children
    person people
    man men
    woman women
    baby babies infant
    life lives
    birth born
    death die died dying dead
    inspect inspector inspectorate
    teach teacher taught
    care carer
    work worker
    leave leaver left
    govern governor
    complain complaint
    register registration
    prosecute prosecution prosecutor
    notify notification
    identify identity
    apply application applicant
    disabled disability
    ill illness sick
    foster fosterer
    keep kept
    hold held
    give gave given
    get got
    take took taken
    send sent
    tell told
    say said
    see saw seen
    know knew known
    write wrote written
    find found
    parent mother father mum dad
    pupil student
    phone telephone
    medical doctor
    job employment
    delete erase
    photo photograph
"""

# What people shorten, and no page does.
ABBREVIATIONS = {
    "cla": ("children", "looked", "after"),
    "dpo": ("data", "protection", "officer"),
    "ehcp": ("education", "health", "care", "plan"),
    "lac": ("looked", "after", "children"),
    "sen": ("special", "educational", "needs"),
}

_SILENT = """
    a about am an and any are as at be been being by can could did do does for from had has have he
    her him his how i if in into is it its just may me mine more much my of on or our ours out own
    please shall she should so some than that the their them then there these they this those to us
    was we were what when where which who whom whose why will with would you your yours not no only
"""


def _by_word(families: str) -> dict[str, str]:
    lines = [line.split() for line in families.strip().splitlines()]
    return {word: family[0] for family in lines for word in family}


SILENT = frozenset(_SILENT.split())
_FIRST = _by_word(_FAMILIES)
_ENDINGS = ("", "s", "es", "d", "ed", "ing", "ion", "ions")


def first_of_family(word: str) -> str:
    """Return the word that stands for all that belong with a word in any of its forms: the word
    itself, if nothing does."""
    bare = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    bare += [f"{each}e" for each in bare[1:]]
    return next((_FIRST[each] for each in bare if each in _FIRST), word)
