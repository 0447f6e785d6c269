"""Events of the work itself: what was decided, brought in and taken out, by whom."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from ropa.admin.shared.links import page_url
from ropa.imports.starting import Step
from ropa.models import Decision, RegisterImport
from tests.admin.forms import signed_in
from tests.factories import approve, make_activity, make_team, make_user
from tests.imports.uploading import after_step, own_entry, own_rows, uploaded_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def test_a_decision_and_the_version_it_froze(committed, log_lines):
    entry = make_activity()
    with committed(execute=True):
        version = approve(entry)

    line = log_lines("decision.made")[-1]
    assert line["person"] == version.created_by_id
    assert line["decision"] == Decision.Kind.APPROVED.value
    assert (line["kind"], line["row"]) == ("processingactivity", entry.pk)
    assert line["version"] == version.sequence


def test_a_decision_that_cannot_be_taken_now(log_lines):
    entry, approver = make_activity(), make_user("Approver")
    approve(entry)

    signed_in(approver).post(page_url(entry, "submit"), {"reason": "Because it is time."})

    [line] = log_lines("decision.refused")
    assert (line["person"], line["row"], line["outcome"]) == (approver.pk, entry.pk, "refused")


def test_the_register_leaves_by_the_page_and_by_the_command(log_lines, tmp_path):
    approve(make_activity())
    approver = make_user("Approver")

    signed_in(approver).get(reverse("admin:export-download"), {"format": "csv"})
    call_command("export_register", "--format", "csv", "--output", str(tmp_path / "r.zip"))

    by_page, by_command = log_lines("export.made")
    assert (by_page["person"], by_page["form"], by_page["drafts"]) == (approver.pk, "csv", False)
    assert "person" not in by_command


def test_a_file_comes_in(committed, log_lines):
    team = make_team()
    editor = make_user("Approver", team)
    content = own_rows(own_entry("RPA-7001", team))
    with committed(execute=True):
        imported = after_step(uploaded_import(content, editor), Step.CHECK, editor)
        imported = after_step(imported, Step.CARRY_OUT, editor)

    assert imported.state == RegisterImport.State.IMPORTED
    [came] = log_lines("import.brought")
    assert (came["person"], came["row"]) == (editor.pk, imported.pk)
    assert came["bytes"] == len(content)
    [looked_at] = log_lines("import.checked")
    assert (looked_at["outcome"], looked_at["problems"]) == ("ok", 0)
    [done] = log_lines("import.made")
    assert (done["person"], done["row"], done["rows"]) == (editor.pk, imported.pk, imported.rows)


def test_a_file_that_is_none(log_lines):
    editor = make_user("Editor", make_team())
    file = SimpleUploadedFile("register.xlsx", b"PK\x03\x04, and then nothing of the kind")
    signed_in(editor).post(reverse("admin:import"), {"file": file})
    [line] = log_lines("import.refused")
    assert (line["person"], line["outcome"]) == (editor.pk, "refused")
