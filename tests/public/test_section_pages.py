"""A notice of several sections: an overview, a page a section, and everything on one page."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ropa.actions.publishing import withdraw_notice
from ropa.models import AudienceStatement, ContactPoint, ControllerRole, Notice, NoticeSection
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_people_category,
    make_section,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db

# The mark and the version; for a section of an older version also the newest, to lead to it.
QUERIES, OLDER_QUERIES = 4, 5


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.text.split())


def published(sections: int = 3) -> tuple[Notice, list[NoticeSection]]:
    """A notice, published with sections that have an entry each."""
    activities = [make_activity() for _ in range(sections)]
    for activity in activities:
        approve(activity)
    notice = make_notice(activities[0])
    for activity in activities[1:]:
        make_section(notice, activity)
    publish(notice)
    return notice, list(notice.sections.order_by("position"))


@pytest.mark.parametrize("sections", [1, 3])
def test_no_page_skips_a_level_of_headings(sections: int, subtests: pytest.Subtests) -> None:
    # given
    notice, (section, *_) = published(sections)
    (entry, *_) = section.activities.all()
    address = f"/notices/{notice.slug}/"
    pages = [address, f"/register/{entry.reference}/"]
    if sections > 1:
        pages += [f"{address}whole/", f"{address}sections/{section.slug}/"]
    for page in pages:
        with subtests.test(page=page):
            # when
            levels = re.findall(r"<h(\w*?)(?=[\s>])", text(Client(), page).partition("<main")[2])
            # then
            assert levels[:2] == ["1", "2"]
            assert levels.count("1") == 1
            for before, after in pairwise(map(int, levels)):
                assert after <= before + 1


def test_the_overview_leads_to_each_section_and_holds_none() -> None:
    notice, sections = published()
    NoticeSection.objects.filter(pk=sections[1].pk).update(
        covers="It covers homes. They are:\n\n- big ones", why="Because of the law."
    )
    publish(notice, change_note="It says more.")

    page = text(Client(), f"/notices/{notice.slug}/")

    for section in sections:
        address = f"/notices/{notice.slug}/sections/{section.slug}/"
        assert f'<li id="{section.slug}"><a' in page
        assert f'href="{address}">{section.title}</a>' in page
    assert "It covers homes.</span>" in page
    assert "big ones" not in page
    assert "Because of the law." not in page
    for anchor in ("rights", "contact", "complain", "handling", "versions"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page


def test_the_overview_leads_readers_to_their_text_children_first(client: Client) -> None:
    notice, sections = published()
    AudienceStatement.objects.create(
        section=sections[2],
        slug="child",
        heading="I am a child",
        people_category=make_people_category(are_children=True),
        text="For you.",
        position=9,
    )
    publish(notice, change_note="It says more.")

    page = text(client, f"/notices/{notice.slug}/")

    anchor = f"{sections[2].slug}-child"
    address = f"/notices/{notice.slug}/sections/{sections[2].slug}/"
    assert f'<li id="{anchor}"><a class=' in page
    assert page.index(f'href="{address}#{anchor}"') < page.index('-reader"><a class=')
    assert f'id="{anchor}">I am a child<' in text(client, address)


def test_a_section_has_its_own_text_rights_and_complaints_and_no_other_section(
    client: Client,
) -> None:
    notice, sections = published()
    NoticeSection.objects.filter(pk=sections[1].pk).update(why="Because of care.")
    NoticeSection.objects.filter(pk=sections[2].pk).update(why="Because of schools.")
    consent = sections[1].activities.get()
    consent.purposes.update(lawful_basis="6-1-a")
    approve(consent)
    publish(notice, change_note="It says more.")

    page = text(client, f"/notices/{notice.slug}/sections/{sections[1].slug}/")
    other = text(client, f"/notices/{notice.slug}/sections/{sections[2].slug}/")

    assert "Because of care." in page
    assert "Because of schools." not in page
    assert f"<title>{sections[1].title}: {notice.title} – " in page
    assert "Change your mind" in page
    assert "Change your mind" not in other
    assert "Object</dt>" in other
    assert "Object</dt>" not in page
    for each in (page, other):
        assert "within 30 days" in each
        assert "within one month" in each
        assert "The Regulator" in each


def test_a_section_leads_to_the_one_before_and_the_one_after(client: Client) -> None:
    notice, sections = published()
    addresses = [f"/notices/{notice.slug}/sections/{section.slug}/" for section in sections]

    found = [
        (re.findall(r'href="([^"]*)" rel="prev"', page), re.findall(r'([^"]*)" rel="next"', page))
        for page in (text(client, address) for address in addresses)
    ]

    assert found == [
        ([], [addresses[1]]),
        ([addresses[0]], [addresses[2]]),
        ([addresses[1]], []),
    ]


def test_everything_is_on_one_page_too(client: Client) -> None:
    notice, sections = published()

    whole = text(client, f"/notices/{notice.slug}/whole/")

    for section in sections:
        assert f'id="{section.slug}"' in whole
        assert f'id="{section.slug}--sharing"' in whole
    assert f'href="/notices/{notice.slug}/whole/"' in text(client, f"/notices/{notice.slug}/")
    assert f'rel="canonical" href="/notices/{notice.slug}/"' in whole


@pytest.mark.parametrize("version", ["", "versions/1/"])
def test_the_only_section_of_a_notice_stands_on_its_page(version: str, client: Client) -> None:
    notice, (section,) = published(sections=1)
    here = f"/notices/{notice.slug}/{version}"

    assert f'id="{section.slug}--sharing"' in text(client, here)
    for path in (f"sections/{section.slug}/", "whole/"):
        response = client.get(f"{here}{path}")
        assert (response.status_code, response.headers["Location"]) == (302, here)


@pytest.mark.parametrize("sections", [1, 2])
@pytest.mark.parametrize("version", ["", "versions/1/", "versions/7/"])
def test_a_section_that_is_not_there_is_not_found(
    sections: int, version: str, client: Client
) -> None:
    notice, _ = published(sections)

    for slug in ("no-such", "a" * 5000, "0"):
        assert client.get(f"/notices/{notice.slug}/{version}sections/{slug}/").status_code == 404


def test_a_section_of_an_older_version_stays_within_it_and_leads_to_the_newest(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # given a notice that says something else now, without its third section
    notice, sections = published()
    NoticeSection.objects.filter(pk=sections[1].pk).update(why="The second words.")
    sections[2].delete()
    publish(notice, change_note="Fewer sections.")
    here = f"/notices/{notice.slug}/versions/1/"
    now = f"/notices/{notice.slug}/sections/{sections[1].slug}/"

    # when the older version is read
    with django_assert_num_queries(OLDER_QUERIES):
        older = text(client, f"{here}sections/{sections[1].slug}/")
    gone = text(client, f"{here}sections/{sections[2].slug}/")

    # then each says so, and leads on within it, and to what stands in its place now
    assert "It no longer applies." in older
    assert "The second words." not in older
    assert f'href="{now}">Read the current version' in older
    assert f'rel="canonical" href="{now}"' in older
    assert f'href="{here}sections/{sections[2].slug}/" rel="next"' in older
    assert f'href="/notices/{notice.slug}/">Read the current version' in gone
    assert "The second words." in text(client, now)
    overview = text(client, here)
    assert f'href="{here}sections/{sections[2].slug}/"' in overview
    assert f'href="{here}whole/"' in overview
    assert "It no longer applies." in text(client, f"{here}whole/")


@pytest.mark.parametrize("sections", [2, 12])
@pytest.mark.parametrize("page", ["", "whole/", "sections/{section}/"])
def test_each_page_takes_the_same_queries_however_many_sections(
    sections: int, page: str, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    notice, found = published(sections)

    with django_assert_num_queries(QUERIES):
        text(client, f"/notices/{notice.slug}/{page.format(section=found[0].slug)}")


def test_a_withdrawn_notice_is_gone_with_its_sections(client: Client) -> None:
    notice, sections = published()
    withdraw_notice(
        notice=notice, by=make_user("Approver"), reason="It is over.", change_note="It is over."
    )
    section = f"sections/{sections[0].slug}/"

    for path in ("", "whole/", section, "sections/no-such/"):
        response = client.get(f"/notices/{notice.slug}/{path}")
        assert response.status_code == 410
        assert "This notice was withdrawn" in response.text
    older = text(client, f"/notices/{notice.slug}/versions/1/{section}")
    assert "It was withdrawn" in older
    assert f'href="/notices/{notice.slug}/">Read why' in older


def test_of_several_controllers_each_says_what_for_and_where_to_ask(client: Client) -> None:
    # given a section about a joint inspection, and one of the publisher alone
    joint, own = make_activity(), make_activity()
    ControllerRole.objects.filter(activity=joint).delete()
    for name, role, subject, email in (
        ("Police inspectorate", "independent", "rights", "rights@police.example"),
        ("Health inspectorate", "joint", "general", "all@health.example"),
        ("Probation inspectorate", "independent", "", ""),
    ):
        body = make_organisation(name=name)
        if subject:
            ContactPoint.objects.create(organisation=body, subject=subject, name=name, email=email)
        ControllerRole.objects.create(
            activity=joint, organisation=body, role=role, scope=f"data of the {name}", essence=name
        )
    for activity in (joint, own):
        approve(activity)
    notice = make_notice(own, team=own.team)
    section = make_section(notice, joint)
    publish(notice)

    page = text(client, f"/notices/{notice.slug}/sections/{section.slug}/")
    sole = text(client, f"/notices/{notice.slug}/sections/{notice.sections.all()[0].slug}/")

    turn = page[
        page.index(f'id="{section.slug}--turn"') : page.index("</table>", page.index("--turn"))
    ]
    rows = re.findall(r'<tr class="govuk-table__row" role="row"> <th scope="row".*?</tr>', turn)
    assert len(rows) == 3
    assert "Separate controller of data of the Police inspectorate." in rows[0]
    assert "rights@police.example" in rows[0]
    assert "all@health.example" in rows[1]
    assert "you may turn to any of them" in rows[1]
    assert "you may turn to any of them" not in rows[0]
    assert "We have not said this yet" in rows[2]
    assert "where to ask." in rows[2]
    # and whoever uses a right is led there, or told the only contact at once
    assert f'href="#{section.slug}--turn"' in page
    assert "--turn" not in sole
    assert "enquiries@example.org" in sole[sole.index("How to ask") :]


def test_text_from_the_record_is_text(client: Client) -> None:
    attack = "<script>alert(1)</script>"
    notice, sections = published()
    NoticeSection.objects.filter(pk=sections[0].pk).update(title=attack, covers=attack)
    AudienceStatement.objects.filter(section=sections[0]).update(heading=attack)
    publish(notice, change_note="It says more.")

    for path in ("", "whole/", *(f"sections/{section.slug}/" for section in sections[:2])):
        page = text(client, f"/notices/{notice.slug}/{path}")
        assert attack not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
