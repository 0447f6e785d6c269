"""The index of the public record, read by key from its projections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from ropa.documents.classification import Document
from ropa.documents.damage import undamaged
from ropa.documents.merged.entries import EntryReference
from ropa.documents.public_copy import public_copy
from ropa.documents.schema import (
    ActivityDocument,
    DataCategoryDocument,
    OrganisationDocument,
    PeopleDocument,
    ProvisionDocument,
    Term,
)
from ropa.models import Mention, NamedSubject, NamingCount, PublishedDocument, Version

from ..outlines import NoticeOutline
from .mentions import DATA, LEGISLATION, ORGANISATION, PEOPLE, PROVISION, Name
from .projections import READER, REGULATOR, subject_name
from .subject_names import Links, SubjectNames, subject_address

_KINDS: Mapping[str, type[Document]] = {
    ORGANISATION: OrganisationDocument,
    LEGISLATION: Term,
    PROVISION: ProvisionDocument,
    DATA: DataCategoryDocument,
    PEOPLE: PeopleDocument,
}
# So many entries a page about a subject merges.
ENTRIES_TOGETHER = 25
# Versions in memory at a time while entries are read, and entries that are remembered.
_CHUNK, _REMEMBERED = 20, 1000
# Keys that one query names.
_TOGETHER = 500


class RegisterIndex:
    """Everybody and everything the public record names, and the entries that name them.

    Whatever was read is remembered, so an index is for one answer. `names` are the subjects, each a
    mapping by code that is read when it is asked; `links` say where their pages are.
    """

    def __init__(self) -> None:
        self._known: dict[Name, Document | None] = {}
        self._whole: set[str] = set()
        self._entries_read: dict[int, ActivityDocument] = {}
        self.names = SubjectNames(
            organisations=_Subjects(self, ORGANISATION),
            provisions=_Subjects(self, PROVISION),
            data=_Subjects(self, DATA),
            people=_Subjects(self, PEOPLE),
        )
        self.legislation: Mapping[str, Any] = _Subjects(self, LEGISLATION)
        self.links = Links(_Addresses(self))

    def subject(self, kind: str, code: str) -> Document | None:
        """Return what is known of a subject; None if nothing names it."""
        if (kind, code) not in self._known and kind not in self._whole:
            self.read_subjects([(kind, code)])
        return self._known.get((kind, code))

    def read_subjects(self, names: Iterable[Name]) -> None:
        """Read some subjects at once, so that asking for one of them asks no query."""
        wanted = {name for name in names if name not in self._known and name[0] in _KINDS}
        self._known.update(dict.fromkeys(wanted))
        for some in batched(sorted(subject_name(*name) for name in wanted), _TOGETHER):
            self._keep(NamedSubject.objects.filter(key__in=some).order_by("key"))

    def named_by(self, versions: Iterable[int]) -> list[Name]:
        """Return what some versions name that are in force, by primary key."""
        named = Mention.objects.filter(version__in=list(versions)).order_by("kind", "code")
        return list(named.values_list("kind", "code").distinct())

    def read_all(self, kind: str) -> None:
        """Read every subject of a kind."""
        if kind not in self._whole:
            self._keep(NamedSubject.objects.filter(kind=kind).order_by("key"))
            self._whole.add(kind)

    def letters(self, kind: str) -> dict[str, int]:
        """Return how many subjects of a kind there are under each letter."""
        counted = NamedSubject.objects.filter(kind=kind).order_by("letter").values_list("letter")
        return dict(counted.annotate(Count("pk")))

    def page_of_kind(
        self, kind: str, letter: str, page: str | None, most: int
    ) -> tuple[Page, Sequence[Document]]:
        """Return a page of the subjects of a kind in the order of their names, with those: of
        one letter, or of all."""
        rows = NamedSubject.objects.filter(kind=kind, **({"letter": letter} if letter else {}))
        found = Paginator(rows.order_by("sorted_as", "code"), most).get_page(page)
        return found, self._keep(found.object_list)

    def known(self, kind: str) -> list[str]:
        """Return the codes of a kind that have been read, in the order in which they are listed."""
        return [code for each, code in self._known if each == kind and self._known[each, code]]

    def provisions_of(self, legislation: str) -> list[ProvisionDocument]:
        """Return the provisions of a law that are named."""
        rows = NamedSubject.objects.filter(kind=PROVISION, parent=legislation)
        found = self._keep(rows.order_by("key"))
        return [each for each in found if isinstance(each, ProvisionDocument)]

    def counts(self, kind: str, codes: Iterable[str]) -> dict[str, int]:
        """Return how many entries name each of some subjects."""
        keys = {subject_name(kind, code): code for code in codes}
        counted = dict.fromkeys(keys.values(), 0)
        for some in batched(keys, _TOGETHER):
            for row in NamingCount.objects.filter(key__in=some):
                counted[keys[row.key]] = row.entries
        return counted

    def counts_of_kind(self, kind: str) -> Counter[str]:
        """Return how many entries name each subject of a kind, in one query."""
        counted = NamingCount.objects.filter(key__startswith=f"{kind}:")
        rows = counted.values_list("key", "entries")
        return Counter({key.partition(":")[2]: entries for key, entries in rows})

    def references_to(self, kind: str, code: str) -> tuple[str, ...]:
        """Return the references of the entries that name something, in order."""
        if self.subject(kind, code) is None:
            return ()
        return tuple(naming(kind, code).values_list("reference", flat=True))

    def entry_references(self, kind: str, code: str) -> tuple[EntryReference, ...]:
        """Return the entries that name something, by reference, without reading them."""
        keys = naming(kind, code).order_by().values("document")
        rows = PublishedDocument.objects.filter(subject__in=keys).order_by("code")
        return tuple(EntryReference(*each) for each in rows.values_list("code", "title"))

    def entries_with(self, kind: str, code: str) -> tuple[ActivityDocument, ...]:
        """Return all entries that name something, by reference. Raises no error for none."""
        if self.subject(kind, code) is None:
            return ()
        return self._entries(naming(kind, code))

    def part(
        self, kind: str, code: str, page: str | None
    ) -> tuple[Page, Sequence[ActivityDocument]]:
        """Return a page of the entries that name something, by reference, with those entries."""
        found = Paginator(naming(kind, code), ENTRIES_TOGETHER).get_page(page)
        return found, self._entries(found.object_list)

    def part_of_both(
        self, one: Name, other: Name, page: str | None
    ) -> tuple[Page, Sequence[ActivityDocument]]:
        """Return a page of the entries that name both of two things, as `part` does of one."""
        kind, code = other
        naming_other = Mention.objects.filter(kind=kind, code=code, is_standing=True)
        named = naming(*one).filter(document__in=naming_other.order_by().values("document"))
        found = Paginator(named, ENTRIES_TOGETHER).get_page(page)
        return found, self._entries(found.object_list)

    def notices_of(self, code: str) -> tuple[NoticeOutline, ...]:
        """Return the privacy notices that an organisation publishes, by title."""
        return _outlines(PublishedDocument.objects.filter(kind="notice", publisher=code))

    def policy_documents_of(self, code: str) -> tuple[NoticeOutline, ...]:
        """Return the policy documents that an organisation publishes, by title."""
        return _outlines(PublishedDocument.objects.filter(kind="policy-document", publisher=code))

    def notices_to(
        self, codes: Iterable[str], most: int | None = None
    ) -> tuple[NoticeOutline, ...]:
        """Return the privacy notices that speak to any of some groups of people, by title: all of
        them, or the first."""
        speaking = Mention.objects.filter(role=READER, kind=PEOPLE, code__in=list(codes))
        keys = speaking.values("document")
        return _outlines(PublishedDocument.objects.filter(subject__in=keys), most)

    def people_spoken_to(self) -> list[PeopleDocument]:
        """Return the groups of people to whom privacy notices speak, by name."""
        named = Mention.objects.filter(role=READER, kind=PEOPLE).order_by()
        codes = set(named.values_list("code", flat=True).distinct())
        self.read_subjects((PEOPLE, code) for code in codes)
        people = [self.names.people[code] for code in codes]
        return sorted(people, key=lambda each: (each.name.casefold(), each.code))

    def is_regulator(self, code: str) -> bool:
        """Say whether a privacy notice names a body for complaints."""
        return Mention.objects.filter(role=REGULATOR, code=code).exists()

    def regulators(self) -> list[OrganisationDocument]:
        """Return the bodies that privacy notices name for complaints, by code."""
        named = Mention.objects.filter(role=REGULATOR).order_by("code")
        codes = list(named.values_list("code", flat=True).distinct())
        self.read_subjects((ORGANISATION, code) for code in codes)
        return [self.names.organisations[code] for code in codes]

    def _entries(self, mentions: Iterable[Mention]) -> tuple[ActivityDocument, ...]:
        wanted = [each.version_id for each in mentions]
        if missing := [version for version in wanted if version not in self._entries_read]:
            for version in undamaged(Version.objects.filter(pk__in=missing).iterator(_CHUNK)):
                entry = ActivityDocument.model_validate_json(version.frozen_text)
                self._entries_read[version.pk] = public_copy(entry)
            self.read_subjects(self.named_by(missing))
        found = [self._entries_read[pk] for pk in wanted if pk in self._entries_read]
        for pk in list(self._entries_read)[:-_REMEMBERED]:
            del self._entries_read[pk]
        return tuple(found)

    def _keep(self, rows: Any) -> list[Document]:
        """Remember some subjects, given as a query, and return what is said of them. Which document
        says it is not read: a page does not change with that."""
        kept = []
        for kind, code, description in rows.values_list("kind", "code", "description"):
            described = public_copy(_KINDS[kind].model_validate(description))
            self._known[kind, code] = described
            kept.append(described)
        return kept


class _Subjects(Mapping[str, Any]):
    """The subjects of one kind by code, read when they are asked for."""

    def __init__(self, index: RegisterIndex, kind: str) -> None:
        self._index, self._kind = index, kind

    def __getitem__(self, code: str) -> Any:
        found = self._index.subject(self._kind, code)
        if found is None:
            raise KeyError(code)
        return found

    def __iter__(self) -> Iterator[str]:
        self._index.read_all(self._kind)
        return iter(self._index.known(self._kind))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Addresses(Mapping[Name, str]):
    """Where the page about each subject is, looked up when it is asked for."""

    def __init__(self, index: RegisterIndex) -> None:
        self._index = index

    def __getitem__(self, name: Name) -> str:
        found = self._index.subject(*name) if name[0] in _KINDS else None
        if found is None:
            raise KeyError(name)
        law = found.legislation.code if isinstance(found, ProvisionDocument) else ""
        return subject_address(*name, law)

    def __iter__(self) -> Iterator[Name]:
        for kind in _KINDS:
            self._index.read_all(kind)
            yield from ((kind, code) for code in self._index.known(kind))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def register_index() -> RegisterIndex:
    """Return the index of the register as it stands, for one answer."""
    return RegisterIndex()


def naming(kind: str, code: str) -> QuerySet[Mention]:
    """Return the mentions of something by entries in force, by reference."""
    found = Mention.objects.filter(kind=kind, code=code, is_standing=True)
    return found.order_by("reference")


def _outlines(
    rows: QuerySet[PublishedDocument], most: int | None = None
) -> tuple[NoticeOutline, ...]:
    found = rows.order_by("title", "code").values_list("outline", flat=True)
    return tuple(map(NoticeOutline.model_validate, found[:most]))
