"""What the checks find in an entry or a notice, each with the place where it is put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.checks import Finding, check_activity, check_notice
from ropa.checks.document_facts import lacks_policy
from ropa.checks.rules import FieldPlace, Severity
from ropa.documents.description import description_of
from ropa.documents.policy_documents import covered_by_policies
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.models import ControllerRole, Notice, ProcessingActivity
from ropa.models.attributed import Subject
from ropa.models.base import part_relations
from ropa.standings.kept_findings import KeptFinding
from ropa.standings.making import is_gap

from ..shared.chapters import FormChapter
from ..shared.links import page_url
from ..shared.tags import tag
from .chapters import ENTRY

# What is put right among the ways to reach an organisation, not where the document names it.
_ABOUT_CONTACTS = {
    "G-controllers",
    "G-organisation",
    "R30-1a-contact",
    "R30-1a-officer",
    "R13-1a",
    "R13-1b",
    "R13-2b-contact",
    "S164A",
}


@dataclass(frozen=True)
class FindingItem:
    """One finding, the address of the place where it is put right, if somebody may open that, and
    the chapter of the form that it is about, if it has one."""

    finding: Finding
    url: str
    chapter: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether a fact is known to be missing, and what is missing is stated."""
        return is_gap(self.finding.rule.id)

    @property
    def is_of_organisation(self) -> bool:
        """Whether it is put right once, for all that an organisation does."""
        return self.finding.rule.id in _ABOUT_CONTACTS | {"C-contacts"}


@dataclass(frozen=True)
class RowFindings:
    """What was found in one entry or notice."""

    items: tuple[FindingItem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    @cached_property
    def blocking(self) -> tuple[FindingItem, ...]:
        """What stands in the way of approval or publication."""
        return tuple(item for item in self.items if item.finding.rule.severity is Severity.BLOCKING)

    @cached_property
    def gaps(self) -> tuple[FindingItem, ...]:
        """What is known to be missing."""
        return tuple(item for item in self.items if item.is_gap)

    @cached_property
    def of_organisation(self) -> RowFindings:
        """What is put right in an organisation."""
        return RowFindings(tuple(item for item in self.items if item.is_of_organisation))

    @cached_property
    def of_its_own(self) -> RowFindings:
        """What is put right in the entry or notice itself."""
        return RowFindings(tuple(item for item in self.items if not item.is_of_organisation))

    @cached_property
    def others(self) -> tuple[FindingItem, ...]:
        """What should be put right and is no gap."""
        return tuple(
            item for item in self.items if not item.is_gap and item not in set(self.blocking)
        )


def findings_of_activities(
    rows: Iterable[ProcessingActivity], documents: Mapping[int, ActivityDocument]
) -> dict[int, RowFindings]:
    """Return what is found in each entry, by primary key, in one query at most.

    The rows are those that `documents` were built from, with the parts that were read for that.
    """
    lacking = [pk for pk, document in documents.items() if lacks_policy(document)]
    covered = covered_by_policies(lacking) if lacking else frozenset()
    return {
        row.pk: RowFindings(
            tuple(
                _in_entry(row, found)
                for found in check_activity(documents[row.pk], is_covered=row.pk in covered)
            )
        )
        for row in rows
    }


def findings_of_activity(row: ProcessingActivity, document: ActivityDocument) -> RowFindings:
    """Return what is found in the document of an entry, in one query at most."""
    return findings_of_activities([row], {row.pk: document})[row.pk]


def findings_of_notices(
    rows: Iterable[Notice], documents: Mapping[int, NoticeDocument]
) -> dict[int, RowFindings]:
    """Return what is found in the document of each notice, its entries included, in one query."""
    found = {row: check_notice(documents[row.pk]) for row in rows}
    entries = _entries_named(each for findings in found.values() for each in findings)
    return {
        row.pk: RowFindings(
            tuple(FindingItem(each, _in_notice(row, entries, each)) for each in findings)
        )
        for row, findings in found.items()
    }


def kept_findings(kept: Mapping[Subject, Iterable[KeptFinding]]) -> dict[Subject, RowFindings]:
    """Return what was found in entries and notices, from what is kept of it, in one query."""
    every = [each for found in kept.values() for each in found]
    entries = {each.finding.subject: each.part for each in every if each.part}
    roles = {each.part for each in every if each.part and each.finding.rule.id in _ABOUT_CONTACTS}
    organisations = dict(
        ControllerRole.objects.filter(pk__in=roles).values_list("pk", "organisation")
    )
    return {
        subject: RowFindings(
            tuple(
                FindingItem(each.finding, _in_notice(subject, entries, each.finding))
                if isinstance(subject, Notice)
                else _place_in_entry(subject, each.finding, each.part, organisations)
                for each in found
            )
        )
        for subject, found in kept.items()
    }


def with_open_links[S: Subject](found: Mapping[S, RowFindings], user: Any) -> dict[S, RowFindings]:
    """Return what was found in notices; what is in entries out of somebody's reach leads nowhere
    for them. In one query at most."""
    named = {item.finding.subject for each in found.values() for item in each.items}
    entries = ProcessingActivity.objects.filter(reference__in=named - {""})
    within_reach = (
        set(permissions.rows(user, entries).values_list("reference", flat=True)) | {""}
        if named - {""}
        else {""}
    )
    return {
        subject: RowFindings(
            tuple(
                item if item.finding.subject in within_reach else replace(item, url="")
                for item in each.items
            )
        )
        for subject, each in found.items()
    }


def count_tags(must: int, should: int) -> SafeString | str:
    """Return how many findings must be put right and how many are to improve, as
    tags."""
    found = [
        tag(f"{must} must", "red") if must else "",
        tag(f"{should} to improve", "yellow") if should else "",
    ]
    return format_html("{} {}", *found) if any(found) else ""


def _entries_named(findings: Iterable[Finding]) -> dict[str, int]:
    """The primary keys of the entries that findings in notices are about, by reference."""
    named = {each.subject for each in findings if each.subject}
    found = ProcessingActivity.objects.filter(reference__in=named).values_list("reference", "pk")
    return dict(found) if named else {}


def _in_entry(row: ProcessingActivity, finding: Finding) -> FindingItem:
    place = finding.place
    if place.index is None:
        return _place_in_entry(row, finding, None, {})
    part = getattr(row, _column(place.field)).all()[place.index]
    organisations = {part.pk: part.organisation_id} if isinstance(part, ControllerRole) else {}
    return _place_in_entry(row, finding, part.pk, organisations)


def _place_in_entry(
    row: ProcessingActivity,
    finding: Finding,
    part: int | None,
    organisations: Mapping[int, int],
) -> FindingItem:
    """A finding with its place: `part` is the key of the part of the entry that it is about, and
    `organisations` are those of its controllers, by the key of that part."""
    name = _column(finding.place.field)
    chapter = _CHAPTERS.get(name, "")
    page = page_url(row)
    if finding.rule.id in _ABOUT_CONTACTS and part and part in organisations:
        url = _contacts_of(organisations[part])
    elif name not in _PARTS:
        url = f"{page}#id_{name}"
    elif part is None:
        url = f"{page}#{chapter}"
    else:
        url = f"{page}#{name}-row-{part}"
    return FindingItem(finding, url, chapter)


def _column(field: str) -> str:
    """The field or list of an entry that a field of its document is made of."""
    description = description_of(ActivityDocument)
    return next(iter(description.columns(field)), field) if field in description.fields else field


def _in_notice(row: Notice, entries: Mapping[str, int], finding: Finding) -> str:
    if finding.subject in entries:
        page = reverse("admin:ropa_processingactivity_change", args=[entries[finding.subject]])
        return f"{page}{_place_within(finding.within)}"
    if finding.rule.id in _ABOUT_CONTACTS:
        return _contacts_of(row.organisation_id)
    # What it has several of stands under a heading of its own.
    is_part = finding.place.field in part_relations(Notice)
    return f"{page_url(row)}#{'' if is_part else 'id_'}{finding.place.field}"


def _place_within(place: FieldPlace | None) -> str:
    """The place on the page of an entry that a finding in a notice is about."""
    if place is None:
        return ""
    name = _column(place.field)
    if name not in _PARTS:
        return f"#id_{name}"
    return f"#{_CHAPTERS.get(name, '')}" if place.index is None else f"#{name}-{place.index}"


def _contacts_of(organisation: int) -> str:
    return f"{reverse('admin:ropa_contactpoint_changelist')}?organisation__id__exact={organisation}"


def _relations(chapter: FormChapter) -> Iterator[str]:
    """The relations by which an entry reaches the parts in a chapter."""
    for part in chapter.parts:
        field: Any = part.model._meta.get_field(part.model.owner_field)
        yield str(field.remote_field.get_accessor_name())


def _fields(chapter: FormChapter) -> Iterator[str]:
    for names in chapter.fields:
        yield from (names,) if isinstance(names, str) else names


_PARTS = {relation for chapter in ENTRY for relation in _relations(chapter)}
# The chapter in which each field and each kind of part is edited.
_CHAPTERS = {
    name: chapter.slug for chapter in ENTRY for name in (*_fields(chapter), *_relations(chapter))
}
