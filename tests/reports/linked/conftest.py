"""Documents for the tests of linked data."""

from __future__ import annotations

import pytest

from ropa.documents.build import activity_document
from ropa.documents.schema import ActivityDocument, Term
from tests.documents.filled import fill_activity


@pytest.fixture
def filled(db: None) -> ActivityDocument:
    """An entry with something in every field and every kind of part, which follows another."""
    former = Term(code="RPA-0900", name="RPA-0900 A former entry")
    return activity_document(fill_activity()).model_copy(update={"follows": former})
