"""What people read who may not open a page."""

import pytest

from tests.admin.forms import signed_in, text_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db

WORDS = "None of your roles lets you view processing activities."


def test_whoever_is_signed_in_reads_why_among_the_staff_pages():
    client = signed_in(make_user("Administrator", first_name="Otto", last_name="Example"))
    answer = client.get("/admin/ropa/processingactivity/")
    assert answer.status_code == 403
    assert answer.templates[0].name == "admin/refused.html"
    said = text_of(answer.text)
    assert "You may not open this page" in said
    assert WORDS in said
    assert "Otto Example" in said
