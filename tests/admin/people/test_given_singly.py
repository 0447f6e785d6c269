"""An editor without a team, to whom single entries and notices were given: what they reach, and
how others are refused."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry

from ropa import permissions
from ropa.admin.shared.links import page_url
from ropa.models import Decision, Notice, ProcessingActivity
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import approve, make_activity, make_notice, make_regime, make_team, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared():
    """An editor without a team who was given one entry and one notice of two."""
    editor = make_user("Editor", first_name="Ada", last_name="Example")
    entry, notice = make_activity(), make_notice()
    make_activity(team=entry.team)
    make_notice(team=notice.team)
    for row in (entry, notice):
        permissions.give_access(editor, row)
    return editor, entry, notice


# What such an editor can do


def test_the_lists_show_what_was_given_and_nothing_else(shared):
    editor, entry, notice = shared
    make_regime(team=entry.team)
    version, _ = approve(entry), approve(ProcessingActivity.objects.exclude(pk=entry.pk).get())
    client = signed_in(editor)
    for row in (entry, notice, version):
        listed = client.get(page_url(row).rsplit("/", 3)[0] + "/").context["cl"]
        assert list(listed.result_list) == [row]
    regimes = client.get("/admin/inspections/inspectionregime/").context["cl"]
    assert regimes.result_count == 0
    found = client.get(
        "/admin/autocomplete/",
        {"app_label": "ropa", "model_name": "sectionactivity", "field_name": "activity"},
    ).json()
    assert [row["id"] for row in found["results"]] == [str(entry.pk)]


@pytest.mark.parametrize("kind", ["entry", "notice"])
def test_the_form_can_be_saved_and_its_team_stays(shared, kind):
    editor, entry, notice = shared
    row = entry if kind == "entry" else notice
    team, client = row.team, signed_in(editor)
    # when
    page = client.get(page_url(row))
    form = fields_of(page.text)
    assert "team" not in form
    assert str(team) in text_of(page.text)
    saved = client.post(
        page_url(row), form | {"title": ["A better title"], "team": [str(make_team().pk)]}
    )
    # then
    assert saved.status_code == 302
    row.refresh_from_db()
    assert (row.title, row.team) == ("A better title", team)


def test_it_can_be_submitted_but_not_decided_about(shared):
    editor, entry, _ = shared
    client = signed_in(editor)
    assert client.post(page_url(entry, "approve"), {"reason": "It is right."}).status_code == 403
    client.post(page_url(entry, "submit"), {"reason": "It is complete."})
    assert entry.decisions.get().kind == Decision.Kind.SUBMITTED


def test_nothing_can_be_added_or_copied(shared):
    editor, entry, _ = shared
    client = signed_in(editor)
    for model in ("ropa/processingactivity", "ropa/notice", "inspections/inspectionregime"):
        page = client.get(f"/admin/{model}/add/")
        assert page.status_code == 403
        assert "You work for no team" in text_of(page.text)
    assert "/add/" not in client.get("/admin/ropa/processingactivity/").text
    assert client.post(page_url(entry, "duplicate")).status_code == 403
    assert "Duplicate" not in client.get(page_url(entry)).text
    assert ProcessingActivity.objects.count() == 2


@pytest.mark.parametrize("page", ["permissions/", "import/", "process_import/", "export/"])
def test_there_are_no_pages_that_pass_by_the_permissions(shared, page):
    editor, entry, _ = shared
    superuser = make_user("Approver", is_superuser=True)
    for client in (signed_in(editor), signed_in(superuser)):
        for address in ("/admin/ropa/processingactivity/", page_url(entry)[:-7]):
            # Django leads what is no page to the row of that name, which is not there.
            answer = client.get(address + page, follow=True)
            assert answer.redirect_chain[-1] == ("/admin/", 302)
            assert "Perhaps it was deleted?" in text_of(answer.text)


def test_deleting_what_was_given_leaves_nothing_behind(shared):
    editor, _, notice = shared
    client = signed_in(make_user("Approver"))
    client.post(page_url(notice, "delete"), {"post": "yes"})
    assert Notice.objects.count() == 1
    assert not permissions.rows_given_singly(editor, Notice).exists()
    person = signed_in(make_user("Administrator")).get(page_url(editor))
    assert str(notice) not in text_of(person.text)


# What is refused


@pytest.mark.parametrize("page", ["change", "delete", "submit", "keepers", "duplicate", "approve"])
def test_a_forged_post_is_refused_in_one_line_and_changes_nothing(shared, page, log_lines):
    editor, _, _ = shared
    foreign = make_activity(title="Not theirs")
    form = fields_of(signed_in(make_user("Approver")).get(page_url(foreign)).text)
    records, logged = foreign.history.count(), LogEntry.objects.count()
    # when
    answer = signed_in(editor).post(
        page_url(foreign, page),
        form | {"title": ["Forged"], "reason": ["x"], "post": ["yes"], "person": [editor.pk]},
    )
    # then
    assert answer.status_code == 403
    foreign.refresh_from_db()
    assert foreign.title == "Not theirs"
    assert foreign.history.count() == records
    assert LogEntry.objects.count() == logged
    assert not Decision.objects.exists()
    assert not permissions.keepers_of(foreign).exists()
    [line] = log_lines("access.refused")
    assert line["person"] == editor.pk
    assert line["outcome"] == "refused"
    assert line["view"] == f"admin:ropa_processingactivity_{page}"


def test_an_entry_cannot_be_added_to_another_team():
    own, other = make_team(), make_team()
    client = signed_in(make_user("Editor", own))
    form = fields_of(client.get("/admin/ropa/processingactivity/add/").text) | {
        "title": ["Forged"],
        "summary": ["For others."],
        "controller_roles-TOTAL_FORMS": ["1"],
        "controller_roles-0-organisation": [str(own.organisation.pk)],
        "controller_roles-0-role": ["sole"],
    }
    answer = client.post("/admin/ropa/processingactivity/add/", form | {"team": [str(other.pk)]})
    assert answer.status_code == 200
    assert "Select a valid choice" in text_of(answer.text)
    assert not ProcessingActivity.objects.exists()
    client.post("/admin/ropa/processingactivity/add/", form | {"team": [str(own.pk)]})
    assert ProcessingActivity.objects.get().team == own


# Giving and taking back


def test_what_is_given_and_taken_back_opens_and_closes_the_row_and_is_told_in_both_histories():
    entry = make_activity()
    lead = make_user("Data protection lead", entry.team, first_name="Grace", last_name="Lead")
    editor = make_user("Editor", first_name="Ada", last_name="Example")
    client, theirs = signed_in(lead), signed_in(editor)
    assert theirs.get(page_url(entry)).status_code == 403
    # when
    client.post(page_url(entry, "keepers"), {"person": editor.pk}, follow=True)
    # then
    assert theirs.get(page_url(entry)).status_code == 200
    # when
    client.post(page_url(entry, "keepers"), {"take": editor.pk}, follow=True)
    # then
    assert theirs.get(page_url(entry)).status_code == 403
    administrator = signed_in(make_user("Administrator"))
    for page in (
        client.get(page_url(entry, "keepers")),
        administrator.get(page_url(editor, "history")),
    ):
        text = text_of(page.text)
        taken = text.index(f"Ada Example no longer keeps {entry}.")
        assert taken < text.index(f"Ada Example may now keep {entry}.")
        assert text.count("Grace Lead") >= 2


def test_what_is_changed_in_the_form_is_not_told_as_given_or_taken_back():
    entry = make_activity()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(entry)).text)
    client.post(page_url(entry), form | {"title": ["Changed"]})
    assert LogEntry.objects.count() == 1
    page = text_of(client.get(page_url(entry, "keepers")).text)
    assert "Given and taken back Nothing yet." in page
