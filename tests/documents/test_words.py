"""Words that documents take from the code: no history tells when a release changes them."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.documents.build import ACTIVITY_PATHS, activity_document
from ropa.documents.canonical import canonical_json, digest
from ropa.documents.rights import rights_for
from ropa.documents.schema import SCHEMA_VERSION
from ropa.models import ProcessingActivity
from ropa.models.grounds import LawfulBasis
from tests.documents.filled import fill_activity

OF_SCHEMA = 4
WORDS = "933ae1559de62e86b3803bfaa75651c35d3e3590bfaf372f1c713d16992848ec"


def labels():
    """What people read for each value of each field with choices."""
    found = {}
    for path in ACTIVITY_PATHS:
        model: Any = ProcessingActivity
        for name in ("", *path.split("__")):
            model = model._meta.get_field(name).related_model if name else model
            for field in model._meta.concrete_fields:
                if field.choices:
                    choices = {value: str(label) for value, label in field.flatchoices}
                    found[f"{model.__name__}.{field.name}"] = choices
    return found


def rights():
    """What each lawful basis gives people, without automated decisions and with them."""
    return {
        basis.value: [
            [right.model_dump() for right in rights_for([basis], automated_decisions=automated)]
            for automated in (False, True)
        ]
        for basis in LawfulBasis
    }


@pytest.mark.django_db
def test_a_release_that_changes_the_words_of_documents_counts_up_their_schema():
    # given
    document = activity_document(fill_activity()).model_dump(mode="json")
    assert len(labels()) > 15
    # when
    words = digest(canonical_json({"document": document, "labels": labels(), "rights": rights()}))
    # then
    assert (SCHEMA_VERSION, words) == (OF_SCHEMA, WORDS), (
        "Documents say something else than in the last release, with the same rows. Bump "
        "SCHEMA_VERSION in ropa/documents/schema, so that entries approved before are built "
        f"anew and compared, and note here: OF_SCHEMA = {SCHEMA_VERSION}, WORDS = {words!r}."
    )
