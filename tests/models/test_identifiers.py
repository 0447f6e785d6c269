"""The identifiers by which other registers know a body."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from ropa.models import Organisation
from ropa.models.identifiers import IDENTIFIER_FORMS

# Of each, forms that its register gives, as people may write them, and what is none of it.
CASES = [
    ("ico_registration", ["Z1234567", "za 123456", "Z541143X"], ["12345678", "Z123"]),
    (
        "govuk_slug",
        ["ofsted", " Department-for-Education "],
        ["department/education", "-ofsted", "Department for Education"],
    ),
    ("ons_code", ["E06000001", "w 06000001"], ["E0600001", "06000001"]),
    ("ods_code", ["RXH", "a82001"], ["R", "R-XH"]),
    ("school_urn", ["123456"], ["12345", "URN123456"]),
    ("ukprn", ["10012345"], ["20012345", "1001234"]),
    ("company_number", ["01234567", "sc123456", "IP12345R"], ["1234567", "SC12345"]),
    ("charity_number", ["1234567", "123456-1", "SC012345", "nic101234"], ["12345", "SC1234567"]),
]


def of(name: str, value: str) -> Organisation:
    body = Organisation(code="body", name="A body", **{name: value})
    body.clean_fields()
    return body


def test_every_identifier_is_tried():
    assert [name for name, _, _ in CASES] == list(IDENTIFIER_FORMS)


@pytest.mark.parametrize(("name", "right", "wrong"), CASES, ids=list(IDENTIFIER_FORMS))
def test_each_identifier_has_its_form_and_is_kept_as_its_register_writes_it(name, right, wrong):
    for written in right:
        without_blanks = written.replace(" ", "")
        lowered = IDENTIFIER_FORMS[name].lowered
        assert of(name, written).identifiers == (
            without_blanks.lower() if lowered else without_blanks.upper(),
        )
    for written in wrong:
        with pytest.raises(ValidationError) as refused:
            of(name, written)
        assert refused.value.message_dict == {name: [IDENTIFIER_FORMS[name].problem]}


def test_a_body_needs_none():
    assert of("ods_code", "").identifiers == ()
