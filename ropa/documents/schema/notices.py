"""The privacy notice: its sections, what it tells each group of readers, and its entries; and the
appropriate policy document, which says instead how the principles are kept."""

from __future__ import annotations

from typing import Annotated, Any

from ropa.digits import FrozenReference
from ropa.documents.classification import Document
from ropa.documents.description import describes, internal, public, worded
from ropa.models import AudienceStatement, Notice, NoticeSection, PrincipleStatement

from .entries import ActivityDocument
from .shared import GAP, OrganisationDocument, PeopleDocument, Term

# What a notice is that does not say it: policy documents came with version 4 of the schema.
PRIVACY_NOTICE = Term(
    code=Notice.Kind.PRIVACY_NOTICE.value, name=str(Notice.Kind.PRIVACY_NOTICE.label)
)


@describes(
    AudienceStatement,
    identity=("slug",),
    name=("heading",),
    likeness=("heading", "text"),
    quoted=True,
)
class AudienceDocument(Document):
    """What one group of readers is told."""

    slug: Annotated[str, worded("Web address")]
    heading: Annotated[str, worded("Heading", "the heading “{item}”")]
    people: Annotated[
        PeopleDocument, worded("For whom", "for whom “{item}” is", of=("people_category",))
    ]
    text: Annotated[str, worded("Text", "what we say under “{item}”")]


def _references(row: NoticeSection) -> tuple[str, ...]:
    return tuple(part.activity.reference for part in row.section_activities.all())


@describes(
    NoticeSection,
    identity=("slug",),
    name=("title",),
    likeness=("title", "covers", "why"),
    quoted=True,
)
class SectionDocument(Document):
    """A section of a notice. `activities` names entries of `NoticeDocument.activities`.

    `annexes` holds what other applications add about the section, each under its own key.
    """

    slug: Annotated[str, worded("Web address")]
    title: Annotated[str, worded("Title", "the title of this section")]
    covers: Annotated[str, worded("What it covers", "what “{item}” covers")]
    why: Annotated[str, worded("Why we do it", "why we do this, in “{item}”")]
    audiences: Annotated[
        tuple[AudienceDocument, ...], worded("What we tell readers", "what we tell readers")
    ]
    activities: Annotated[
        tuple[FrozenReference, ...],
        worded(
            "Entries",
            "the entries in this section",
            of=("section_activities",),
            through="activity",
            made=_references,
        ),
    ]
    annexes: Annotated[dict[str, Any], worded("", given=True)]
    internal_note: Annotated[str, internal("Note for staff")]


@describes(PrincipleStatement, identity=("principle.code",), name=("principle.name",))
class PrincipleDocument(Document):
    """How a principle of data protection is kept, or what has not been said of it yet."""

    principle: Annotated[Term, worded("Principle")]
    text: Annotated[str, worded("How we keep it", "how we keep the principle “{item}”")]
    to_be_supplied: Annotated[str, worded(GAP, "what we have not said yet of “{item}”")]


@describes(
    identity=("document.reference",),
    name=("document.title",),
    quoted=True,
    derived=frozenset({"number", "digest"}),
)
class ApprovedActivity(Document):
    """An approved version of an activity, as a notice contains it."""

    number: Annotated[int, worded("Approved version")]
    digest: Annotated[str, worded("Digest")]
    document: Annotated[ActivityDocument, worded("")]


@describes(
    Notice,
    identity=("slug",),
    name=("title",),
    # Which entries there are follows from the sections, which say where each of them stands.
    derived=frozenset({"activities"}),
)
class NoticeDocument(Document):
    """A privacy notice, or an appropriate policy document, made of approved activities."""

    slug: Annotated[str, worded("Web address")]
    title: Annotated[str, worded("Title")]
    organisation: Annotated[OrganisationDocument, worded("Published by")]
    applies_to: Annotated[str, worded("Applies to")]
    summary: Annotated[str, worded("Summary")]
    introduction: Annotated[str, worded("Introduction")]
    sections: Annotated[tuple[SectionDocument, ...], worded("Sections", "the sections")]
    activities: Annotated[
        tuple[ApprovedActivity, ...], worded("Entries", "the entries in this notice", given=True)
    ]
    regulator: Annotated[
        OrganisationDocument | None, worded("Data protection regulator", given=True)
    ]
    team: Annotated[Term, internal("Team")]
    internal_note: Annotated[str, internal("Note for staff")]
    kind: Annotated[Term, worded("What it is", since=4)] = PRIVACY_NOTICE
    principles: Annotated[
        tuple[PrincipleDocument, ...],
        worded("How we keep the principles", "how we keep the principles", since=4),
    ] = ()
    follows: Annotated[
        Term | None,
        public(
            "In the place of",
            "the notice in whose place this one came",
            term="dct:replaces",
            since=4,
            after="introduction",
        ),
    ] = None

    @property
    def is_policy_document(self) -> bool:
        """Whether it says how the principles are kept, and not what people are to know."""
        return self.kind.code == Notice.Kind.POLICY_DOCUMENT
