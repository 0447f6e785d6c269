"""Appropriate policy documents: which conditions ask for one, and what one says.

Sources: DPA 2018 section 42 and Schedule 1 paragraphs 38 to 41.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ropa.models import Notice, PrincipleStatement, SectionActivity, Version
from ropa.models.grounds import POLICY_CONDITIONS, LegalRegime, Sensitivity

from .labelled_fields import labelled_notes
from .merged.entries import EntryReference, entry_reference
from .public_copy import public_copy
from .rights_contacts import RightsContact
from .schema import ActivityDocument, ConditionDocument, NoticeDocument, SectionDocument, Term
from .sections import EntriesContent, entries_content, notice_content

_Principle = PrincipleStatement.Principle

# The law of each principle: UK GDPR, and DPA 2018 Part 3 for law enforcement.
_LAW = {
    _Principle.LAWFULNESS: ("Article 5(1)(a)", "section 35"),
    _Principle.PURPOSE: ("Article 5(1)(b)", "section 36"),
    _Principle.MINIMISATION: ("Article 5(1)(c)", "section 37"),
    _Principle.ACCURACY: ("Article 5(1)(d)", "section 38"),
    _Principle.STORAGE: ("Article 5(1)(e)", "section 39"),
    _Principle.SECURITY: ("Article 5(1)(f)", "section 40"),
    _Principle.ACCOUNTABILITY: ("Article 5(2)", "section 34(3)"),
}
# Accountability is how the other six are shown to be kept: a document may say that too.
PRINCIPLES = tuple(each for each in _Principle if each is not _Principle.ACCOUNTABILITY)


@dataclass(frozen=True)
class KeptPrinciple:
    """How a principle is kept, or what is still to be supplied about it, and which law gives it."""

    code: str
    name: str
    law: str
    text: str
    to_be_supplied: str


@dataclass(frozen=True)
class PolicySection:
    """A section with its words and what its entries say. The conditions in its `content` are those
    alone that ask for a policy document."""

    slug: str
    title: str
    covers: str
    why: str
    content: EntriesContent
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PolicyFollowed:
    """Whether the data of an entry is kept and erased as the document says, and if not, why not
    (Schedule 1 paragraph 41(c), section 42(4)(c)). For staff."""

    entry: EntryReference
    answer: Term
    why_not: str


def asks_for_policy(part: ConditionDocument) -> bool:
    """Say whether a condition asks for an appropriate policy document: some of Schedule 1 do, and
    all of Schedule 8, by section 35(5)(c)."""
    if part.schedule_1:
        return part.schedule_1.code in POLICY_CONDITIONS
    return part.schedule_8 is not None and part.covers.code == Sensitivity.SPECIAL


def kept_principles(document: NoticeDocument) -> tuple[KeptPrinciple, ...]:
    """Return how each principle is kept, in the order of the law. One of which nothing is said is
    still to be supplied; accountability need not be spoken of."""
    said = {part.principle.code: part for part in document.principles}
    regimes = {item.document.legal_regime.code for item in document.activities}
    return tuple(
        KeptPrinciple(
            code=each.value,
            name=str(each.label),
            law=_law_of(each, regimes),
            text=said[each].text if each in said else "",
            to_be_supplied=said[each].to_be_supplied if each in said else "how we keep it.",
        )
        for each in _Principle
        if each in said or each in PRINCIPLES
    )


def policy_section(document: NoticeDocument, section: SectionDocument) -> PolicySection:
    """Return what a section says. Raises `KeyError` if the document lacks one of its entries."""
    every = {item.document.reference: item.document for item in document.activities}
    activities = [every[reference] for reference in section.activities]
    return PolicySection(
        slug=section.slug,
        title=section.title,
        covers=section.covers,
        why=section.why,
        content=entries_content([_with_policy_conditions(each) for each in activities]),
        notes=labelled_notes(section),
    )


def policy_document_context(document: NoticeDocument, version: Version | None) -> dict[str, Any]:
    """Return the context of `public/policy-document.html`: only the public part of the document is
    in it.

    Without a version the page says that it is a preview. Raises `KeyError` if a section names an
    entry that the document does not hold.
    """
    public = public_copy(document)
    points = public.organisation.contact_points
    everything = notice_content(public)
    return {
        "notice": public,
        "version": version,
        "page_followed": None,
        "publisher": public.organisation,
        "contacts": tuple(point for point in points if point.subject.code != "complaints"),
        "sections": tuple(policy_section(public, section) for section in public.sections),
        "principles": kept_principles(public),
        "everything": everything,
        "rights_contacts": everything.rights_contacts or (RightsContact(public.organisation),),
        "regulator": public.regulator,
        "is_under_part_3": _is_under(public, LegalRegime.LAW_ENFORCEMENT),
        "is_under_uk_gdpr": _is_under(public, LegalRegime.UK_GDPR),
    }


def policy_followed(activities: Sequence[ActivityDocument]) -> tuple[PolicyFollowed, ...]:
    """Return what each entry answers to whether the policy is followed."""
    return tuple(
        PolicyFollowed(
            entry_reference(each), each.follows_retention_policy, each.why_not_followed.strip()
        )
        for each in activities
    )


def covered_by_policies(activities: Sequence[int]) -> frozenset[int]:
    """Return which entries, of those named by primary key, stand in a policy document that is
    published and in force. Takes one query."""
    published = Version.objects.newest().in_force().of_notices(Notice.Kind.POLICY_DOCUMENT)
    found = SectionActivity.objects.filter(
        activity__in=activities, section__notice__in=published.values("notice")
    )
    return frozenset(found.values_list("activity", flat=True))


def published_policies(
    at: datetime | None = None, up_to: int | None = None
) -> Iterator[NoticeDocument]:
    """Yield the policy documents in force now, at an instant, or up to a place in the chain. Takes
    one query."""
    newest = Version.objects.newest(at=at, up_to=up_to).in_force()
    for version in newest.of_notices(Notice.Kind.POLICY_DOCUMENT):
        yield NoticeDocument.model_validate_json(version.frozen_text)


def titles_by_entry(policies: Iterable[NoticeDocument]) -> Mapping[str, tuple[str, ...]]:
    """Return the titles of the policy documents that cover each entry, by its reference."""
    found: dict[str, tuple[str, ...]] = {}
    for document in sorted(policies, key=lambda each: each.slug):
        for item in document.activities:
            reference = item.document.reference
            found[reference] = (*found.get(reference, ()), document.title)
    return found


def _is_under(document: NoticeDocument, regime: LegalRegime) -> bool:
    return any(item.document.legal_regime.code == regime for item in document.activities)


def _with_policy_conditions(activity: ActivityDocument) -> ActivityDocument:
    """The entry with those of its conditions alone that ask for a policy document."""
    conditions = tuple(part for part in activity.conditions if asks_for_policy(part))
    return activity.model_copy(update={"conditions": conditions})


def _law_of(principle: PrincipleStatement.Principle, regimes: set[str]) -> str:
    gdpr, part_3 = _LAW[principle]
    cited = [
        f"UK GDPR {gdpr}" if LegalRegime.UK_GDPR in regimes else "",
        f"DPA 2018 {part_3}" if LegalRegime.LAW_ENFORCEMENT in regimes else "",
    ]
    return "; ".join(filter(None, cited))
