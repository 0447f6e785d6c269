"""What was typed and not saved is kept for whoever typed it, within limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ropa.accounts import form_drafts
from ropa.accounts.held_forms import MOST_CHARACTERS
from ropa.accounts.tasks import remove_old_drafts
from ropa.models import FormDraft
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PATH = "/admin/ropa/team/add/"


@pytest.fixture
def person() -> Any:
    return make_user("Editor")


def keep(person: Any, key: str, words: str = "Some words") -> None:
    form_drafts.keep_draft(person, key, PATH, "New team", [("name", [words])])


def test_the_newest_words_of_a_page_are_kept(person: Any) -> None:
    keep(person, "one", "Some")
    keep(person, "one", "Some more")
    (draft,) = form_drafts.drafts_of(person)
    assert (draft.title, draft.fields) == ("New team", [("name", ["Some more"])])


def test_two_openings_of_a_page_have_two_drafts(person: Any) -> None:
    keep(person, "one")
    keep(person, "two")
    assert [draft.key for draft in form_drafts.drafts_of(person)] == ["two", "one"]


def test_what_comes_late_does_not_open_a_closed_draft(person: Any) -> None:
    keep(person, "one")
    form_drafts.close_drafts(person, ["one"])
    keep(person, "one", "late")
    assert not form_drafts.drafts_of(person)
    assert FormDraft.objects.get().content == ""


def test_nobody_closes_the_draft_of_another(person: Any) -> None:
    keep(person, "one")
    form_drafts.close_drafts(make_user("Editor"), ["one"])
    assert form_drafts.drafts_of(person)


def test_of_many_drafts_the_newest_are_kept(person: Any) -> None:
    for number in range(form_drafts.MOST_EACH + 1):
        keep(person, str(number))
    kept = [draft.key for draft in form_drafts.drafts_of(person)]
    assert kept == [str(number) for number in range(form_drafts.MOST_EACH, 0, -1)]


def test_more_than_a_million_characters_are_too_much(person: Any) -> None:
    with pytest.raises(form_drafts.TooMuch):
        keep(person, "one", "x" * MOST_CHARACTERS)
    assert not FormDraft.objects.exists()


def test_old_drafts_go_and_closed_ones_after_a_day(person: Any) -> None:
    # given an old one, a closed one of yesterday, and two that stay
    for key in ("old", "closed", "closed today", "open"):
        keep(person, key)
    form_drafts.close_drafts(person, ["closed", "closed today"])
    day = timedelta(days=1, minutes=1)
    for key, age in {"old": 30 * day, "closed": day, "open": 29 * day}.items():
        FormDraft.objects.filter(key=key).update(changed_at=timezone.now() - age)
    # when
    assert remove_old_drafts.call() == 2
    # then
    assert set(FormDraft.objects.values_list("key", flat=True)) == {"closed today", "open"}
