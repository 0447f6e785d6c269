"""The register's own table of thirty columns is understood when it comes back."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from django.db import transaction

from ropa.imports.files import read_folder
from ropa.imports.loading import load
from ropa.imports.mapping.heading import headed
from ropa.imports.mapping.mapped import read_mapped
from ropa.imports.mapping.proposing import propose
from ropa.imports.reading.opening import open_file
from ropa.models import ProcessingActivity
from ropa.reports.csv_files import CSV
from ropa.reports.report_query import report
from ropa.reports.selection import Selection

pytestmark = pytest.mark.django_db

# What entries name, without the entries themselves and the notices.
REFERENCE = (
    "organisations",
    "teams",
    "legislation",
    "provisions",
    "powers",
    "data_categories",
    "people_categories",
)


def exported():
    return b"".join(CSV.write(report(Selection(is_draft=True))))


def cells(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def read(content):
    (sheet,) = open_file(BytesIO(content), "register.csv").sheets
    mapping = propose(headed(sheet.open()).titles)
    return read_mapped(sheet.open(), mapping, team="contact-centre", names={}, file="register.csv")


def demo_rows():
    return read_folder(settings.BASE_DIR / "fixtures")


def test_into_the_same_register_it_changes_nothing_but_notes_on_how_to_reach_controllers():
    load(demo_rows())
    content = exported()
    mapped = read(content)
    assert (mapped.problems, mapped.unknown) == ([], [])
    outcome = load(mapped.rows)
    assert (outcome.created, outcome.removed) == (0, 0)
    assert {change.differs for change in outcome.changes} == {(), ("internal note",)}
    assert outcome.changed == 2
    assert cells(exported()) == cells(content)
    assert load(read(content).rows).changed == 0


def test_into_a_register_with_the_reference_data_alone_it_brings_every_entry():
    with transaction.atomic():
        load(demo_rows())
        content = exported()
        transaction.set_rollback(True)
    load([row for row in demo_rows() if row.table in REFERENCE])
    mapped = read(content)
    assert (mapped.problems, mapped.unknown) == ([], [])
    load(mapped.rows)
    header, *before = cells(content)
    _, *after = cells(exported())
    assert ProcessingActivity.objects.count() == len(before) == len(after)
    differing = {
        title
        for one, other in zip(before, after, strict=True)
        for title, was, became in zip(header, one, other, strict=True)
        if sorted(was.splitlines()) != sorted(became.splitlines())
    }
    # But for the order of some lines. The powers that are used, and those to share, stand in the
    # internal note, as text.
    assert differing == {
        "Article 6 lawful basis for processing personal data",
        "Categories of recipients",
    }
    assert load(read(content).rows).changed == 0
