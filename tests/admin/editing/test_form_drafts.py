"""A form keeps what is typed into it, and offers it when its page is opened again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ropa.actions.retiring import retire_activity
from ropa.admin.shared.links import page_url
from ropa.models import FormDraft, ProcessingActivity, Team
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import add_parts, approve, make_activity, make_team, make_user

pytestmark = pytest.mark.django_db

WORDS = "Words that took an hour, “quoted” & <marked>."
OFFER = "You typed something here that is not saved"


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def client(team: Team) -> Client:
    return signed_in(make_user("Editor", team))


@pytest.fixture
def entry(team: Team) -> ProcessingActivity:
    return make_activity(team=team)


def keep(client: Client, path: str, form: dict[str, Any], **typed: Any) -> Any:
    """What the page sends while somebody types."""
    sent = {**form, **typed, "_path": path, "_title": "An entry"}
    return client.post(reverse("admin:keep-draft"), sent)


def typed_into(client: Client, row: Any, **typed: Any) -> FormDraft:
    """Open the page of a row, type something, and go away."""
    path = page_url(row)
    form = fields_of(client.get(path).text)
    assert set(keep(client, path, form, **typed).json()) == {"kept_at"}
    return FormDraft.objects.get(key=form["_draft"][0])


def leads_to(answer: Any) -> str:
    return str(answer.headers["location"])


def resumed(client: Client, draft: FormDraft) -> Any:
    return client.post(draft.path, {"_resume": draft.key})


def test_what_was_typed_is_offered_and_put_back_with_nothing_saved(
    client: Client, entry: ProcessingActivity
) -> None:
    draft = typed_into(client, entry, summary=WORDS, title="")
    # when the page is opened again
    page = client.get(page_url(entry))
    assert OFFER in page.text
    answer = resumed(client, draft)
    # then the form says what was typed, and complains of nothing yet
    form = fields_of(answer.text)
    assert (form["summary"], form["title"]) == ([WORDS], [""])
    assert "errornote" not in answer.text
    assert "errorlist" not in answer.text
    assert "It is not saved yet." in text_of(answer.text)
    entry.refresh_from_db()
    assert entry.summary != WORDS
    # and saving it forgets the draft
    client.post(draft.path, form | {"title": ["A title"]})
    entry.refresh_from_db()
    assert entry.summary == WORDS
    assert OFFER not in client.get(page_url(entry)).text


def test_rows_that_were_added_are_put_back(client: Client, team: Team) -> None:
    entry = make_activity(team=team)
    add_parts(entry, 2)
    path = page_url(entry)
    form = fields_of(client.get(path).text)
    number = int(form["security_measures-TOTAL_FORMS"][0])
    added = {
        "security_measures-TOTAL_FORMS": [str(number + 1)],
        f"security_measures-{number}-description": ["Doors are locked."],
    }
    keep(client, path, form | added)
    answer = resumed(client, FormDraft.objects.get())
    assert fields_of(answer.text)[f"security_measures-{number}-description"] == [
        "Doors are locked."
    ]


def test_a_new_row_is_kept_as_well(client: Client, team: Team) -> None:
    path = reverse("admin:ropa_processingactivity_add")
    form = fields_of(client.get(path).text)
    keep(client, path, form, title="A new activity")
    assert OFFER in client.get(path).text
    answer = resumed(client, FormDraft.objects.get())
    assert fields_of(answer.text)["title"] == ["A new activity"]
    assert not ProcessingActivity.objects.exists()


def test_who_resumes_what_somebody_else_has_saved_since_sees_both(
    client: Client, entry: ProcessingActivity
) -> None:
    draft = typed_into(client, entry, summary=WORDS)
    entry.summary = "What somebody else wrote."
    entry.save()
    form = fields_of(resumed(client, draft).text)
    # when
    answer = client.post(draft.path, form)
    # then
    assert answer.status_code == 409
    assert "What somebody else wrote." in answer.text
    # and saving both together closes the draft
    both = fields_of(answer.text)
    assert client.post(draft.path, both).status_code == 302
    draft.refresh_from_db()
    assert draft.is_closed


def test_a_form_that_is_not_correct_keeps_its_draft(
    client: Client, entry: ProcessingActivity
) -> None:
    draft = typed_into(client, entry, title="", summary=WORDS)
    form = fields_of(resumed(client, draft).text)
    answer = client.post(draft.path, form)
    assert answer.status_code == 200
    assert fields_of(answer.text)["_draft"] == [draft.key]
    assert "data-unsaved" in answer.text
    draft.refresh_from_db()
    assert not draft.is_closed


def test_nobody_else_is_shown_a_draft(client: Client, entry: ProcessingActivity) -> None:
    draft = typed_into(client, entry, summary=WORDS)
    other = signed_in(make_user("Administrator"))
    assert OFFER not in other.get(page_url(entry)).text
    page = other.get(reverse("admin:form-draft", args=[draft.key]))
    assert page.status_code == 404
    assert WORDS not in resumed(other, draft).text
    assert "Typed and not saved" not in other.get(reverse("admin:index")).text


def test_home_leads_to_what_was_typed_and_it_can_be_thrown_away(
    client: Client, entry: ProcessingActivity
) -> None:
    draft = typed_into(client, entry, summary=WORDS)
    where = reverse("admin:form-draft", args=[draft.key])
    assert where in client.get(reverse("admin:index")).text
    assert "Words that took an hour" in client.get(where).text
    # when
    assert leads_to(client.post(where)) == draft.path
    # then
    assert client.get(where).status_code == 404
    assert leads_to(resumed(client, draft)) == draft.path


def test_a_draft_of_what_one_may_no_longer_edit_can_still_be_read(
    team: Team, entry: ProcessingActivity
) -> None:
    person = make_user("Editor", team)
    client = signed_in(person)
    draft = typed_into(client, entry, summary=WORDS)
    entry.team = make_team()
    entry.save()
    assert (
        "Words that took an hour" in client.get(reverse("admin:form-draft", args=[draft.key])).text
    )
    assert resumed(client, draft).status_code in {302, 403, 404}
    entry.refresh_from_db()
    assert entry.summary != WORDS


def test_a_draft_of_an_entry_that_was_retired_is_put_back(
    client: Client, entry: ProcessingActivity
) -> None:
    approve(entry)
    draft = typed_into(client, entry, summary=WORDS)
    retire_activity(
        activity=entry, by=make_user("Approver"), reason="Nobody does it.", change_note="Over."
    )
    assert fields_of(resumed(client, draft).text)["summary"] == [WORDS]


def test_a_draft_of_an_older_form_brings_what_the_form_still_asks(
    client: Client, entry: ProcessingActivity
) -> None:
    draft = typed_into(client, entry, summary=WORDS, no_longer_asked="Something")
    assert fields_of(resumed(client, draft).text)["summary"] == [WORDS]


@pytest.mark.parametrize(
    "path",
    ["", "/", "/admin/", "https://elsewhere.example.org/", "/notices/", "/admin/" + "x" * 3000],
)
def test_only_forms_of_rows_have_drafts(client: Client, path: str) -> None:
    assert keep(client, path, {"_draft": "key"}).status_code == 404
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 33])
def test_a_draft_needs_a_key(client: Client, entry: ProcessingActivity, key: str) -> None:
    assert keep(client, page_url(entry), {"_draft": key}).status_code == 404


def test_passwords_and_tokens_are_not_kept(client: Client, entry: ProcessingActivity) -> None:
    typed_into(client, entry, password1="lamp-coffee-tractor", csrfmiddlewaretoken="abc")
    names = {name for name, _ in FormDraft.objects.get().fields}
    assert not names & {"password1", "csrfmiddlewaretoken", "_path", "_title"}


def test_what_is_too_long_to_keep_is_refused(client: Client, entry: ProcessingActivity) -> None:
    form = {"_draft": "key", "summary": "x" * 1_000_001}
    assert keep(client, page_url(entry), form).status_code == 413


def test_save_and_submit_leads_to_submitting(client: Client, entry: ProcessingActivity) -> None:
    form = fields_of(client.get(page_url(entry)).text)
    answer = client.post(page_url(entry), form | {"summary": [WORDS], "_submit": "1"})
    assert leads_to(answer) == page_url(entry, "submit")
    # and when there is nothing to submit, it says so
    approve(entry)
    form = fields_of(client.get(page_url(entry)).text)
    answer = client.post(page_url(entry), form | {"_submit": "1"}, follow=True)
    assert "There is nothing to submit" in text_of(answer.text)
