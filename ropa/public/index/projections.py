"""The projections of who and what published documents name: mentions, subjects, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.db.models import Count, Model

from ropa.documents.merged.roles import PROCESSOR
from ropa.documents.public_copy import public_copy
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.models import Mention, NamedSubject, NamingCount, Version
from ropa.read_model import Changes, Projection, add_up, refresh, register

from ..published_documents import PUBLISHED_DOCUMENTS, newest_of, subject_key
from ..subjects.listing import CHILDREN, OTHER_LETTERS, letter_of, sorted_by
from .mentions import (
    ANNEX,
    DATA,
    ENTRY,
    LAWFUL_BASIS,
    LEGISLATION,
    ORGANISATION,
    PEOPLE,
    PROVISION,
    SUBJECTS,
    Name,
    named_sources,
    organisations,
    provisions,
    suppliers,
)
from .subject_names import SubjectNames, notice_bodies, notice_readers

# How much a document knows of what it names: a body with a role is described, others are named.
_SUPPLIER, _NAMED, _WITH_ROLE, _DESCRIBED = 0, 1, 2, 3
CONTROLLER_ROLE, PROCESSOR_ROLE, REGULATOR, READER = (
    "controller",
    "processor",
    "regulator",
    "reader",
)


def subject_name(kind: str, code: str) -> str:
    """Return the key of a subject."""
    return f"{kind}:{code}"


class _Mentions(Projection):
    name = "mentions"
    model = Mention
    key_field = "document"
    identified_by = ("kind", "code")
    made_from = (Version,)

    def keys(self) -> Iterable[str]:
        return PUBLISHED_DOCUMENTS.keys()

    def keys_from(self, row: Model) -> Iterable[str]:
        return PUBLISHED_DOCUMENTS.keys_from(row)

    def rows(self, keys: Sequence[str]) -> Iterable[Model]:
        for version in newest_of(keys):
            yield from _Naming(version).mentions()


class _Naming:
    """What one version names, each once, as it knows most of it."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._found: dict[Name, Mention] = {}
        self._reference = ""

    def mentions(self) -> Iterable[Mention]:
        text = self._version.frozen_text
        if self._version.notice_id is None:
            entry = ActivityDocument.model_validate_json(text)
            self._reference = entry.reference
            self._entry(entry, is_standing=True)
            for purpose in entry.purposes:
                self._add(LAWFUL_BASIS, purpose.lawful_basis.code, _NAMED, is_standing=True)
        else:
            notice = NoticeDocument.model_validate_json(text)
            self._reference = notice.slug
            self._notice(notice)
        return self._found.values()

    def _notice(self, notice: NoticeDocument) -> None:
        for approved in notice.activities:
            self._entry(approved.document, is_standing=False)
            self._add(ENTRY, approved.document.reference, _NAMED)
        for section in notice.sections:
            for annex in section.annexes:
                self._add(ANNEX, annex, _NAMED)
        for body in notice_bodies(notice):
            is_regulator = body is notice.regulator and not notice.is_policy_document
            self._add(ORGANISATION, body.code, _DESCRIBED, REGULATOR if is_regulator else "")
        if not notice.is_policy_document:
            for people in notice_readers(notice):
                self._add(PEOPLE, people.code, _DESCRIBED, READER)

    def _entry(self, entry: ActivityDocument, *, is_standing: bool) -> None:
        add = partial(self._add, is_standing=is_standing)
        for part in entry.controllers:
            role = PROCESSOR_ROLE if part.role.code == PROCESSOR else CONTROLLER_ROLE
            add(
                ORGANISATION,
                part.organisation.code,
                _WITH_ROLE,
                role if is_standing else "",
            )
        if entry.is_processor:
            return
        for term in organisations(entry):
            add(ORGANISATION, term.code, _NAMED)
        certain = {term.code for term in suppliers(entry, ())}
        for term in named_sources(entry):
            add(ORGANISATION, term.code, _SUPPLIER, is_certain=term.code in certain)
        for provision in provisions(entry):
            add(PROVISION, provision.code, _NAMED)
            add(LEGISLATION, provision.legislation.code, _NAMED)
        for holding in entry.data_holdings:
            add(DATA, holding.data.code, _NAMED)
            add(PEOPLE, holding.people.code, _NAMED)

    def _add(
        self,
        kind: str,
        code: str,
        knows: int,
        role: str = "",
        *,
        is_standing: bool = False,
        is_certain: bool = True,
    ) -> None:
        # Of what is known equally well, entries in force know it newest.
        rank = 2 * knows + is_standing
        known = self._found.get((kind, code))
        if known is None:
            self._found[kind, code] = Mention(
                document=subject_key(self._version),
                version=self._version,
                reference=self._reference,
                kind=kind,
                code=code,
                is_standing=is_standing,
                is_certain=is_certain,
                rank=rank,
                role=role,
            )
            return
        known.rank = max(known.rank, rank)
        known.is_certain = known.is_certain or is_certain
        if role and known.role != CONTROLLER_ROLE:
            known.role = role


class _Subjects(Projection):
    name = "subjects"
    model = NamedSubject
    key_field = "key"
    made_from = (Mention,)
    shape = 2

    def keys(self) -> Iterable[str]:
        named = Mention.objects.filter(kind__in=SUBJECTS).order_by()
        for kind, code in named.values_list("kind", "code").distinct().iterator():
            yield subject_name(kind, code)

    def rows(self, keys: Sequence[str]) -> Iterable[Model]:
        known: dict[int, SubjectNames] = {}
        best = {key: mention for key in keys if (mention := _best(key))}
        wanted = {mention.version_id for mention in best.values()}
        for version in Version.objects.filter(pk__in=wanted).iterator(20):
            known[version.pk] = _names_in(version)
        for key, mention in best.items():
            yield _subject(key, mention, known[mention.version_id])

    def follow(self, other: Projection, changes: Changes) -> None:
        """Make those anew that a document knows best which changed, or best from now on."""
        if other is not MENTIONS:
            return
        touched = [row for row in changes.rows if row.kind in SUBJECTS]
        stored = {
            row.key: (row.rank, row.version_id)
            for row in NamedSubject.objects.filter(
                key__in={subject_name(row.kind, row.code) for row in touched}
            ).defer("description")
        }
        wanted = set()
        for row in touched:
            key = subject_name(row.kind, row.code)
            if row.is_certain and (row.rank, row.version_id) >= stored.get(key, (-1, 0)):
                wanted.add(key)
        refresh(self, wanted)


def _best(key: str) -> Mention | None:
    kind, _, code = key.partition(":")
    named = Mention.objects.filter(kind=kind, code=code, is_certain=True)
    return named.order_by("-rank", "-version_id").first()


def _names_in(version: Version) -> SubjectNames:
    text = version.frozen_text
    if version.notice_id is None:
        return SubjectNames.by([ActivityDocument.model_validate_json(text)])
    notice = NoticeDocument.model_validate_json(text)
    entries = [approved.document for approved in notice.activities]
    readers = () if notice.is_policy_document else notice_readers(notice)
    return SubjectNames.by(entries, notice_bodies(notice), readers)


def _subject(key: str, mention: Mention, known: SubjectNames) -> NamedSubject:
    kind, code = mention.kind, mention.code
    described = public_copy(known.of_kind(kind)[code])
    name = getattr(described, "citation", "") or getattr(described, "name", "")
    in_order = sorted_by(name)[:120]
    are_children = getattr(described, "are_children", False)
    legislation = getattr(described, "legislation", None)
    return NamedSubject(
        key=key,
        kind=kind,
        code=code,
        sorted_as=in_order,
        letter=CHILDREN if are_children else letter_of(in_order) or OTHER_LETTERS,
        parent=legislation.code if kind == PROVISION and legislation else "",
        rank=mention.rank,
        version_id=mention.version_id,
        description=described.model_dump(mode="json", warnings=False),
    )


class _NamingCounts(Projection):
    name = "counts of naming entries"
    model = NamingCount
    key_field = "key"
    made_from = (Mention,)
    batch = 500

    def keys(self) -> Iterable[str]:
        return SUBJECT_ROWS.keys()

    def rows(self, keys: Sequence[str]) -> Iterator[Model]:
        wanted = set(keys)
        codes = [key.partition(":")[2] for key in keys]
        counted = (
            Mention.objects.filter(is_standing=True, kind__in=SUBJECTS, code__in=codes)
            .order_by()
            .values_list("kind", "code")
            .annotate(entries=Count("pk"))
        )
        for kind, code, entries in counted:
            if (key := subject_name(kind, code)) in wanted:
                yield NamingCount(key=key, entries=entries)

    def follow(self, other: Projection, changes: Changes) -> None:
        """Count what came and went: counting all again would take the longer the more there are."""
        if other is not MENTIONS:
            return
        counted: Counter[str] = Counter()
        for rows, sign in ((changes.before, -1), (changes.after, 1)):
            for row in rows:
                if row.is_standing and row.kind in SUBJECTS:
                    counted[subject_name(row.kind, row.code)] += sign
        add_up(self, "entries", [NamingCount(key=key, entries=n) for key, n in counted.items()])


MENTIONS = register(_Mentions())
SUBJECT_ROWS = register(_Subjects())
NAMING_COUNTS = register(_NamingCounts())
