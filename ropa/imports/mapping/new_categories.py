"""How new categories of data and of people are filed: as their names sound, and never unsaid."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.models.grounds import Sensitivity
from ropa.models.sensitive_words import sensitive_word, sound_like_children

from ..rows import FileRow
from .messages import Messages
from .results import DATA, PEOPLE


def file_as_they_sound(rows: Iterable[FileRow], messages: Messages) -> None:
    """Fill in how sensitive the data of new rows is, and whether the people are children, where the
    file does not say so, and tell it."""
    told: dict[str, list[str]] = {}
    for row in rows:
        name = str(row.values["name"])
        if row.table == DATA and "sensitivity" not in row.values:
            sounds = sensitive_word(name)
            sensitivity = sounds[0] if sounds else Sensitivity.ORDINARY
            row.values["sensitivity"] = sensitivity.value
            told.setdefault(f"as {sensitivity.label.lower()} data", []).append(f"“{name}”")
        elif row.table == PEOPLE and "are_children" not in row.values:
            are_children = sound_like_children(name)
            row.values["are_children"] = are_children
            told.setdefault(
                "as children" if are_children else "as people who are no children", []
            ).append(f"“{name}”")
    if told:
        filed = "; ".join(f"{each}: {', '.join(names)}" for each, names in told.items())
        messages.note(
            "The file does not say how sensitive new data is, or whether new people are children. "
            f"By their names they were filed {filed}. Look at each on its page."
        )
