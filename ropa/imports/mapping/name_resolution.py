"""The rows that the names in a spreadsheet stand for, and the names for which there is none."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.text import slugify

from ..rows import FileRow, RowPlace
from .cells.lists import IsName, NamesInTexts
from .messages import Messages, row_numbers_in_words
from .name_suggestions import MOST_SUGGESTIONS, near_duplicates, suggestions
from .normalising import cut_to, normalised
from .register import MODELS, RegisterIndex
from .results import NO_NAME, Suggestion, UnknownName, new_row

# Of more new names than these, nobody is helped by comparing each with all others.
TOO_MANY_TO_COMPARE = 400

_NAME_LENGTH = 200
_CODE_LENGTH = 80
_WHAT = {kind: model._meta.verbose_name for kind, model in MODELS.items()}


def _nothing_else(_text: str) -> bool:
    return False


@dataclass
class _NewName:
    """A name without a row: what a row would say, where it stands, and what was decided of it."""

    kind: str
    name: str
    code: str
    decided: str
    places: list[RowPlace] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether it was decided to be a new row."""
        return new_row(self.kind, self.decided) is not None

    @property
    def is_settled(self) -> bool:
        """Whether it was decided to be a new row, or no name at all."""
        return self.is_new or self.decided == NO_NAME


class NameResolver:
    """Finds rows by name: by their own, their short one, or what a person has decided."""

    def __init__(
        self, register: RegisterIndex, decisions: Mapping[tuple[str, str], str], messages: Messages
    ) -> None:
        self._register = register
        self._messages = messages
        self._decided = {
            (kind, normalised(name)): (name, decision)
            for (kind, name), decision in decisions.items()
        }
        self._found = {kind: _index(rows.values()) for kind, rows in register.rows.items()}
        self._new: dict[tuple[str, str], _NewName] = {}
        self._no_names: dict[tuple[str, int], list[tuple[str, str]]] = {}
        self._codes = {kind: set(rows) for kind, rows in register.rows.items()}
        self._in_texts: dict[Hashable, NamesInTexts] = {}

    def is_name(self, kind: str, text: str) -> bool:
        """Whether a text is a name: of a row, of one that has ended, or one decided upon."""
        plain = normalised(text)
        return bool(plain) and (plain in self._found[kind] or (kind, plain) in self._decided)

    def in_texts(self, *kinds: str, besides: IsName = _nothing_else) -> NamesInTexts:
        """Return what takes apart lists of names of some kinds, and of what is a name `besides`."""

        def is_name(text: str) -> bool:
            return besides(text) or any(self.is_name(kind, text) for kind in kinds)

        return self._in_texts.setdefault((kinds, besides), NamesInTexts(is_name))

    def find(
        self, kind: str, name: str, place: RowPlace, column: str, /, **values: Any
    ) -> str | None:
        """Return the code of the row that a name stands for.

        `None` if that is undecided: the name is then among the unknown. `values` are what a new row
        would have besides its name: the first that is said of it, and of lists all that is.
        """
        plain = normalised(name)
        of_row = normalised(cut_to(" ".join(name.split()), _NAME_LENGTH))
        code = self._found[kind].get(plain) or self._found[kind].get(of_row, "")
        if code and self._register.rows[kind][code].is_current:
            return code
        new = self._new.get((kind, plain)) or self._add(kind, plain, name)
        if not new.places or new.places[-1] != place:
            new.places.append(place)
            new.columns.append(column)
        for each, value in values.items():
            said = new.values.setdefault(each, value)
            if isinstance(value, list):
                new.values[each] = list(dict.fromkeys((*said, *value)))
        if new.is_new:
            return new.code
        if new.decided == NO_NAME:
            kept = self._no_names.setdefault((place.sheet, place.number), [])
            kept.append((column, new.name))
            return None
        if self._is_code(kind, new.decided):
            return new.decided
        self._messages.refuse_cell(place, column, f"Nobody has decided what “{new.name}” is.")
        return None

    def values_of_new(self, kind: str, name: str) -> Mapping[str, Any]:
        """Return what is said of a name without a row, in the file or by who decided upon it."""
        new = self._new.get((kind, normalised(name)))
        if new is None:
            return {}
        decided = new_row(kind, new.decided)
        return {**new.values, **(decided.values if decided else {})}

    def no_names(self, place: RowPlace) -> Iterator[tuple[str, str]]:
        """Yield what was decided to be no name in a row, with the title of its column."""
        yield from self._no_names.get((place.sheet, place.number), ())

    def is_undecided(self, place: RowPlace) -> bool:
        """Whether a name in a row waits for a decision."""
        return any(
            place in new.places
            for new in self._new.values()
            if not new.is_settled and not self._is_code(new.kind, new.decided)
        )

    def rows(self) -> Iterator[FileRow]:
        """Yield the new rows that were decided upon."""
        for new in self._new.values():
            if said := new_row(new.kind, new.decided):
                values = {"code": new.code, "name": new.name, **new.values, **said.values}
                yield FileRow(new.kind, values, new.places[0])

    def undecided(self) -> list[UnknownName]:
        """Return the names of which a person has to decide, and tell a problem of each: first those
        that surely are another name for a row."""
        found: list[UnknownName] = []
        # What later names of the file may be sure to be another name for.
        earlier: set[tuple[str, str]] = set()
        for new in self._new.values():
            if new.is_settled or self._is_code(new.kind, new.decided):
                continue
            likely = self._suggestions_for(new, earlier)
            unknown = UnknownName(new.kind, new.name, tuple(new.places), likely, new.code)
            if not unknown.is_surely_known:
                earlier.add((new.kind, new.code))
            self._report(unknown, new)
            found.append(unknown)
        return sorted(found, key=lambda each: not each.is_surely_known)

    def _add(self, kind: str, plain: str, name: str) -> _NewName:
        written, decided = self._decided.get((kind, plain), (name, ""))
        whole = " ".join(written.split())
        shown = cut_to(whole, _NAME_LENGTH)
        new = self._new[kind, plain] = _NewName(kind, shown, self._free_code(kind, shown), decided)
        if shown != whole:
            new.values["internal_note"] = f"In the file it is called: {whole}"
        # Of one name there cannot be two rows, even if the one has ended.
        if new.is_new and plain in self._found[kind]:
            new.decided = ""
        return new

    def _free_code(self, kind: str, name: str) -> str:
        """A code made from a name, and told from those there are by a number if need be."""
        base = slugify(name)[: _CODE_LENGTH - 5].strip("-_").replace("_", "-") or "row"
        base = "-".join(filter(None, base.split("-")))
        code, number = base, 2
        while code in self._codes[kind]:
            code, number = f"{base}-{number}", number + 1
        self._codes[kind].add(code)
        return code

    def _is_code(self, kind: str, decided: str) -> bool:
        return bool(decided) and (
            decided in self._register.rows[kind]
            or any(
                new.code == decided and new.is_new
                for (of, _), new in self._new.items()
                if of == kind
            )
            or any(
                of == kind and new_row(kind, decision) and slugify(name) == decided
                for (of, _), (name, decision) in self._decided.items()
            )
        )

    def _suggestions_for(
        self, new: _NewName, earlier: Collection[tuple[str, str]]
    ) -> tuple[Suggestion, ...]:
        others = [
            (each.code, each.name)
            for each in self._new.values()
            if each.kind == new.kind
            and each is not new
            and each.decided not in self._register.rows[new.kind]
        ]
        if len(self._new) > TOO_MANY_TO_COMPARE:
            return ()
        own = suggestions(new.name, self._register.rows[new.kind])
        alike = (
            replace(each, is_sure=each.is_sure and (new.kind, each.code) in earlier)
            for each in near_duplicates(new.name, others)
        )
        return (*own, *alike)[:MOST_SUGGESTIONS]

    def _report(self, unknown: UnknownName, new: _NewName) -> None:
        rows = [place.number for place in unknown.places]
        what = f"“{unknown.name}” is no {_WHAT[unknown.kind]} of the register"
        where = f" ({row_numbers_in_words(rows)})" if len(rows) > 1 else ""
        if unknown.suggestions:
            meant = " or ".join(f"“{each.name}”" for each in unknown.suggestions)
            says = f"{what}{where}. Decide: is it {meant}, another, or new?"
        else:
            says = f"{what}{where}. Decide: is it another name for one, or new?"
        if new.decided:
            says = f"{says} “{new.decided}”, as was decided, is there no more."
        self._messages.problem(unknown.places[0], new.columns[0], unknown.name, says)


def _index(rows: Any) -> dict[str, str]:
    """Codes by what rows are called. A name that is right now goes before one that has ended, and
    a full one before a short one, and that before what else it is called."""
    found: dict[str, str] = {}
    for known in sorted(rows, key=lambda each: not each.is_current):
        found.setdefault(normalised(known.name), known.code)
    for known in sorted(rows, key=lambda each: not each.is_current):
        if known.short_name:
            found.setdefault(normalised(known.short_name), known.code)
            found.setdefault(normalised(f"{known.name} ({known.short_name})"), known.code)
    for known in sorted(rows, key=lambda each: not each.is_current):
        for other in known.other_names:
            found.setdefault(normalised(other), known.code)
            found.setdefault(normalised(f"{known.name} ({other})"), known.code)
    return found
