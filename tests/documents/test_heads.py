"""A head is one line, which says the same again when it is read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ropa.documents.heads import Head, InvalidHead, head_as_at
from ropa.models import Version
from tests.factories import approve, make_activity

HASH = "0123456789abcdef" * 4
LINE = f"12 {HASH} 2026-03-31T14:30:00.000001+00:00"


def test_a_line_says_what_the_head_said():
    head = Head.parse(LINE)
    assert (head.sequence, head.row_hash) == (12, HASH)
    assert str(head) == LINE
    assert Head.parse(f"  {LINE}\n") == head


@pytest.mark.parametrize(
    "line",
    [
        "twelve",
        LINE[:40],
        LINE.replace("2026-03", "2026-13"),
        LINE.replace("12 ", "0 "),
        LINE + " more",
        LINE.replace("f", "F"),
    ],
)
def test_anything_else_is_no_head(line):
    with pytest.raises(InvalidHead, match="is not a head"):
        Head.parse(line)


@pytest.mark.django_db
def test_the_head_now_and_at_an_instant():
    assert head_as_at() is None
    first, second = (approve(make_activity()) for _ in range(2))
    assert head_as_at() == Head.of_version(second)
    assert head_as_at(first.created_at) == Head.of_version(first)
    assert head_as_at(first.created_at - timedelta(microseconds=1)) is None
    assert head_as_at(timezone.now()) == Head.of_version(Version.objects.get(pk=2))
