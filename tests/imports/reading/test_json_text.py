"""JSON is read as it stands; what is no JSON, or could not be kept, is refused where it stands."""

from __future__ import annotations

import pytest

from ropa.imports.reading import limits

from .files import opened_file, refusal


def test_json_is_read_with_a_byte_order_mark_and_whole_characters():
    text = '\ufeff{"a": ["é", "\\ud83d\\ude00", 1.5, null, true]}'
    assert opened_file(text.encode()).content == {"a": ["é", "😀", 1.5, None, True]}


def test_lists_and_objects_may_nest_as_deep_as_the_limit():
    text = '{"a":' * limits.JSON_DEPTH + "1" + "}" * limits.JSON_DEPTH
    assert opened_file(text.encode()).content["a"]["a"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"a": 1,\n "b": }', "not JSON from its line 2, character 7 on"),
        (b'{"a": "\xe9"}', "not in UTF-8"),
        (b'{"a": 1, "a": 2}', "“a” stands twice in one object"),
        (b'{"a": NaN}', "NaN is no value of JSON"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too long to be read"),
        (b'{"a": ["\\ud800"]}', "half of a character"),
        (b'{"a": {"\\uDC00": 1}}', "half of a character"),
    ],
)
def test_what_is_wrong_is_told(content, says):
    assert says in refusal(content).says


def test_too_many_values_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(limits, "JSON_VALUES", 5)
    assert "more than 5 values" in refusal(b'{"a": [1,2,3,4,5,6]}').says
