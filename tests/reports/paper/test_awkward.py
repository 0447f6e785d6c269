"""Long, empty and repeated: nothing is cut off, and the same content is the same file."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.models import DataHolding, ProcessingActivity, Purpose, SupportingDocument
from ropa.reports.paper.files import PDF
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from tests.factories import make_activity, make_data_category, make_people_category

from .printed import Printed, printed, squeezed

pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]

WIDEST = 140  # characters that a line of small print can have


def long_entry() -> ProcessingActivity:
    """An entry with long words, long texts, a long address and many parts."""
    activity = make_activity(
        title="Unbreakable" * 18,
        business_function="Function" * 15,
        summary="Summary of it all. " * 160 + "SUMMARY-END",
    )
    SupportingDocument.objects.create(
        activity=activity,
        kind=SupportingDocument.Kind.OTHER,
        title="A paper",
        location=f"https://example.org/{'folder/' * 30}ADDRESS-END",
    )
    Purpose.objects.create(
        activity=activity,
        position=1,
        statement="Statement" * 30 + "STATEMENT-END",
        lawful_basis="6-1-f",
        interest="An interest that takes its time. " * 90 + "INTEREST-END",
    )
    for number in range(60):
        DataHolding.objects.create(
            activity=activity,
            position=number + 1,
            data_category=make_data_category(name=f"category-{number}-of-60"),
            people_category=make_people_category(name=f"people-{number}-of-60"),
        )
    return activity


def test_a_draft_is_marked_on_every_page_and_nothing_of_it_is_cut_off() -> None:
    # given
    activity = long_entry()
    # when
    found = printed(Selection(is_draft=True))
    # then
    assert all("Draft,notapproved" in page for page in found.pages)
    assert squeezed(activity.title) in found.text
    ends = ["SUMMARY-END", "ADDRESS-END", "STATEMENT-END", "INTEREST-END"]
    ends += [f"{what}-{number}-of-60" for what in ("category", "People") for number in range(60)]
    assert [end for end in ends if end not in found.text] == []
    for page in found.reader.pages:
        _, _, width, height = map(float, page.mediabox)
        began: list[tuple[float, float]] = []

        def note(text: str, cm: Any, tm: Any, *_font: Any, began: Any = began) -> None:
            if text.strip():
                across = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                up = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                began.append((across, up))

        # without the dots that lead to a page's number
        lines = page.extract_text(visitor_text=note).replace(" .", "").splitlines()
        assert max(map(len, lines)) < WIDEST
        outside = [(x, y) for x, y in began if not (40 < x < width - 50 and 30 < y < height - 20)]
        assert began
        assert outside == []


def test_the_same_content_is_the_same_file_and_another_has_another_identifier() -> None:
    make_activity()
    whole = report(Selection(is_draft=True))
    first, again = (b"".join(PDF.write(whole)) for _ in range(2))
    assert first == again
    empty = printed()
    identifiers = {str(each.reader.trailer["/ID"]) for each in (Printed(first), empty)}
    assert len(identifiers) == 2
    assert "Noentries" in empty.text
    assert empty.reader.metadata is not None
    assert empty.reader.metadata.creation_date is None
