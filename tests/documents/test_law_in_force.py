"""A document holds until when the law that it cites is in force."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.documents.build import document_of
from ropa.documents.schema import ProvisionDocument
from tests.factories import make_legislation, make_provision

pytestmark = pytest.mark.django_db

EARLIER, LATER = date(2025, 3, 31), date(2026, 3, 31)


@pytest.mark.parametrize(
    ("of_provision", "of_law", "last_day"),
    [
        (None, None, None),
        (EARLIER, None, EARLIER),
        (None, EARLIER, EARLIER),
        (LATER, EARLIER, EARLIER),
        (EARLIER, LATER, EARLIER),
    ],
)
def test_a_provision_is_law_no_longer_than_its_act(of_provision, of_law, last_day):
    # given
    provision = make_provision(valid_to=of_provision)
    provision.legislation.valid_to = of_law
    # then
    assert document_of(provision, ProvisionDocument).last_day == last_day


def test_what_has_a_successor_and_no_last_day_is_replaced():
    # given
    provision, successor = make_provision(), make_legislation()
    assert not document_of(provision, ProvisionDocument).is_replaced
    # when
    provision.legislation.superseded_by = successor
    # then
    assert document_of(provision, ProvisionDocument).is_replaced
    # when it is known until when it is right, that day decides
    provision.legislation.valid_to = LATER
    # then
    assert not document_of(provision, ProvisionDocument).is_replaced
