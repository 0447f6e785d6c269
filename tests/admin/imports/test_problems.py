"""The file of an import with marks, from its page."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ropa.background.worker import do_waiting_jobs
from ropa.imports.starting import Step
from ropa.imports.uploads import MOST_COUNTED
from ropa.models import MadeFile
from tests.admin.forms import signed_in, text_of
from tests.factories import make_team, make_user
from tests.imports.uploading import after_step, mapped, spreadsheet, uploaded_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver():
    return make_user("Approver")


@pytest.fixture
def imported(approver):
    """An import of a file with a gap and no problem."""
    content = spreadsheet(("Bins", "Collect", "", "see policy"))
    brought = uploaded_import(content, approver, "our “register”.csv")
    mapped(brought, make_team())
    return after_step(brought, Step.CHECK, approver)


def test_the_page_leads_to_the_file_with_marks(imported, approver):
    # given
    client = signed_in(approver)
    page = client.get(reverse("admin:import-one", args=[imported.pk]))
    where = reverse("admin:import-annotated", args=[imported.pk])
    assert f'href="{where}"' in page.text
    assert "yellow, “Gap”" in text_of(page.text)
    assert "red, “Problem”" not in text_of(page.text)
    # when
    response = client.get(where)
    # then
    assert response["Content-Disposition"] == 'attachment; filename="annotated our register.xlsx"'
    assert load_workbook(BytesIO(response.content)).active["D2"].comment


def test_what_cannot_be_marked_leads_back_with_the_reason(imported, approver):
    imported = after_step(imported, Step.CARRY_OUT, approver)
    where = reverse("admin:import-annotated", args=[imported.pk])
    page = signed_in(approver).get(where, follow=True)
    assert page.redirect_chain == [(reverse("admin:import-one", args=[imported.pk]), 302)]
    assert "There is nothing to mark" in text_of(page.text)


def test_a_large_file_is_marked_by_a_worker(imported, approver):
    # given
    imported.rows = MOST_COUNTED + 1
    imported.save()
    client = signed_in(approver)
    where = reverse("admin:import-annotated", args=[imported.pk])
    page = client.get(reverse("admin:import-one", args=[imported.pk]))
    assert "which is made in the background" in text_of(page.text)
    # when it is asked for, it is not there yet
    assert "Your file is being marked" in text_of(client.get(where, follow=True).text)
    # and when a worker has made it, it is
    assert do_waiting_jobs() == 1
    response = client.get(where)
    assert load_workbook(BytesIO(response.content)).active["D2"].comment
    # and it goes with the file of the import
    assert MadeFile.objects.count() == 1
    client.post(reverse("admin:import-discard", args=[imported.pk]))
    assert MadeFile.objects.count() == 0


def test_why_a_worker_could_not_mark_it_is_told(imported, approver, monkeypatch):
    imported.rows = MOST_COUNTED + 1
    imported.save()
    monkeypatch.setattr("ropa.imports.marked_files.MOST_CELLS_OF_WORKER", 5)
    client = signed_in(approver)
    where = reverse("admin:import-annotated", args=[imported.pk])
    client.get(where)
    do_waiting_jobs()
    assert "Download the list of problems as CSV instead" in text_of(
        client.get(where, follow=True).text
    )
