"""Who sees and changes what in the staff interface."""

import pytest
from django.contrib import admin

from ropa.admin.shared.links import page_url
from ropa.models import ContactPoint, Organisation
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_regime,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_people_see_and_change_the_rows_of_their_teams_alone():
    # given
    mine, other = make_team(), make_team()
    activity, foreign = make_activity(team=mine), make_activity(team=other)
    client = signed_in(make_user("Editor", mine))
    # then
    listed = client.get("/admin/ropa/processingactivity/").context["cl"].result_list
    assert [row.pk for row in listed] == [activity.pk]
    assert client.get(page_url(activity)).status_code == 200
    for page in ("change", "delete", "history", "preview", "submit", "keepers"):
        refused = client.get(page_url(foreign, page))
        assert refused.status_code == 403
        assert "This belongs to a team you do not work for" in text_of(refused.text)
    assert client.post(page_url(foreign, "duplicate")).status_code == 403
    missing = page_url(foreign).replace(str(foreign.pk), "999999")
    assert client.get(missing).headers["Location"] == "/admin/"


def test_an_entry_cannot_be_given_to_a_team_out_of_reach():
    # given
    mine, other = make_team(), make_team()
    activity = make_activity(team=mine)
    client = signed_in(make_user("Editor", mine))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    page = client.post(page_url(activity), form | {"team": [str(other.pk)]})
    # then
    assert page.status_code == 200
    activity.refresh_from_db()
    assert activity.team == mine


def test_an_auditor_reads_everything_and_changes_nothing():
    # given
    activity = make_activity()
    notice = make_notice(activity)
    regime = make_regime()
    body = make_organisation()
    client = signed_in(make_user("Auditor"))
    # then
    for row in (activity, notice, notice.sections.get(), regime, body):
        page = client.get(page_url(row))
        assert page.status_code == 200
        assert 'name="_save"' not in page.text
        assert client.post(page_url(row), {}).status_code == 403
        assert client.get(page_url(row, "delete")).status_code == 403
        assert client.get(page_url(row, "history")).status_code == 200


def test_versions_are_read_only_for_everybody_and_stay_within_reach():
    # given
    mine, other = make_team(), make_team()
    version, foreign = approve(make_activity(team=mine)), approve(make_activity(team=other))
    editor = signed_in(make_user("Editor", mine))
    superuser = signed_in(make_user("Approver", is_superuser=True))
    # then
    page = editor.get(page_url(version))
    assert version.digest in page.text
    assert "Show the whole document" in page.text
    assert editor.get(page_url(foreign)).status_code == 403
    assert editor.get("/admin/ropa/version/").context["cl"].result_count == 1
    assert superuser.get("/admin/ropa/version/").context["cl"].result_count == 2
    for client in (editor, superuser):
        assert client.get("/admin/ropa/version/add/").status_code == 403
        assert client.get(page_url(version, "delete")).status_code == 403
        assert client.post(page_url(version), {}).status_code == 403


def test_the_start_page_of_the_school_shows_its_gaps_and_no_inspections():
    # given
    school, inspectorate = make_team(), make_team()
    activity = make_activity(team=school)
    rule = activity.retention_rules.create(covers="files", to_be_supplied="How long we keep files.")
    contact = ContactPoint.objects.create(
        organisation=school.organisation,
        subject="rights",
        name="School office",
        to_be_supplied="The office’s email address.",
    )
    make_notice(activity, team=school)
    make_regime(team=inspectorate)
    make_activity(team=inspectorate, title="Of somebody else")
    client = signed_in(make_user("Data protection lead", school))
    # when
    page = client.get("/admin/")
    # then
    text = text_of(page.text)
    assert "2 facts still to be supplied" in text
    assert page_url(activity) in page.text
    assert f"#retention_rules-row-{rule.pk}" in client.get(page_url(activity)).text
    ways = f"/admin/ropa/contactpoint/?organisation__id__exact={school.organisation.pk}"
    assert ways in page.text
    assert page_url(contact) in client.get(ways).text
    assert "Inspection" not in text
    assert "Of somebody else" not in text
    # when
    form = fields_of(client.get(page_url(contact)).text) | {"email": ["office@school.example"]}
    client.post(page_url(contact), form)
    # then
    contact.refresh_from_db()
    assert (contact.email, contact.to_be_supplied) == ("office@school.example", "")


def test_a_lead_keeps_the_contact_points_of_their_own_body_alone():
    # given
    school = make_team()
    foreign = ContactPoint.objects.create(
        organisation=make_organisation(), subject="dpo", name="Office", email="a@b.example"
    )
    client = signed_in(make_user("Data protection lead", school))
    # then
    assert client.get(page_url(foreign)).status_code == 403
    form = fields_of(client.get("/admin/ropa/contactpoint/add/").text)
    form |= {"organisation": [str(foreign.organisation.pk)], "subject": ["rights"]}
    page = client.post("/admin/ropa/contactpoint/add/", form | {"name": ["x"], "email": ["c@d.eu"]})
    assert page.status_code == 200
    assert ContactPoint.objects.count() == 1


def test_somebody_without_a_role_is_told_what_to_do():
    # given
    user = make_user("Editor")
    user.groups.clear()
    # when
    page = signed_in(user).get("/admin/")
    # then
    assert "Ask an administrator to give you one." in text_of(page.text)


def test_models_stand_in_groups_that_mean_something_to_people():
    # given
    make_regime()
    client = signed_in(make_user("Approver"))
    # when
    groups = client.get("/admin/").context["app_list"]
    # then
    assert [group["name"] for group in groups] == [
        "Register",
        "The whole register",
        "Inspections",
        "Reference data",
        "People",
    ]
    assert client.get("/admin/ropa/").headers["Location"] == "/admin/"


def test_rights_to_single_rows_are_given_nowhere_else():
    # then
    client = signed_in(make_user("Approver", is_superuser=True))
    body = make_organisation()
    assert client.get(page_url(body).replace("change/", "permissions/")).status_code == 302
    for model_admin in admin.site._registry.values():
        names = {getattr(url, "name", "") or "" for url in model_admin.get_urls()}
        assert not any(name.endswith("_permissions") for name in names)


def test_choosing_shared_rows_by_typing_their_name():
    # given
    make_organisation(name="Care Quality Commission", short_name="CQC")
    make_organisation(name="Another body")
    client = signed_in(make_user("Editor", make_team()))
    # when
    found = client.get(
        "/admin/autocomplete/",
        {
            "term": "cqc",
            "app_label": "ropa",
            "model_name": "disclosure",
            "field_name": "recipient",
        },
    ).json()
    # then
    assert [row["text"] for row in found["results"]] == ["Care Quality Commission"]
    assert Organisation.objects.count() == 3


def test_every_page_keeps_to_the_content_security_policy():
    # given
    activity = make_activity()
    notice = make_notice(activity)
    version = approve(activity)
    rows = [activity, notice, notice.sections.get(), version, make_regime(), make_organisation()]
    client = signed_in(make_user("Approver", is_superuser=True))
    addresses = ["/admin/", "/admin/password_change/", "/admin/auth/user/add/"]
    for row in rows:
        changing = page_url(row)
        addresses += [changing, f"{changing}?_popup=1", page_url(row, "delete")]
        addresses += [page_url(row, "history"), changing.rsplit("/", 3)[0] + "/"]
    for address in addresses:
        # when
        page = client.get(address)
        # then
        policy = page.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "style-src 'self';" in policy
        for inline in (" style=", "<style", " onclick=", "<script>", "javascript:"):
            assert inline not in page.text, (address, inline)
