"""Reference data: lists, where it is used, and refusing to delete what is in use."""

import pytest
from django.urls import reverse

from ropa.admin.shared.links import page_url, part_url
from ropa.models import Organisation, Provision, StatutoryPower
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_agreement,
    make_channel,
    make_data_category,
    make_legislation,
    make_notice,
    make_organisation,
    make_people_category,
    make_power,
    make_provision,
    make_regime,
    make_system,
    make_user,
)

pytestmark = pytest.mark.django_db

CHECKED = {"verified_on": "2026-01-02", "source_read": "Its website."}


def test_a_body_in_use_is_not_deleted_and_every_use_is_named():
    # given
    body = make_organisation(name="Social Work England")
    activity = make_activity(title="Checking people")
    disclosure = activity.disclosures.create(recipient=body, purpose="to check")
    source = activity.data_sources.create(group="authority", organisation=make_organisation())
    source.including.add(body)
    notice = make_notice(organisation=body, title="Its notice")
    regime = make_regime(lead=body, title="Its inspections")
    client = signed_in(make_user("Approver"))
    # when
    page = client.post(page_url(body, "delete"), {"post": "yes"})
    # then
    text = text_of(page.text)
    assert "“Social Work England” cannot be deleted while it is in use." in text
    assert f"{activity}: disclosure, recipient" in text
    assert f"{activity}: data source, including" in text
    assert "Notice “Its notice”: published by" in text
    assert "Inspection regime “Its inspections”: led by" in text
    for address in (part_url(disclosure), part_url(source), page_url(notice), page_url(regime)):
        assert f'href="{address}"' in page.text
    assert Organisation.objects.filter(pk=body.pk).exists()


def test_a_provision_in_a_list_is_protected_too():
    # given
    provision = make_provision()
    activity = make_activity()
    activity.purposes.get().provisions.add(provision)
    client = signed_in(make_user("Approver"))
    # when
    page = client.post(page_url(provision, "delete"), {"post": "yes"})
    # then
    assert f"{activity}: purpose" in text_of(page.text)
    assert Provision.objects.filter(pk=provision.pk).exists()


def test_uses_of_one_kind_in_one_entry_are_counted():
    # given
    people = make_people_category()
    activity = make_activity()
    for _ in range(3):
        activity.data_holdings.create(people_category=people, data_category=make_data_category())
    client = signed_in(make_user("Auditor"))
    # when
    page = client.get(page_url(people, "uses"))
    # then
    assert f"{activity} data held (3 times)" in text_of(page.text)


def test_uses_outside_ones_teams_are_counted_and_not_named():
    # given
    mine = make_activity(title="Mine")
    body = make_organisation()
    for activity in (mine, make_activity(title="Of others")):
        activity.disclosures.create(recipient=body, purpose="to share")
    make_regime(lead=body, title="Of inspectors")
    client = signed_in(make_user("Data protection lead", mine.team))
    # when
    text = text_of(client.get(page_url(body, "uses")).text)
    # then
    assert "Mine" in text
    assert "Of others" not in text
    assert "Of inspectors" not in text
    assert "Also used in 2 places outside your teams." in text


def test_what_is_not_used_says_so_and_can_be_deleted():
    # given
    body = make_organisation()
    client = signed_in(make_user("Approver"))
    assert "Nothing uses it" in text_of(client.get(page_url(body, "uses")).text)
    # when
    client.post(page_url(body, "delete"), {"post": "yes"})
    # then
    assert not Organisation.objects.filter(pk=body.pk).exists()


def test_the_regulator_is_used_by_every_notice_and_is_not_deleted():
    # given
    regulator = make_organisation(is_regulator=True)
    notice = make_notice(make_activity())
    client = signed_in(make_user("Approver"))
    # when
    pages = [
        text_of(client.get(page_url(regulator, page)).text)
        for page in ("uses", "supersede", "delete")
    ]
    listed = text_of(client.get(reverse("admin:ropa_organisation_changelist")).text)
    # then
    for page in pages:
        assert f"Notice “{notice}”" in page
        assert "the regulator it names" in page
    assert "1 place" in listed
    # when
    client.post(page_url(regulator, "delete"), {"post": "yes"})
    # then
    assert Organisation.objects.filter(pk=regulator.pk).exists()


def test_a_team_or_an_organisation_out_of_use_only_by_its_team_is_protected():
    # given
    activity = make_activity()
    client = signed_in(make_user("Approver"))
    # when
    text = text_of(client.get(page_url(activity.team, "delete")).text)
    # then
    assert f"Processing activity “{activity}”: team" in text


@pytest.mark.parametrize(
    ("make", "queries"),
    [
        (make_organisation, 23),
        (make_people_category, 11),
        (make_data_category, 9),
        (make_legislation, 8),
        (make_provision, 14),
        (make_power, 11),
        (make_agreement, 9),
        (make_system, 8),
        (make_channel, 8),
    ],
)
def test_lists_take_the_same_queries_whatever_their_length(
    make, queries, django_assert_num_queries
):
    # given
    client = signed_in(make_user("Approver"))
    activity = make_activity()
    add_parts(activity, 1)
    approve(activity)
    for more in (3, 9):
        made = [make() for _ in range(more)]
        model = type(made[0])
        # when, then
        with django_assert_num_queries(queries):
            page = client.get(f"/admin/ropa/{model._meta.model_name}/")
        assert "not used" in text_of(page.text)


def test_lists_show_validity_and_whether_it_was_checked():
    # given
    make_organisation(name="Old", valid_to="2019-12-01")
    make_organisation(name="New", valid_from="2019-12-02", **CHECKED)
    make_organisation(name="Both", valid_from="2001-01-01", valid_to="2002-02-02")
    client = signed_in(make_user("Auditor"))
    # when
    text = text_of(client.get("/admin/ropa/organisation/").text)
    # then
    assert "until 1 December 2019" in text
    assert "since 2 December 2019" in text
    assert "1 January 2001 to 2 February 2002" in text
    assert "Not yet verified" in text
    assert "2 January 2026" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("verified=yes", ["New"]),
        ("verified=no", ["Old"]),
        ("ended=yes", ["Old"]),
        ("q=new", ["New"]),
    ],
)
def test_filters_and_search(query, found):
    # given
    make_organisation(name="Old", valid_to="2019-12-01")
    make_organisation(name="New", **CHECKED)
    client = signed_in(make_user("Auditor"))
    # when
    page = client.get(f"/admin/ropa/organisation/?{query}")
    # then
    assert [row.name for row in page.context["cl"].result_list] == found


def test_law_links_to_where_it_is_published():
    # given
    provision = make_provision()
    client = signed_in(make_user("Auditor"))
    # then
    assert f'href="{provision.url}"' in client.get("/admin/ropa/provision/").text
    assert f'href="{provision.legislation.url}"' in client.get("/admin/ropa/legislation/").text


def test_guidance_without_an_address_has_no_link():
    # given
    make_legislation(kind="guidance", identifier="", title="Guidance")
    client = signed_in(make_user("Auditor"))
    # then
    assert "Guidance" in text_of(client.get("/admin/ropa/legislation/").text)


def test_a_power_is_superseded_on_its_page():
    # given
    old, new = make_power(), make_power()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(old)).text)
    # when
    form |= {"valid_to": ["2026-01-31"], "superseded_by": [str(new.pk)]}
    response = client.post(page_url(old), form, follow=True)
    # then
    assert f"Saved “{old}”." in text_of(response.text)
    assert StatutoryPower.objects.get(pk=old.pk).superseded_by == new


def test_a_row_added_in_a_popup_goes_back_to_the_form_that_asked():
    # given
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get("/admin/ropa/datacategory/add/?_popup=1").text)
    # when
    form |= {"name": ["shoe size"], "code": ["shoe-size"]}
    page = client.post("/admin/ropa/datacategory/add/?_popup=1", form)
    # then
    assert "shoe size" in page.text
    assert "popup_response" in page.text


def test_a_row_changed_in_a_popup_closes_it():
    # given
    category = make_data_category()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(f"{page_url(category)}?_popup=1").text)
    # when
    page = client.post(f"{page_url(category)}?_popup=1", form | {"name": ["hat size"]})
    # then
    assert "hat size" in page.text
    assert "popup_response" in page.text


def test_the_contact_points_of_a_body_are_kept_on_its_page():
    # given
    body = make_organisation()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(body)).text)
    # when
    form |= {
        "contact_points-TOTAL_FORMS": ["1"],
        "contact_points-0-subject": ["dpo"],
        "contact_points-0-name": ["Data protection officer"],
        "contact_points-0-to_be_supplied": ["The email address."],
    }
    client.post(page_url(body), form)
    # then
    assert body.contact_points.get().to_be_supplied == "The email address."
    assert "To be supplied" in text_of(client.get("/admin/ropa/contactpoint/").text)
