"""What a name that nobody knows probably is, is chosen already."""

from __future__ import annotations

import pytest

from ropa.admin.imports.names import (
    KnownNames,
    field_of,
    grouped,
    in_order_of_groups,
    name_decisions,
    name_questions,
)
from ropa.imports.mapping.results import CHANNELS, DATA, NEW_ROWS, ORGANISATIONS, PEOPLE

KNOWN = KnownNames({ORGANISATIONS: {"Department for Education": "dfe"}})


def unknown(kind: str, name: str, **suggested):
    likely = [{"code": "x", "name": "X", "why": "", **suggested}] if suggested else []
    return {"kind": kind, "name": name, "rows": ["2"], "count": 1, "suggestions": likely}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (unknown(ORGANISATIONS, "DfE", is_sure=True), "x"),
        (unknown(ORGANISATIONS, "Dept of Ed", is_sure=False), "new-body"),
        (unknown(ORGANISATIONS, "HMRC"), "new-body"),
        (unknown(ORGANISATIONS, "local authorities"), "new"),
        (unknown(ORGANISATIONS, "Police"), "new"),
        (unknown(DATA, "Medical notes"), "new-special"),
        (unknown(DATA, "Convictions"), "new-criminal"),
        (unknown(DATA, "Addresses"), "new-ordinary"),
        (unknown(PEOPLE, "Pupils"), "new-children"),
        (unknown(PEOPLE, "Parents of pupils"), "new-adults"),
        (unknown(CHANNELS, "Kiosk"), "new"),
    ],
)
def test_what_is_proposed(asked, answer):
    [question] = name_questions([asked], {}, KNOWN)
    assert question.answer == answer
    assert answer in question.answers


def test_what_is_said_goes_before_what_is_proposed():
    asked = unknown(DATA, "Medical notes")
    sent = {field_of(DATA, "Medical notes"): "new-ordinary"}
    [question] = name_questions([asked], sent, KNOWN)
    assert question.answer == "new-ordinary"
    assert name_decisions([asked], sent, KNOWN) == {(DATA, "Medical notes"): "new-ordinary"}


def test_names_stand_in_groups_and_first_what_is_surely_known():
    asked = [
        unknown(DATA, "Addresses"),
        unknown(PEOPLE, "Pupils"),
        unknown(DATA, "Names"),
        unknown(ORGANISATIONS, "DfE", is_sure=True),
    ]
    groups = grouped(name_questions(in_order_of_groups(asked), {}, KNOWN))
    assert [(group.title, [each.name for each in group.names]) for group in groups] == [
        ("Surely another name for", ["DfE"]),
        ("People categories: probably new", ["Pupils"]),
        ("Data categories: probably new", ["Addresses", "Names"]),
    ]


def test_every_decision_says_what_a_new_row_is():
    for kind, decisions in NEW_ROWS.items():
        assert all(row.label.startswith("New") for row in decisions.values()), kind
