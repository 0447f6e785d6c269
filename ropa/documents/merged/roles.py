"""Who is controller of what: merged over entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..schema import ActivityDocument, ControllerDocument, OrganisationDocument, Term
from ..wording import joined_names
from .entries import (
    EntryPart,
    EntryReference,
    any_inferred,
    distinct,
    distinct_texts,
    entries_of,
    grouped_by_key,
    parts_of_entries,
)

SOLE = "sole"
JOINT = "joint"
PROCESSOR = "processor"


@dataclass(frozen=True)
class MergedController:
    """An organisation's role, and of which data. Without a scope it is all data of the entries."""

    organisation: OrganisationDocument
    role: Term
    scope: str
    essences: tuple[str, ...]
    entries: tuple[EntryReference, ...]
    is_inferred: bool = False
    works_for: Term | None = None
    tasks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def is_sole(self) -> bool:
        return self.role.code == SOLE

    @property
    def is_joint(self) -> bool:
        return self.role.code == JOINT

    @property
    def task(self) -> str:
        """What it works on, within a sentence."""
        return joined_names(self.tasks)

    @property
    def place(self) -> str:
        """Where it works on it, within a sentence."""
        return joined_names(self.places)

    @property
    def is_processor(self) -> bool:
        return self.role.code == PROCESSOR


def merged_controllers(activities: Sequence[ActivityDocument]) -> tuple[MergedController, ...]:
    """Return the organisations with their roles (UK GDPR Articles 26 and 28), each once for each
    scope and each that they work for. `essences` hold the essence of arrangements (Article 26(2)).
    """
    roles = parts_of_entries(activities, lambda activity: activity.controllers)
    return tuple(
        MergedController(
            group[0].part.organisation,
            group[0].part.role,
            group[0].part.scope.strip(),
            distinct_texts(map(_without_own_words, group), lambda part: part.essence),
            entries_of(group),
            any_inferred(group),
            group[0].part.works_for,
            distinct(item.part.task.strip() for item in group),
            distinct(item.part.place.strip() for item in group),
        )
        for group in grouped_by_key(
            roles,
            lambda part: (
                part.organisation.code,
                part.role.code,
                part.scope.strip(),
                part.works_for.code if part.works_for else "",
            ),
        )
    )


def _without_own_words(item: EntryPart[ControllerDocument]) -> EntryPart[ControllerDocument]:
    """A role without what each merged role says in words of its own."""
    plain = item.part.model_copy(update={"works_for": None, "task": "", "place": ""})
    return replace(item, part=plain)


@dataclass(frozen=True)
class ProcessorInUse:
    """A processor, and the processors that it uses in turn (UK GDPR Articles 28(2) and 28(4))."""

    controller: MergedController
    uses: tuple[ProcessorInUse, ...] = ()


def processors_in_use(controllers: Sequence[MergedController]) -> tuple[ProcessorInUse, ...]:
    """Return the processors that work for the controllers, each with the chain below it.

    Where the entry does not name the one it works for, a processor stands among the first.
    """
    processors = [each for each in controllers if each.is_processor]
    first = [each for each in processors if not any(_uses(other, each) for other in processors)]
    found = [_with_processors_below(each, processors, ()) for each in first]
    shown = {each for worker in found for each in _with_chain(worker)}
    # What closes on itself has no first one. An approved entry has no such chain.
    return (*found, *(ProcessorInUse(each) for each in processors if each not in shown))


def _with_processors_below(
    one: MergedController,
    processors: Sequence[MergedController],
    above: tuple[MergedController, ...],
) -> ProcessorInUse:
    chain = (*above, one)
    used = (each for each in processors if _uses(one, each) and each not in chain)
    return ProcessorInUse(
        one, tuple(_with_processors_below(each, processors, chain) for each in used)
    )


def _uses(one: MergedController, other: MergedController) -> bool:
    """Whether `other` works for `one`, in an entry of both."""
    is_named = other.works_for is not None and other.works_for.code == one.organisation.code
    return is_named and bool({*one.entries} & {*other.entries})


def _with_chain(worker: ProcessorInUse) -> Iterator[MergedController]:
    yield worker.controller
    for each in worker.uses:
        yield from _with_chain(each)


def organisations_of(controllers: Sequence[MergedController]) -> tuple[OrganisationDocument, ...]:
    """Return the organisations among the controllers, each once."""
    return tuple({part.organisation.code: part.organisation for part in controllers}.values())
