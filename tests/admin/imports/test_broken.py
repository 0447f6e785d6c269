"""Broken files, brought as people do: each is answered with a page; none is imported in part."""

from __future__ import annotations

import warnings

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from ropa.models import ProcessingActivity, RegisterImport
from tests.admin.forms import fields_of, signed_in
from tests.factories import make_team, make_user
from tests.imports.reading import (
    mutating,
    mutating_json,
    mutating_spreadsheets,
    mutating_tables,
    mutating_zip,
)
from tests.imports.reading.files import workbook
from tests.imports.reading.mutating import MUTATIONS, mutants
from tests.imports.reading.register import exported_small_register
from tests.imports.uploading import TITLES, entry_line, spreadsheet
from tests.properties import examples
from tests.rolling_back import rolled_back

pytestmark = pytest.mark.django_db
# Of each kind; hundreds more are read in tests/imports/reading/test_mutated.py.
EACH = examples(1)
# Which make files broken in ways of their own.
MODULES = (mutating_json, mutating_spreadsheets, mutating_tables, mutating_zip)


@pytest.fixture(scope="module")
def files(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = exported_small_register()
        transaction.set_rollback(True)
    return made


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def client(team):
    return signed_in(make_user("Approver"))


def go_through(client, team, content: bytes) -> None:
    """Bring a file and do all that its pages let people do."""
    sent = {"file": SimpleUploadedFile("broken.xlsx", content)}
    page = client.post(reverse("admin:import"), sent, follow=True)
    assert page.status_code in {200, 400}
    if page.status_code == 400:
        assert 'id="file-problem"' in page.text
        return
    imported = RegisterImport.objects.latest("pk")
    if imported.state == RegisterImport.State.MAPPING:
        fields = fields_of(page.text)
        unsaid = {name: "internal-note" for name, given in fields.items() if given == [""]}
        fields |= unsaid | {"team": team.code}
        columns = [name for name in fields if name.startswith("column-")]
        for place, target in enumerate(("title", "purposes", "recipients")):
            fields |= {name: target for name in columns if name == f"column-{place}"}
        page = client.post(reverse("admin:import-columns", args=[imported.pk]), fields, follow=True)
        assert page.status_code in {200, 400}
    before = ProcessingActivity.objects.count()
    for name in ("one", "problems"):
        assert client.get(reverse(f"admin:import-{name}", args=[imported.pk])).status_code == 200
    imported.refresh_from_db()
    client.post(reverse("admin:import-carry-out", args=[imported.pk]))
    expected = imported.counts.get("tables", {}).get("activities", {}).get("created", 0)
    ready = imported.is_ready
    assert ProcessingActivity.objects.count() - before == (expected if ready else 0)


def test_a_broken_file_of_the_register_is_answered_with_a_page(client, team, files, subtests):
    for kind in MUTATIONS:
        with warnings.catch_warnings():
            # Python warns of names that stand twice in a ZIP file, which is what is wanted here.
            warnings.simplefilter("ignore", UserWarning)
            made = mutants(kind, files, EACH)
        for content in made:
            with subtests.test(kind=kind), rolled_back():
                go_through(client, team, content)


GENERAL = [name for name, made in MUTATIONS.items() if made.__module__ == mutating.__name__]


def test_a_broken_spreadsheet_is_answered_with_a_page(client, team, subtests):
    lines = [entry_line(number, "Dept for Education") for number in range(5)]
    book, text = workbook({"Register": [TITLES, *lines]}), spreadsheet(*lines)
    for kind in GENERAL:
        for content in mutants(kind, {"xlsx": book, "csv-sheets": text, "json": text}, EACH):
            with subtests.test(kind=kind), rolled_back():
                go_through(client, team, content)
