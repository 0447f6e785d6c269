"""What is wrong in a form is told at its top, by name, with a link to the very field."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.test import RequestFactory

from ropa.accounts.messages import EachOnce
from ropa.admin.shared.links import page_url
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import add_parts, make_activity, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in(make_user("Approver"))


def test_each_thing_is_named_with_a_link_to_its_field(client):
    # given
    entry = make_activity()
    add_parts(entry, 1)
    form = fields_of(client.get(page_url(entry)).text)
    form |= {"title": [""], "begins_on": ["soon"], "purposes-0-statement": [""]}
    # when
    page = client.post(page_url(entry), form)
    # then
    problems = {each.place: (each.where, each.message) for each in page.context["problems"]}
    assert problems["id_title"] == ("Title", "Fill in “Title”.")
    assert problems["id_begins_on"][1] == "That is no day. Write it like 1 April 2027."
    where, message = problems["id_purposes-0-statement"]
    assert where.startswith("purpose 1: ")
    assert message.startswith("Fill in “")
    for place in problems:
        assert f'href="#{place}"' in page.text
        assert re.search(rf'\bid="{place}"', page.text), place
    assert "Please correct" not in page.text
    assert page.text.count('role="alert"') >= 1
    assert "<title>Error: " in page.text


def test_a_form_with_nothing_wrong_says_nothing(client):
    page = client.get(page_url(make_activity()))
    assert page.context["problems"] == []
    assert "to be put right" not in text_of(page.text).split("Contents")[0]


def test_what_waits_to_be_said_is_said_once(client):
    # given
    request = RequestFactory().get("/")
    request.session = client.session
    storage = EachOnce(request)
    setattr(request, "_messages", storage)  # noqa: B010
    # when
    for text in ("Saved.", "Saved.", "Submitted.", "Saved."):
        storage.add(25, text)
    # then
    assert [str(each) for each in get_messages(request)] == ["Saved.", "Submitted."]
