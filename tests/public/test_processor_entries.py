"""Entries of work that is done for others: what people read, and where they do not stand."""

from __future__ import annotations

import pytest
from django.test import Client

from ropa.models import DataHolding
from ropa.public.changes import SubjectPages
from ropa.public.pdf.pages import page_of
from tests.factories import (
    approve,
    make_data_category,
    make_people_category,
    make_processor_entry,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    entry = make_processor_entry()
    people, data = make_people_category(), make_data_category()
    DataHolding.objects.create(activity=entry, people_category=people, data_category=data)
    approve(entry)
    return entry


def test_its_page_says_for_whom_it_is_done_and_promises_nothing_else(client: Client, entry) -> None:
    page = client.get(f"/register/{entry.reference}/").text
    decides = entry.controller_roles.get(role="sole").organisation
    assert "We do this for" in page
    assert f"/organisations/{decides.code}/" in page
    assert "hosting case files" in page
    assert entry.get_capacity_display() in page
    assert "Who is the controller" not in page
    assert "Rights</h2>" not in page
    assert 'id="entry--keeping"' not in page


def test_it_is_in_the_record_and_on_the_pages_of_the_organisations(client: Client, entry) -> None:
    assert entry.get_capacity_display() in client.get("/register/").text
    for role in entry.controller_roles.all():
        page = client.get(f"/organisations/{role.organisation.code}/").text
        assert entry.reference in page


def test_no_page_about_people_or_data_gathers_it(client: Client, entry) -> None:
    held = entry.data_holdings.get()
    assert client.get(f"/people/{held.people_category.code}/").status_code == 404
    assert client.get(f"/data/{held.data_category.code}/").status_code == 404
    assert held.data_category.name in client.get(f"/register/{entry.reference}/").text


def test_search_finds_it(client: Client, entry) -> None:
    assert entry.reference in client.get("/search/", {"q": "hosting case files"}).text


def test_its_pdf_names_the_processor_as_its_author(entry) -> None:
    version = entry.versions.get()
    page = page_of(version, SubjectPages.of(entry), "https://register.example.org")
    own = entry.controller_roles.get(role="processor").organisation
    assert f'<meta name="author" content="{own.name}">' in page
    assert f'<p class="cover__author">{own.name}</p>' in page
