"""Rows of the database and rows of documents say the same, in a fixed number of queries."""

from __future__ import annotations

import pytest

from ropa.documents.build import activity_document
from ropa.documents.notices import draft_notice_document
from ropa.documents.public_copy import public_copy
from ropa.models import Notice, ProcessingActivity
from ropa.models.related import read_related
from ropa.tables.entries import activity_row, notice_row, section_rows
from ropa.tables.rows import NamedReference, _paths, plain_values, row_values, table_rows
from ropa.tables.shapes import tables
from tests.documents.filled import fill_activity, fill_notice
from tests.factories import make_activity, make_notice

pytestmark = pytest.mark.django_db

# What no document holds.
NOT_IN_DOCUMENTS = {"last_reviewed_on", "review_due_on"}


def test_the_row_of_a_document_is_the_row_of_the_database():
    # given
    activity = fill_activity()
    shape = tables()["activities"]
    read_related([activity], *_paths(shape))
    # when
    of_database = row_values(activity, shape)
    of_document = activity_row(activity_document(activity))
    # then
    assert of_database.keys() - of_document.keys() == NOT_IN_DOCUMENTS
    assert {name: of_database[name] for name in of_document} == of_document


def test_the_rows_of_a_notice_are_those_of_the_database():
    # given
    notice = fill_notice(fill_activity())
    # when
    document = draft_notice_document(notice)
    # then
    assert [notice_row(document)] == table_rows("notices")
    assert section_rows(document) == [{**row, "position": 1} for row in table_rows("sections")]


def test_the_row_of_a_published_copy_has_nothing_internal():
    # given
    document = activity_document(fill_activity())
    # when
    row = activity_row(public_copy(document))
    # then
    assert activity_row(document).keys() - row.keys() == {
        "is_public",
        "team",
        "business_function",
        "dpia_status",
        "follows_retention_policy",
        "why_not_followed",
        "data_location",
        "supporting_documents",
        "internal_note",
    }
    assert "arrangement" not in row["controller_roles"][0]
    assert row["controller_roles"][0]["scope"]


def test_what_a_row_names_stands_as_code_and_name():
    # given
    activity = make_activity(reference="RPA-0001", title="Inspecting")
    # when
    row = table_rows("activities")[0]
    # then
    assert row["team"] == NamedReference(activity.team.code, activity.team.name)
    assert plain_values(row)["team"] == activity.team.code


@pytest.mark.parametrize("number", [1, 12])
def test_a_table_takes_the_same_queries_however_many_rows(number, django_assert_num_queries):
    # given
    for count in range(number):
        make_activity(reference=f"RPA-{count + 1:04}")
        make_notice()
    # when
    with django_assert_num_queries(4):
        activities = table_rows("activities")
    with django_assert_num_queries(2):
        notices = table_rows("notices")
    # then
    assert len(activities) == ProcessingActivity.objects.count() == number
    assert len(notices) == Notice.objects.count() == number
