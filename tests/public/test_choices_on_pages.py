"""“Can I say no?”: on the pages of what has a choice recorded, and on no other."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from ropa.models import PeopleChoice, ProcessingActivity
from tests.factories import approve, make_activity, make_notice, make_section, publish

pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]

QUESTION = "Can I say no?"


def with_choice(**fields: object) -> ProcessingActivity:
    activity = make_activity()
    values = {
        "kind": "opt-out",
        "choice": "keep out of <surveys>",
        "how": "Tell us.",
        "url": "https://example.org/no",
    }
    PeopleChoice.objects.create(activity=activity, **values | fields)
    return activity


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.text.split())


@pytest.fixture
def addresses(client: Client) -> dict[str, str]:
    """The pages of a notice of two sections, the first with a choice; and of both entries."""
    chosen, other = with_choice(), make_activity()
    for activity in (chosen, other):
        approve(activity)
    notice = make_notice(chosen)
    second = make_section(notice, other)
    publish(notice)
    first = notice.sections.exclude(pk=second.pk).get()
    people = chosen.data_holdings.get().people_category
    others = other.data_holdings.get().people_category
    address = f"/notices/{notice.slug}/"
    return {
        "entry": f"/register/{chosen.reference}/",
        "entry without": f"/register/{other.reference}/",
        "overview": address,
        "whole": f"{address}whole/",
        "section": f"{address}sections/{first.slug}/",
        "section without": f"{address}sections/{second.slug}/",
        "people": f"/people/{people.code}/",
        "people without": f"/people/{others.code}/",
    }


@pytest.mark.parametrize("of", ["entry", "overview", "whole", "section", "people"])
def test_a_page_says_how_people_say_no_once(client: Client, addresses, of: str) -> None:
    text = page(client, addresses[of])

    assert len(re.findall(rf"<h[2-4][^>]*>{re.escape(QUESTION)}<", text)) == 1
    assert "You can keep out of &lt;surveys&gt;. Tell us." in text
    assert 'href="https://example.org/no"' in text


@pytest.mark.parametrize("of", ["entry without", "section without", "people without"])
def test_where_no_choice_is_recorded_nothing_is_said(client: Client, addresses, of: str) -> None:
    text = page(client, addresses[of])

    # The page about people has the question in short, where it is answered by rights too.
    assert not re.search(rf"<h[2-4][^>]*>{re.escape(QUESTION)}<", text)


@pytest.mark.parametrize("of", ["overview", "section"])
def test_the_contents_lead_to_it(client: Client, addresses, of: str) -> None:
    text = page(client, addresses[of])

    (anchor,) = re.findall(rf'href="#([^"]+)">{re.escape(QUESTION)}<', text)
    assert text.count(f'id="{anchor}"') == 1


def test_choices_of_one_kind_are_told_apart_by_their_names(client: Client) -> None:
    # given
    activity = with_choice(kind="other-choice", choice="ask for a letter")
    for kind, choice in (("other-choice", "ask for a call"), ("opt-in", "join a list")):
        PeopleChoice.objects.create(activity=activity, kind=kind, choice=choice, how="Tell us.")
    approve(activity)
    people = activity.data_holdings.get().people_category
    # then
    for address in (f"/register/{activity.reference}/", f"/people/{people.code}/"):
        names = re.findall(r"summary-list__key\">((?:Another|Opt)[^<]*)<", page(client, address))
        assert names == ["Another choice (1 of 2)", "Another choice (2 of 2)", "Opt in"]


def test_a_choice_nobody_confirmed_is_marked(client: Client) -> None:
    activity = with_choice(is_inferred=True)
    approve(activity)

    text = page(client, f"/register/{activity.reference}/")

    assert "What people can choose is the register’s reading." in text
