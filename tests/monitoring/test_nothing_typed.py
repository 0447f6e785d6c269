"""A tour of what staff and readers type, sent with a word that must never get into the log."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse

from ropa.admin.shared.links import page_url
from ropa.models import Decision, ProcessingActivity
from tests.admin.forms import fields_of, signed_in
from tests.factories import make_activity, make_team, make_user
from tests.imports.uploading import entry_line, spreadsheet

pytestmark = pytest.mark.django_db

MARKER = "Quetzalcoatl"
# As it may be told again: in other letters, spelt for an address, quoted.
TRACES = (MARKER.lower(),)


def assert_not_told(log_lines: Any) -> None:
    lines = log_lines()
    assert lines, "nothing was captured"
    for line in lines:
        told = str(line).casefold()
        assert not any(trace in told for trace in TRACES), line


def marked(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a form with the marker in each that holds text, or none."""
    keep = ("_FORMS", "csrfmiddlewaretoken", "-id")
    return {
        name: values if name.endswith(keep) or "_FORMS" in name else [f"{MARKER} {name}\n{MARKER}"]
        for name, values in fields.items()
    }


def pages_to_add() -> list[str]:
    found = []
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_add"
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found


def test_forms_of_every_kind_of_row(log_lines):
    person = make_user("Editor", is_superuser=True)
    client = signed_in(person)
    filled = 0
    for page in pages_to_add():
        shown = client.get(page)
        if shown.status_code == 200:
            client.post(page, marked(fields_of(shown.text)))
            filled += 1
    assert filled > 8
    assert_not_told(log_lines)


def test_an_entry_saved_submitted_and_returned(log_lines):
    team = make_team()
    entry = make_activity(team=team)
    editor, approver = signed_in(make_user("Editor", team)), signed_in(make_user("Approver"))
    form = fields_of(editor.get(page_url(entry)).text)
    form |= {"title": [f"{MARKER} permits"], "summary": [f"{MARKER} said so."]}
    assert editor.post(page_url(entry), form).status_code == 302
    for client, verb in ((editor, "submit"), (approver, "return"), (editor, "approve")):
        client.post(page_url(entry, verb), {"reason": f"{MARKER} wants it", "seen": MARKER})
    assert ProcessingActivity.objects.get(pk=entry.pk).title == f"{MARKER} permits"
    assert Decision.objects.filter(reason__contains=MARKER).exists()
    assert_not_told(log_lines)


def test_a_file_brought_in(log_lines):
    client = signed_in(make_user("Editor", make_team()))
    good = spreadsheet(entry_line(1, MARKER))
    for name, content in (
        (f"{MARKER}.csv", good),
        (f"{MARKER}.xlsx", MARKER.encode()),
        (f"{MARKER}.exe", MARKER.encode()),
    ):
        client.post(reverse("admin:import"), {"file": SimpleUploadedFile(name, content)})
    assert_not_told(log_lines)


def test_what_the_public_asks_for(client, log_lines):
    for path in (
        f"/search/?q={MARKER}",
        f"/notices/?q={MARKER}",
        f"/api/v1/notices?q={MARKER}&page={MARKER}",
        f"/about/?{MARKER}={MARKER}",
    ):
        client.get(path, headers={"user-agent": MARKER, "referer": f"https://{MARKER}.example"})
        client.post(path, {MARKER: MARKER})
    assert_not_told(log_lines)


def test_signing_in_and_forgetting_the_password(client, log_lines):
    person = make_user("Editor", username=f"{MARKER}@example.org", email=f"{MARKER}@example.org")
    person.set_password(f"{MARKER} and a half")
    person.save()
    sign_in = reverse("account_login")
    for login, password in (
        (person.username, "wrong"),
        (f"{MARKER} and a half", MARKER),
        (person.username, f"{MARKER} and a half"),
    ):
        client.post(sign_in, {"login": login, "password": password, "next": f"/{MARKER}/"})
    client.post(reverse("account_reset_password"), {"email": person.email})
    client.get(reverse("account_reset_password_from_key", args=["1", MARKER]))
    client.cookies["session"] = MARKER
    client.get("/admin/", headers={"cookie": f"session={MARKER}; form={MARKER}"})
    assert_not_told(log_lines)


def test_a_person_entered_and_changed(log_lines):
    client = signed_in(make_user("Administrator"))
    person = make_user("Editor")
    page = page_url(person)
    form = fields_of(client.get(page).text)
    form |= {"first_name": [MARKER], "last_name": [MARKER], "username": [MARKER]}
    client.post(page, form)
    assert User.objects.filter(username=MARKER).exists()
    assert_not_told(log_lines)


def test_the_search_for_traces_finds_one(log_lines):
    logging.getLogger("ropa.tests").warning("Somebody typed %s", MARKER)
    with pytest.raises(AssertionError):
        assert_not_told(log_lines)
