"""What changed in a notice or an entry, from its frozen public versions alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from django.core.cache import caches
from django.urls import reverse

from ropa.documents.comparison import Difference, compare, difference_sentence
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.documents.wording import joined_names
from ropa.models import Notice, Version
from ropa.models.attributed import Subject

from .outlines import Outline
from .published_versions import ReadableVersion, applied_versions, documents_of

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_LONGEST_QUOTE = 40
# So many groups of people a heading names.
_PEOPLE_NAMED = 3


# What the pages of each kind call what they are about.
_WORDS = {"notice": "notice", "policy-document": "document", "activity": "entry"}

_LISTS = {
    "notice": ("Privacy notices", "public:notices"),
    "policy-document": ("Policy documents", "public:policy-documents"),
    "activity": ("Record of processing", "public:register"),
}


class VersionsNotComparable(Exception):
    """What was asked for cannot be compared. The message says why, to people."""


class TitleOutline(Outline):
    """What a frozen notice or entry is called."""

    title: str


@dataclass(frozen=True)
class SubjectList:
    """A list of all that is public of one kind."""

    name: str
    address: str


@dataclass(frozen=True)
class SubjectPages:
    """Where the pages of a notice, a policy document or an entry are. `kind` is “notice”,
    “policy-document” or “activity”, and `key` is its slug or its reference."""

    kind: str
    key: str

    @classmethod
    def of(cls, subject: Subject) -> SubjectPages:
        """Return where a notice or an entry is."""
        if isinstance(subject, Notice):
            return cls.of_notice(subject.slug, subject.kind)
        return cls("activity", subject.reference)

    @classmethod
    def of_notice(cls, slug: str, kind: str) -> SubjectPages:
        """Return where a notice of a `Notice.Kind` is."""
        is_policy = kind == Notice.Kind.POLICY_DOCUMENT
        return cls("policy-document" if is_policy else "notice", slug)

    @property
    def is_policy_document(self) -> bool:
        return self.kind == "policy-document"

    @property
    def is_entry(self) -> bool:
        return self.kind == "activity"

    @property
    def word(self) -> str:
        """What its pages call it."""
        return page_word(self.kind)

    @property
    def listed_in(self) -> SubjectList:
        """The list in which the public finds it."""
        name, view = _LISTS[self.kind]
        return SubjectList(name, reverse(view))

    @property
    def page(self) -> str:
        return reverse(f"public:{self.kind}", args=[self.key])

    @property
    def updates(self) -> str:
        return reverse(f"public:{self.kind}-updates", args=[self.key])

    @property
    def feed(self) -> str:
        """The feed of what changes; entries have none."""
        return "" if self.is_entry else reverse(f"public:{self.kind}-feed", args=[self.key])

    @property
    def comparison(self) -> str:
        return reverse(f"public:{self.kind}-comparison", args=[self.key])

    def version(self, number: int) -> str:
        """Return the permanent address of a version."""
        return reverse(f"public:{self.kind}-version", args=[self.key, number])

    def between(self, older: Version, newer: Version) -> str:
        """Return the permanent address of what changed between two versions."""
        return f"{self.comparison}?from={older.number}&to={newer.number}"


@dataclass(frozen=True)
class Update:
    """A version that came, and the one that applied before it.

    There is none before the first, and none for an ending, which repeats what was said before.
    `title` is what the notice was called then, where updates of several are told together.
    """

    version: Version
    before: Version | None
    place: SubjectPages
    title: str = ""

    @property
    def is_ending(self) -> bool:
        """Whether the notice was withdrawn, or the activity ended, with this version."""
        return not self.version.is_in_force

    @property
    def address(self) -> str:
        return self.place.version(self.version.number)

    @property
    def comparison(self) -> str:
        """The address of what changed, or nothing if there is nothing before."""
        return self.place.between(self.before, self.version) if self.before else ""


@dataclass(frozen=True)
class ChangesForPeople:
    """What changed for the groups of people that the same entries name; without any, what changed
    in the notice itself."""

    people: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def heading(self) -> str:
        """Whom it is about, as a heading: “For pupils and parents”."""
        more = len(self.people) - _PEOPLE_NAMED
        named = self.people[:_PEOPLE_NAMED]
        others = (f"{more} more group{'' if more == 1 else 's'}",) if more > 0 else ()
        return f"For {joined_names((*named, *others))}" if named else "In the notice itself"


@dataclass(frozen=True)
class PublicComparison:
    """What the public can read of what changed, and the versions on the way that a note came with,
    newest first. `people_of` are the groups of people in an entry of a notice, by its title."""

    older: Version
    newer: Version
    differences: tuple[Difference, ...]
    notes: tuple[Version, ...]
    people_of: Mapping[str, tuple[str, ...]]

    @property
    def sentences(self) -> tuple[str, ...]:
        return _sentences(self.differences)

    @property
    def by_people(self) -> tuple[ChangesForPeople, ...]:
        """The sentences, by the people whom they are about."""
        groups: dict[tuple[str, ...], list[Difference]] = defaultdict(list)
        for difference in self.differences:
            groups[self.people_of.get(difference.steps[0].item, ())].append(difference)
        return tuple(
            ChangesForPeople(people, _sentences(found)) for people, found in groups.items()
        )


def page_word(kind: str) -> str:
    """Return what the pages of a kind of subject, as in `SubjectPages`, call what they show."""
    return _WORDS[kind]


def title_of(document: str) -> str:
    """Return what a notice or an entry is called in its frozen text."""
    return TitleOutline.model_validate_json(document).title


def updates_of(reading: ReadableVersion, place: SubjectPages) -> tuple[Update, ...]:
    """Return every public version of a notice or an entry as an update, newest first."""
    return tuple(Update(each, _before(each, reading.applied), place) for each in reading.history)


def updates_of_notices(versions: Iterable[Version]) -> tuple[Update, ...]:
    """Return versions that `notice_updates` found as updates, in the same order.

    It takes two queries at most.
    """
    versions = tuple(versions)
    titles = _cached_by_key(
        {f"title:{version.digest}": (version,) for version in versions},
        lambda texts: title_of(*texts),
    )
    applied: dict[int | None, list[Version]] = defaultdict(list)
    for version in applied_versions(
        {version.notice_id for version in versions if version.notice_id}
    ):
        applied[version.notice_id].append(version)
    return tuple(
        Update(
            version,
            _before(version, applied[version.notice_id]),
            SubjectPages.of_notice(version.slug, version.kind),  # type: ignore[attr-defined]
            titles[f"title:{version.digest}"],
        )
        for version in versions
        if f"title:{version.digest}" in titles
    )


def compared(reading: ReadableVersion, one: str, other: str) -> PublicComparison:
    """Compare two versions named by their numbers, as somebody wrote them, in either order.

    Raises `VersionsNotComparable` if they do not name two different public versions that applied.
    """
    first, second = _version_numbered(reading, one), _version_numbered(reading, other)
    if first == second:
        raise VersionsNotComparable(
            f"You chose version {first.number} twice. Choose two different versions."
        )
    older, newer = sorted((first, second), key=lambda version: version.number)
    documents = [
        _document_of(each.frozen_text, is_notice=each.notice_id is not None)
        for each in (older, newer)
    ]
    return PublicComparison(
        older,
        newer,
        _public_differences(*documents),
        tuple(
            each
            for each in reading.history
            if older.number < each.number <= newer.number and each.change_note
        ),
        _people_of_entries(documents),
    )


def changes_in_sentences(updates: Iterable[Update]) -> Mapping[int, tuple[str, ...]]:
    """Return what changed with each update of a notice, by the primary key of its version.

    It takes one query at most. What has nothing before it is left out.
    """
    keys = {
        update.version.pk: (f"changes:{update.before.digest}:{update.version.digest}", update)
        for update in updates
        if update.before
    }
    found = _cached_by_key(
        {key: (update.before, update.version) for key, update in keys.values() if update.before},
        lambda texts: _sentences(
            _public_differences(*(_document_of(text, is_notice=True) for text in texts))
        ),
    )
    return {pk: found[key] for pk, (key, _) in keys.items() if key in found}


def _cached_by_key[T](
    wanted: Mapping[str, tuple[Version, ...]], make: Callable[[Sequence[str]], T]
) -> Mapping[str, T]:
    """What `make` makes of the frozen texts of versions, by key, with one query at most.

    Versions never change: what was made once is kept. What is damaged is left out.
    """
    found: dict[str, T] = caches["memory"].get_many(list(wanted))
    missing = {key: versions for key, versions in wanted.items() if key not in found}
    texts = documents_of(version for versions in missing.values() for version in versions)
    new = {
        key: make([texts[version.pk] for version in versions])
        for key, versions in missing.items()
        if all(version.pk in texts for version in versions)
    }
    caches["memory"].set_many(new, timeout=None)
    return found | new


def _before(version: Version, applied: Iterable[Version]) -> Version | None:
    """The version that applied until this one came, if this one applies itself."""
    earlier = (each for each in applied if each.number < version.number)
    return next(earlier, None) if version.is_in_force else None


def _version_numbered(reading: ReadableVersion, wanted: str) -> Version:
    if not wanted.strip():
        raise VersionsNotComparable("Choose two versions to compare.")
    if not _NUMBER.fullmatch(wanted.strip()):
        quoted = shorten(wanted, _LONGEST_QUOTE, placeholder="…")
        raise VersionsNotComparable(
            f"“{quoted}” is not the number of a version. Choose two from the list."
        )
    number = int(wanted)
    version = next((each for each in reading.history if each.number == number), None)
    if version is None:
        raise VersionsNotComparable(
            f"There is no version {number} that you can read. Choose two from the list."
        )
    if not version.is_in_force:
        raise VersionsNotComparable(
            f"Version {number} only says that this ended, so there is nothing to compare in it. "
            "Choose two from the list."
        )
    return version


def _document_of(text: str, *, is_notice: bool) -> ActivityDocument | NoticeDocument:
    model = NoticeDocument if is_notice else ActivityDocument
    return model.model_validate_json(text)


def _public_differences(
    *documents: ActivityDocument | NoticeDocument,
) -> tuple[Difference, ...]:
    before, after = documents
    return tuple(each for each in compare(before, after) if each.is_public)


def _people_of_entries(
    documents: Iterable[ActivityDocument | NoticeDocument],
) -> Mapping[str, tuple[str, ...]]:
    """Return the people in each entry of notices, by its title: as the newest that has it says."""
    return {
        item.document.title: tuple(
            dict.fromkeys(holding.people.name for holding in item.document.data_holdings)
        )
        for document in documents
        if isinstance(document, NoticeDocument)
        for item in document.activities
    }


def _sentences(differences: Iterable[Difference]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(difference_sentence, differences)))
