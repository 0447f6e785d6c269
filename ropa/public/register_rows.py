"""The projection of the registers that follow from the record, and their pages for the public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, Model, QuerySet

from ropa.documents.public_copy import public_copy
from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity, PublishedDocument, RegisterRow, Version
from ropa.read_model import Projection, register
from ropa.reports.topic_registers import (
    TopicColumn,
    TopicRegister,
    TopicRow,
    readable_topics,
    topic_table,
)
from ropa.reports.topic_registers.contents import EntriesWithout, EntryName
from ropa.reports.topic_registers.paging import ROWS_ON_A_PAGE

from .published_documents import PUBLISHED_DOCUMENTS, newest_of, subject_key
from .published_lists import sound

# So many of the entries that lack a fact are named.
MOST_NAMED = 50


class _RegisterRows(Projection):
    name = "rows of registers"
    model = RegisterRow
    key_field = "document"
    identified_by = ("topic", "lacks", "position")
    made_from = (Version,)

    def keys(self) -> Iterable[str]:
        return PUBLISHED_DOCUMENTS.keys()

    def keys_from(self, row: Model) -> Iterable[str]:
        return PUBLISHED_DOCUMENTS.keys_from(row)

    def rows(self, keys: Sequence[str]) -> Iterable[Model]:
        for version in newest_of(key for key in keys if key.startswith("activity:")):
            document = public_copy(ActivityDocument.model_validate_json(version.frozen_text))
            for topic in readable_topics(by_public=True):
                if topic.concerns(document):
                    yield from _rows(topic, document, version)


def _rows(
    topic: TopicRegister, document: ActivityDocument, version: Version
) -> Iterator[RegisterRow]:
    def row(position: int, cells: Sequence[str], lacks: str = "") -> RegisterRow:
        return RegisterRow(
            document=subject_key(version),
            version=version,
            reference=document.reference,
            title=document.title,
            number=version.number,
            topic=topic.name,
            lacks=lacks,
            position=position,
            cells=cells,
        )

    columns = topic.columns_for(by_public=True)
    for position, part in enumerate(topic.parts(document)):
        yield row(position, [column.cell(part) for column in columns])
    for fact in topic.facts_for(by_public=True):
        if fact.is_missing(document):
            yield row(0, [], fact.title)


REGISTER_ROWS = register(_RegisterRows())


@dataclass(frozen=True)
class PublishedContents:
    """A register as it stands, for the public: as `TopicContents`, of as many entries as it
    concerns, but of those that lack a fact with the first alone."""

    topic: TopicRegister
    entries: int
    missing: tuple[EntriesWithout, ...]

    @property
    def columns(self) -> tuple[TopicColumn, ...]:
        """Those that the public may read."""
        return self.topic.columns_for(by_public=True)


def published_topics() -> tuple[TopicRegister, ...]:
    """Return the registers that the public may read and that say something."""
    topics = readable_topics(by_public=True)
    said = {
        f"says_{place}": Exists(RegisterRow.objects.filter(topic=topic.name))
        for place, topic in enumerate(topics)
    }
    found = RegisterRow.objects.annotate(**said).values_list(*said)[:1]
    return tuple(topic for each in found for topic, says in zip(topics, each, strict=True) if says)


def published_topic_page(topic: TopicRegister, number: str | None) -> dict[str, Any]:
    """Return what `topic_page` does, of the register as it stands, in as many queries however much
    is in it."""
    found = RegisterRow.objects.filter(topic=topic.name)
    rows = found.filter(lacks="").order_by("reference", "position")
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(number)
    contents = PublishedContents(topic, _concerned(topic), tuple(_missing(topic, found)))
    shown = (TopicRow(_name(row), tuple(row.cells)) for row in sound(page.object_list))
    return {"contents": contents, "page": page, "table": topic_table(contents, shown)}


def _concerned(topic: TopicRegister) -> int:
    found = PublishedDocument.objects.filter(kind="activity")
    return (
        found
        if topic.of_processors
        else found.exclude(capacity=ProcessingActivity.Capacity.PROCESSOR)
    ).count()


def _missing(topic: TopicRegister, found: QuerySet[RegisterRow]) -> Iterator[EntriesWithout]:
    lacking = found.exclude(lacks="").order_by("lacks").values_list("lacks")
    counts = dict(lacking.annotate(Count("pk")))
    for fact in topic.facts_for(by_public=True):
        named = found.filter(lacks=fact.title).order_by("reference")[:MOST_NAMED]
        yield EntriesWithout(fact.title, tuple(map(_name, named)), counts.get(fact.title, 0))


def _name(row: RegisterRow) -> EntryName:
    return EntryName(row.reference, row.title, row.number)
