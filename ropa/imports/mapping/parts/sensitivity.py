"""Whether some of the data is sensitive, where a file asks that in a column of its own.

Sources: UK GDPR Articles 9(1) and 10.
"""

from __future__ import annotations

from typing import NamedTuple

from ropa.models.grounds import Sensitivity
from ropa.models.sensitive_words import sensitive_word

from ..cells.answers import ShortAnswer, short_answer, short_answer_and_rest
from ..entry_row import EntryRow
from ..name_resolution import NameResolver
from ..name_suggestions import significant_words
from ..register import RegisterIndex
from ..results import DATA

TARGET = "sensitive"
_NO = {ShortAnswer.NO, ShortAnswer.NOT_APPLICABLE}
_WHICH = "Say on the page of each category of data whether it is sensitive."


class HeldData(NamedTuple):
    """A category of data of a row, how sensitive the register or its name says that it is, and
    whether the register has it already."""

    name: str
    sensitivity: Sensitivity
    is_known: bool


def read_sensitivity(row: EntryRow, register: RegisterIndex, resolver: NameResolver) -> None:
    """Read which of the data of a row, which is read already, is sensitive: “yes”, “no”, or words
    such as “health, ethnicity”. New data is filed so where it is clear which is meant. What the
    register has stays as it is, and what does not agree with it is told. Words are kept besides."""
    if not row.has(TARGET):
        return
    given, words = short_answer_and_rest(row.text(TARGET))
    held = held_data(row, register, resolver)
    sensitive = [each.name for each in held if each.sensitivity != Sensitivity.ORDINARY]
    if given in _NO and sensitive:
        named = " and ".join(f"“{name}”" for name in sensitive)
        row.gap(TARGET, f"It says no, and yet {named} is filed as sensitive. Say which is right.")
    elif given is ShortAnswer.UNKNOWN:
        row.gap(TARGET, _WHICH)
    elif words:
        row.add_to_note(TARGET, row.text(TARGET))
        if given not in _NO:
            _read_words(row, words, held, resolver)
    elif given is ShortAnswer.YES and not sensitive:
        if len(held) == 1:
            _file(row, held[0], Sensitivity.SPECIAL, resolver)
        else:
            row.gap(TARGET, f"It says that some data is sensitive, and not which. {_WHICH}")


def held_data(row: EntryRow, register: RegisterIndex, resolver: NameResolver) -> list[HeldData]:
    """Return the data that the cells of a row name."""
    held: list[HeldData] = []
    for item in resolver.in_texts(DATA).of(row.text("data")):
        if short_answer(item.name):
            continue
        code = resolver.find(DATA, item.name, row.place, row.titles["data"])
        if known := register.rows[DATA].get(code or ""):
            held.append(HeldData(item.name, Sensitivity(known.row.sensitivity), True))
        else:
            sounds = sensitive_word(f"{item.name} {item.brackets}")
            said = resolver.values_of_new(DATA, item.name).get("sensitivity")
            filed = Sensitivity(said) if said else sounds[0] if sounds else Sensitivity.ORDINARY
            held.append(HeldData(item.name, filed, False))
    return held


def _read_words(row: EntryRow, words: str, held: list[HeldData], resolver: NameResolver) -> None:
    for item in resolver.in_texts(DATA).of(words):
        sounds = sensitive_word(item.name)
        sensitivity = sounds[0] if sounds else Sensitivity.SPECIAL
        meant = {*significant_words(item.name)}
        named = [each for each in held if meant & {*significant_words(each.name)}]
        for each in named:
            _file(row, each, sensitivity, resolver)
        if not named and all(each.sensitivity != sensitivity for each in held):
            row.leave_open(
                TARGET,
                f"None of the data of the entry is called “{item.name}”. Add it to the entry, or: "
                f"{_WHICH[0].lower()}{_WHICH[1:]}",
                item.name,
            )


def _file(row: EntryRow, data: HeldData, sensitivity: Sensitivity, resolver: NameResolver) -> None:
    if data.sensitivity != Sensitivity.ORDINARY:
        return
    if data.is_known:
        row.gap(TARGET, f"“{data.name}” is filed as ordinary data. Say which is right.")
        return
    column = row.titles["data"]
    resolver.find(DATA, data.name, row.place, column, sensitivity=sensitivity.value)
    row.guess(
        TARGET,
        "New data that the file calls sensitive was filed so: as special category data, unless its "
        "words say otherwise. Look at it on its page.",
    )
