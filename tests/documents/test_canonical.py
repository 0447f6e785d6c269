"""Equal content gives one text and one digest; other content gives another."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.documents.build import activity_document
from ropa.documents.canonical import canonical_json, digest
from ropa.documents.notices import draft_notice_document
from ropa.documents.schema import ActivityDocument, NoticeDocument
from tests.documents.filled import fill_activity, fill_notice

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), VALUES))
def test_the_text_holds_the_content_whatever_the_order_of_its_keys(content):
    text = canonical_json(content)
    assert json.loads(text) == content
    assert canonical_json(dict(reversed(content.items()))) == text


@given(st.dictionaries(st.text(), VALUES), st.dictionaries(st.text(), VALUES))
def test_digests_are_equal_where_the_text_is(one, other):
    same = canonical_json(one) == canonical_json(other)
    assert (digest(canonical_json(one)) == digest(canonical_json(other))) == same


def test_text_stands_as_itself_without_spare_white_space():
    assert canonical_json({"b": "children’s £5", "a": [1, None]}) == (
        '{"a":[1,null],"b":"children’s £5"}'
    )


def test_the_digest_is_sha_256_of_the_text_in_utf_8():
    assert digest("’") == hashlib.sha256(b"\xe2\x80\x99").hexdigest()
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.django_db
def test_a_document_comes_back_equal_from_its_text():
    activity = fill_activity()
    document = activity_document(activity)
    text = canonical_json(document)
    again = ActivityDocument.model_validate_json(text)
    assert again == document
    assert canonical_json(again) == text

    notice = draft_notice_document(fill_notice(activity))
    text = canonical_json(notice)
    assert NoticeDocument.model_validate_json(text) == notice
    assert canonical_json(NoticeDocument.model_validate_json(text)) == text
