"""Documents for the tests of linked data."""

from __future__ import annotations

import pytest

from ropa.documents.build import activity_document
from ropa.documents.schema import ActivityDocument
from tests.documents.filled import fill_activity


@pytest.fixture
def filled(db: None) -> ActivityDocument:
    """An entry with something in every field and every kind of part."""
    return activity_document(fill_activity())
