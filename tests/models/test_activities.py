"""References are given once, in order."""

import pytest

from ropa.models import ProcessingActivity
from tests.factories import make_bare_activity

pytestmark = pytest.mark.django_db


def test_the_first_reference_of_an_empty_register():
    assert ProcessingActivity.objects.next_reference() == "RPA-0001"


@pytest.mark.parametrize(
    ("there", "following"),
    [
        (["RPA-0001", "RPA-0003"], "RPA-0004"),
        (["RPA-0009", "RPA-0010"], "RPA-0011"),
        (["RPA-9999"], "RPA-10000"),
        (["RPA-9999", "RPA-10000"], "RPA-10001"),
    ],
)
def test_the_next_reference_follows_the_highest_number(there, following):
    for reference in there:
        make_bare_activity(reference=reference)
    assert ProcessingActivity.objects.next_reference() == following
