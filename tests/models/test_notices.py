"""Notices and policy documents as rows."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_notice, make_policy_document

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "make_other", "says"),
    [
        (make_policy_document, make_notice, "That is a notice. Choose the policy document"),
        (make_notice, make_policy_document, "That is a policy document. Choose the notice"),
    ],
)
def test_one_follows_only_one_of_its_kind(make, make_other, says):
    # given
    document, former = make(), make()
    document.follows = former
    document.full_clean()
    # when
    document.follows = make_other()
    with pytest.raises(ValidationError) as refused:
        document.full_clean()
    # then
    assert refused.value.message_dict == {"follows": [f"{says} that came before."]}
