"""The rights of several entries: each once, and for which entries."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from ropa.documents.build import activity_document
from ropa.documents.merged.rights import merged_rights
from ropa.documents.schema import ActivityDocument
from ropa.models import Condition, Purpose
from ropa.public.search import search_text
from ropa.reports import columns_grounds
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
        for each in merged_rights(activities).rights
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
    assert merged_rights([]).rights == ()
    assert merged_rights([]).steps == ()


def test_a_right_that_one_use_gives_is_not_promised_for_the_others() -> None:
    # given
    activity = make_activity(title="Health records")
    activity.purposes.update(statement="treat you", lawful_basis="6-1-e")
    Purpose.objects.create(
        activity=activity, statement="save your life", lawful_basis="6-1-d", position=2
    )
    # when
    document = activity_document(activity)
    (erasure,) = (each for each in merged_rights([document]).rights if each.right.code == "erasure")
    # then
    assert [right.only_for for right in document.rights if right.code == "erasure"] == [
        ("save your life",)
    ]
    assert [right.only_for for right in document.rights if right.code == "access"] == [()]
    assert [(uses.entry.title, uses.purposes) for uses in erasure.only_where] == [
        ("Health records", ("save your life",))
    ]
    page = render_to_string("components/rights.html", {"rights": merged_rights([document])})
    assert "In “Health records”, only where we use it to: save your life" in page
    assert "only where it is used to: save your life" in columns_grounds.rights(document)
    assert "only where it is used to save your life" in search_text.rights(
        merged_rights([document])
    )


def test_one_right_in_entries_that_give_it_wholly_and_in_part_stands_once() -> None:
    # given
    whole, partly = make_activity(title="Whole"), make_activity(title="Partly")
    whole.purposes.update(lawful_basis="6-1-a")
    partly.purposes.update(lawful_basis="6-1-e")
    Purpose.objects.create(activity=partly, statement="write to you", lawful_basis="6-1-a")
    # when
    found = merged_rights([activity_document(whole), activity_document(partly)]).rights
    # then
    (withdraw,) = (each for each in found if each.right.code == "withdraw-consent")
    assert (withdraw.only_for, withdraw.not_for) == ((), ())
    assert [uses.purposes for uses in withdraw.only_where] == [("write to you",)]


def test_explicit_consent_for_sensitive_data_gives_its_rights_for_every_use() -> None:
    # given
    activity = make_activity()
    activity.purposes.update(lawful_basis="6-1-e")
    Condition.objects.create(activity=activity, covers="special", article_9="9-2-a")
    # when
    found = activity_document(activity).rights
    # then
    assert {right.code: right.only_for for right in found}["withdraw-consent"] == ()
