"""The demonstration register in both layouts."""

from __future__ import annotations

import pytest

from ropa.documents.build import activity_documents
from ropa.models import ProcessingActivity
from ropa.reports.columns import COLUMNS
from ropa.reports.columns_grounds import falls_under_part_3
from ropa.reports.section_61 import SECTION_61

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_register")]


def test_no_required_cell_of_the_demonstration_register_is_empty() -> None:
    documents = activity_documents(ProcessingActivity.objects.all()).values()
    assert len(documents) == 24
    assert sum(map(falls_under_part_3, documents)) == 2
    for document in documents:
        for column in SECTION_61 if falls_under_part_3(document) else COLUMNS:
            if column.required:
                assert column.cell(document).strip(), (document.reference, column.title)
