"""The rights of several entries: each once, and for which entries."""

from __future__ import annotations

import pytest

from ropa.documents.build import activity_document
from ropa.documents.merged.rights import rights
from ropa.documents.schema import ActivityDocument
from tests.factories import make_activity

pytestmark = pytest.mark.django_db


def on_basis(basis: str, **fields: object) -> ActivityDocument:
    activity = make_activity(title=basis, **fields)
    activity.purposes.update(lawful_basis=basis)
    return activity_document(activity)


def limits(*activities: ActivityDocument) -> dict[str, tuple[list[str], list[str]]]:
    """The titles of the entries that each right is only for, and is not for."""
    return {
        each.right.code: ([e.title for e in each.only_for], [e.title for e in each.not_for])
        for each in rights(activities).each
    }


def test_a_right_that_not_every_entry_gives_names_those_that_do_or_do_not() -> None:
    consent, task, duty = on_basis("6-1-a"), on_basis("6-1-e"), on_basis("6-1-c")

    found = limits(consent, task, duty)

    assert found["access"] == ([], [])
    assert found["objection"] == (["6-1-e"], [])
    assert found["withdraw-consent"] == (["6-1-a"], [])
    assert limits(consent, on_basis("6-1-b"), duty)["portability"] == ([], ["6-1-c"])


def test_each_right_stands_once_and_a_law_enforcement_entry_gives_its_own() -> None:
    found = limits(on_basis("6-1-e"), on_basis("35-2-b", legal_regime="dpa-part-3"))

    assert found["access"] == (["6-1-e"], [])
    assert found["law-enforcement-access"] == (["35-2-b"], [])


def test_nothing_gives_no_rights() -> None:
    assert rights([]).each == ()
    assert rights([]).steps == ()
