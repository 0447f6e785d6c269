"""The largest notice of the demonstration register, compared with a changed copy of itself."""

from __future__ import annotations

import time

import pytest

from ropa.documents.comparison import compare, difference_sentence
from ropa.documents.schema import NoticeDocument
from ropa.models import Version


@pytest.mark.usefixtures("demo_register", "db")
def test_the_largest_notice_is_compared_in_no_time():
    # given
    text = max(Version.objects.of_notices().values_list("document", flat=True), key=len)
    before = NoticeDocument.model_validate_json(text)
    after = NoticeDocument.model_validate_json(
        text.replace("Care Quality Commission", "Quality Commission").replace("P3Y", "P6Y")
    )
    # when
    start = time.perf_counter()
    differences = compare(before, after)
    assert all(difference.runs for difference in differences)
    # then
    assert time.perf_counter() - start < 0.5
    assert "“Care Quality Commission” is now “Quality Commission”." in {
        difference_sentence(each) for each in differences
    }
