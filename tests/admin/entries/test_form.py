"""The page of an entry: opening and saving it with all its parts."""

import pytest

from ropa.admin.shared.links import page_url, part_url
from ropa.models import (
    ControllerRole,
    Disclosure,
    ProcessingActivity,
    Purpose,
    RetentionRule,
    SecurityMeasure,
)
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_bare_activity,
    make_notice,
    make_organisation,
    make_provision,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db

MORE_THAN_SIXTY = 11  # of each of six kinds


@pytest.mark.parametrize("parts", [1, MORE_THAN_SIXTY])
def test_an_approved_entry_opens_with_the_same_queries_whatever_its_size(
    parts, django_assert_num_queries
):
    # given
    activity = make_activity()
    add_parts(activity, parts)
    make_notice(activity)
    approver = make_user("Approver")
    approve(activity, approver)
    client = signed_in(approver)
    client.get(page_url(activity))  # fills what Django keeps for good
    # when, then
    with django_assert_num_queries(18):
        page = client.get(page_url(activity))
    assert fields_of(page.text)["disclosures-INITIAL_FORMS"] == [str(parts)]


@pytest.mark.parametrize("parts", [1, MORE_THAN_SIXTY])
def test_a_draft_opens_with_the_same_queries_whatever_its_size(parts, django_assert_num_queries):
    # given
    team = make_team()
    activity = make_activity(team=team)
    add_parts(activity, parts)
    client = signed_in(make_user("Editor", team))
    client.get(page_url(activity))
    # when, then
    with django_assert_num_queries(24):
        page = client.get(page_url(activity))
    assert fields_of(page.text)["disclosures-INITIAL_FORMS"] == [str(parts)]


@pytest.mark.parametrize("parts", [1, MORE_THAN_SIXTY])
def test_saving_one_field_and_one_part_takes_the_same_queries_whatever_its_size(
    parts, django_assert_num_queries
):
    # given
    team = make_team()
    activity = make_activity(team=team)
    add_parts(activity, parts)
    approve(activity)
    client = signed_in(make_user("Editor", team))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form["summary"] = ["What it does now."]
    form["disclosures-0-detail"] = ["by post"]
    with django_assert_num_queries(42):
        response = client.post(page_url(activity), form)
    # then
    assert response.status_code == 302
    activity.refresh_from_db()
    assert activity.summary == "What it does now."
    assert activity.disclosures.all()[0].detail == "by post"
    assert activity.disclosures.all()[0].history.count() == 3  # made, its list filled, changed now


def test_saving_a_part_leaves_no_change_of_the_entry_in_its_history():
    # given
    activity = make_activity()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form["purposes-0-statement"] = ["do it better"]
    client.post(page_url(activity), form)
    # then
    assert activity.purposes.get().statement == "do it better"
    assert activity.history.count() == 1


def test_new_parts_go_last_and_keep_what_they_point_at():
    # given
    activity = make_activity()
    add_parts(activity, 2)
    recipient, provision = make_organisation(), make_provision()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form |= {
        "disclosures-TOTAL_FORMS": ["3"],
        "disclosures-2-recipient": [str(recipient.pk)],
        "disclosures-2-purpose": ["to help"],
        "disclosures-2-frequency": ["routine"],
        "disclosures-2-position": [""],
        "purposes-TOTAL_FORMS": ["4"],
        "purposes-3-statement": ["help people"],
        "purposes-3-lawful_basis": ["6-1-e"],
        "purposes-3-provisions": [str(provision.pk)],
        "purposes-3-position": [""],
    }
    response = client.post(page_url(activity), form)
    # then
    assert response.status_code == 302
    assert [part.position for part in activity.disclosures.all()] == [1, 2, 3]
    assert activity.disclosures.all()[2].recipient == recipient
    assert list(activity.purposes.all()[3].provisions.all()) == [provision]


def test_parts_can_be_reordered_and_removed():
    # given
    activity = make_activity()
    add_parts(activity, 3)
    names = [part.recipient.name for part in activity.disclosures.all()]
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form["disclosures-2-position"] = ["0"]
    form["disclosures-1-DELETE"] = ["on"]
    client.post(page_url(activity), form)
    # then
    assert [part.recipient.name for part in activity.disclosures.all()] == [names[2], names[0]]


def test_the_controllers_must_make_sense_together():
    # given
    activity = make_activity()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form["controller_roles-0-role"] = ["joint"]
    form["controller_roles-0-scope"] = ["everything"]
    page = client.post(page_url(activity), form)
    # then
    assert page.status_code == 200
    assert "A joint or separate controller cannot stand alone." in text_of(page.text)
    assert activity.controller_roles.get().role == ControllerRole.Role.SOLE


def test_an_untouched_purpose_must_fit_the_law_the_entry_now_falls_under():
    # given
    activity = make_activity()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form["legal_regime"] = ["dpa-part-3"]
    page = client.post(page_url(activity), form)
    # then
    assert "A law enforcement activity takes a basis of section 35(2)" in text_of(page.text)
    activity.refresh_from_db()
    assert activity.legal_regime == "uk-gdpr"


def test_a_page_with_errors_still_says_where_the_entry_stands():
    # given
    activity = make_activity(title="As it stands")
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form |= {"title": ["Not saved"], "summary": [""]}
    page = client.post(page_url(activity), form)
    # then
    assert "Never approved" in text_of(page.text)
    assert ProcessingActivity.objects.get().title == "As it stands"


def test_a_row_that_may_not_be_chosen_is_refused_in_one_sentence():
    # given
    activity = make_activity()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form["purposes-0-provisions"] = ["999999"]
    form["controller_roles-0-organisation"] = ["nothing"]
    page = client.post(page_url(activity), form)
    # then
    assert text_of(page.text).count("no longer there, or not yours to choose. Choose again.") == 4


@pytest.mark.parametrize(
    ("legal_regime", "field", "code", "said"),
    [
        ("uk-gdpr", "schedule_8", "8-1", "Schedule 8 is for law enforcement alone"),
        ("dpa-part-3", "article_9", "9-2-g", "This does not govern law enforcement"),
        ("dpa-part-3", "schedule_1", "2-6", "This does not govern law enforcement"),
    ],
)
def test_a_condition_of_another_schedule_is_refused_at_its_field(legal_regime, field, code, said):
    # given
    activity = make_bare_activity(legal_regime=legal_regime)
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form |= {
        "conditions-TOTAL_FORMS": ["1"],
        "conditions-0-covers": ["special"],
        f"conditions-0-{field}": [code],
    }
    page = client.post(page_url(activity), form)
    # then
    assert text_of(page.text).count(said) == 2  # at the top, and at the field
    assert not activity.conditions.exists()


def test_a_gap_stands_out_and_goes_when_the_fact_is_filled_in():
    # given
    activity = make_activity()
    rule = RetentionRule.objects.create(
        activity=activity, covers="letters", to_be_supplied="How long we keep letters."
    )
    client = signed_in(make_user("Approver"))
    page = client.get(page_url(activity))
    assert "1 fact still to be supplied" in text_of(page.text)
    assert f'href="{part_url(rule)}"' in page.text
    # when
    form = fields_of(page.text) | {"retention_rules-1-minimum_period": ["P3Y"]}
    client.post(page_url(activity), form)
    # then
    rule.refresh_from_db()
    assert (rule.minimum_period, rule.to_be_supplied) == ("P3Y", "")


def test_a_part_states_the_fact_or_the_gap():
    # given
    activity = make_activity()
    SecurityMeasure.objects.create(activity=activity, kind="technical", description="Locks.")
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form["security_measures-0-description"] = [""]
    page = client.post(page_url(activity), form)
    # then
    assert "State the fact, or say what is still to be supplied." in text_of(page.text)


def test_text_with_markup_is_shown_as_text():
    # given
    activity = make_activity(title="<script>alert(1)</script>", summary="</textarea><b>bold</b>")
    Purpose.objects.create(activity=activity, statement="<i>why</i>", lawful_basis="6-1-e")
    Disclosure.objects.create(
        activity=activity, recipient=make_organisation(name="<u>body</u>"), purpose="<b>x</b>"
    )
    client = signed_in(make_user("Approver"))
    # when
    pages = [
        client.get(page_url(activity, page)).text
        for page in ("change", "history", "approve", "delete", "preview")
    ]
    pages.append(client.get("/admin/ropa/processingactivity/").text)
    # then
    for page in pages:
        assert "&lt;script&gt;alert(1)" in page
        for markup in ("<script>alert", "<b>bold", "<i>why", "<u>body", "<b>x"):
            assert markup not in page


def test_a_new_entry_comes_with_its_reference_and_the_only_team():
    # given
    team = make_team()
    make_activity(reference="RPA-0041")
    client = signed_in(make_user("Editor", team))
    # when
    form = fields_of(client.get("/admin/ropa/processingactivity/add/").text)
    # then
    assert form["reference"] == ["RPA-0042"]
    assert form["team"] == [str(team.pk)]
    # when
    form |= {
        "title": ["A new entry"],
        "summary": ["What it does."],
        "controller_roles-TOTAL_FORMS": ["1"],
        "controller_roles-0-organisation": [str(team.organisation.pk)],
        "controller_roles-0-role": ["sole"],
    }
    response = client.post("/admin/ropa/processingactivity/add/", form)
    # then
    entry = ProcessingActivity.objects.get(reference="RPA-0042")
    assert response.headers["Location"] == page_url(entry)
    assert entry.controller_roles.get().position == 1


def test_the_two_dates_of_the_review_are_checked_when_one_changes():
    # given
    activity = make_activity(last_reviewed_on="2026-06-01", review_due_on="2027-06-01")
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form["review_due_on"] = ["2025-06-01"]
    page = client.post(page_url(activity), form)
    # then
    assert "The next review is due before the last one." in text_of(page.text)


@pytest.mark.parametrize("sent", ["abc", "999999", "-1", "1" * 40])
def test_what_is_no_row_is_refused_at_its_field(sent):
    # given
    entry = make_activity()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(entry)).text)
    # when
    page = client.post(page_url(entry), form | {"follows": [sent]})
    # then
    assert page.status_code == 200
    assert "Select a valid choice" in text_of(page.text)
