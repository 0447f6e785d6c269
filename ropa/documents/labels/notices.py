"""What people call the fields of a notice, its sections and what it tells its readers."""

from __future__ import annotations

from ropa.documents.schema import (
    ApprovedActivity,
    AudienceDocument,
    NoticeDocument,
    SectionDocument,
)

from .shape import THROUGH, Field, describe

describe(
    NoticeDocument,
    {
        "slug": "Web address",
        "title": "Title",
        "organisation": "Published by",
        "applies_to": "Applies to",
        "summary": "Summary",
        "introduction": "Introduction",
        "sections": Field("Sections", "the sections"),
        "activities": Field("Entries", "the entries in this notice"),
        "regulator": "Data protection regulator",
        "team": "Team",
        "internal_note": "Note for staff",
    },
    identity=("slug",),
    name=("title",),
    # Which entries there are follows from the sections, which say where each of them stands.
    derived=frozenset({"activities"}),
)
describe(
    SectionDocument,
    {
        "slug": "Web address",
        "title": Field("Title", "the title of this section"),
        "covers": Field("What it covers", "what “{item}” covers"),
        "why": Field("Why we do it", "why we do this, in “{item}”"),
        "audiences": Field("What we tell readers", "what we tell readers"),
        "activities": Field("Entries", "the entries in this section"),
        "annexes": THROUGH,
        "internal_note": "Note for staff",
    },
    identity=("slug",),
    name=("title",),
    likeness=("title", "covers", "why"),
    quoted=True,
)
describe(
    AudienceDocument,
    {
        "slug": "Web address",
        "heading": Field("Heading", "the heading “{item}”"),
        "people": Field("For whom", "for whom “{item}” is"),
        "text": Field("Text", "what we say under “{item}”"),
    },
    identity=("slug",),
    name=("heading",),
    likeness=("heading", "text"),
    quoted=True,
)
describe(
    ApprovedActivity,
    {"number": "Approved version", "digest": "Digest", "document": THROUGH},
    identity=("document.reference",),
    name=("document.title",),
    quoted=True,
    derived=frozenset({"number", "digest"}),
)
