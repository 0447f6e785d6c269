"""Build the index from versions, one at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ropa.documents.damage import undamaged
from ropa.documents.schema import (
    ActivityDocument,
    NoticeDocument,
    OrganisationDocument,
    PeopleDocument,
)
from ropa.models import Version

from ..changes import SubjectPages
from ..outlines import NoticeOutline
from .contents import Head, RegisterIndex, Replacement
from .mentions import Name, names
from .parts import SharedParts
from .subject_names import SubjectNames, notice_bodies, notice_readers


def index_of(head: Head | None, versions: Iterable[Version]) -> RegisterIndex:
    """Return the index of versions given oldest first, each the newest of its entry or notice."""
    reading = _Builder()
    for version in undamaged(versions):
        if version.notice_id is None:
            reading.add_entry(version)
        else:
            reading.add_notice(version)
    return reading.index(head)


class _Builder:
    """What has been read so far."""

    def __init__(self) -> None:
        self._shared = SharedParts()
        # Entries by the digests of their versions: as they stand, and as notices have them.
        self._entries: dict[str, ActivityDocument] = {}
        self._in_notices: dict[str, ActivityDocument] = {}
        self._notices: list[NoticeOutline] = []
        self._policy_documents: list[NoticeOutline] = []
        self._described: list[OrganisationDocument] = []
        self._readers: list[PeopleDocument] = []
        self._regulators: set[str] = set()
        self._replacements: defaultdict[Name, list[Replacement]] = defaultdict(list)

    def add_entry(self, version: Version) -> None:
        document = ActivityDocument.model_validate_json(version.frozen_text)
        self._entries[version.digest] = self._shared.entry(document)
        if document.follows:
            name = f"{document.reference} {document.title}"
            newer = Replacement(document.reference, name, document.begins_on)
            self._replacements["activity", document.follows.code].append(newer)

    def add_notice(self, version: Version) -> None:
        notice = NoticeDocument.model_validate_json(version.frozen_text)
        outline = NoticeOutline.of(version).without_annexes()
        self._described += map(self._shared.public, notice_bodies(notice))
        if notice.follows:
            kind = SubjectPages.of_notice(notice.slug, notice.kind.code).kind
            newer = Replacement(notice.slug, notice.title)
            self._replacements[kind, notice.follows.code].append(newer)
        if notice.is_policy_document:
            self._policy_documents.append(outline)
        else:
            self._notices.append(outline)
            self._readers += map(self._shared.public, notice_readers(notice))
            if notice.regulator:
                self._regulators.add(notice.regulator.code)
        for approved in notice.activities:
            if approved.digest not in self._in_notices:
                self._in_notices[approved.digest] = self._shared.entry(approved.document)

    def index(self, head: Head | None) -> RegisterIndex:
        """Return the index of all that was added."""
        standing = list(self._entries.values())
        changed_since = [
            entry for digest, entry in self._in_notices.items() if digest not in self._entries
        ]
        named = SubjectNames.by((*changed_since, *standing), self._described, self._readers)
        references: defaultdict[Name, set[str]] = defaultdict(set)
        for entry in standing:
            for name in names(entry, named.organisations):
                references[name].add(entry.reference)
        return RegisterIndex(
            head=head,
            entries={entry.reference: entry for entry in standing},
            notices=tuple(sorted(self._notices, key=lambda notice: notice.title)),
            policy_documents=tuple(sorted(self._policy_documents, key=lambda each: each.title)),
            regulators=frozenset(self._regulators),
            names=named,
            links=named.links(),
            references={name: tuple(sorted(found)) for name, found in references.items()},
            replacements={name: tuple(found) for name, found in self._replacements.items()},
        )
