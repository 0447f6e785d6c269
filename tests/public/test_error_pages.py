"""Pages for when something is wrong, and the page staff see before publishing."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.views.defaults import permission_denied, server_error

from ropa.documents.build import activity_document
from ropa.documents.notices import draft_notice_document
from ropa.documents.page_contexts import activity_context, notice_context
from tests.factories import make_activity, make_notice


def test_a_fault_is_told_without_asking_the_database(rf: RequestFactory) -> None:
    page = server_error(rf.get("/")).content.decode()

    assert "Try again in a few minutes." in page


@pytest.mark.django_db
def test_who_may_not_open_a_page_is_told_why_and_whom_to_ask(rf: RequestFactory) -> None:
    refusal = PermissionDenied("You may not publish this notice.")

    page = permission_denied(rf.get("/"), refusal).content.decode()

    assert "You may not publish this notice." in page
    assert "ask an administrator of this register" in page


@pytest.mark.django_db
def test_a_preview_says_that_it_is_not_published(rf: RequestFactory) -> None:
    activity = make_activity()
    notice = make_notice(activity)
    request = rf.get("/")

    pages = [
        render_to_string(
            "public/activity.html", activity_context(activity_document(activity), None), request
        ),
        render_to_string(
            "public/notice.html", notice_context(draft_notice_document(notice), None), request
        ),
    ]

    assert all("Preview: not published" in page for page in pages)
    assert activity.title in pages[0]
    assert notice.title in pages[1]
