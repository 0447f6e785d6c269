"""The index of the database follows the table of pages, whatever writes to it."""

from __future__ import annotations

import pytest
from django.db import connection

from ropa.models import SearchEntry
from ropa.public.search import answer, engine, search_query
from ropa.public.search.queries import wanted
from ropa.public.search.search_entries import entry_of

from .made_pages import page, put

pytestmark = pytest.mark.django_db


def found(word: str) -> list[int]:
    [keys] = engine.pages_found([engine.with_all([wanted(word)])], 10)
    return keys


def test_the_index_follows_what_is_added_changed_and_removed() -> None:
    put([page("It", "okapi"), page("Other", "okapi")])
    first, second = SearchEntry.objects.order_by("pk")
    assert sorted(found("okapi")) == [first.pk, second.pk]

    changed = entry_of(first.key, page("It", "zebra"))
    SearchEntry.objects.filter(pk=first.pk).update(tokens=changed.tokens)
    assert found("okapi") == [second.pk]
    assert found("zebra") == [first.pk]

    SearchEntry.objects.all().delete()
    assert found("okapi") == found("zebra") == []


@pytest.mark.parametrize("word", ['"', "' | 'a", "(*", "near", "not", "漢字", "§", "a" * 5000])
def test_no_word_has_a_meaning_to_the_engine(word: str) -> None:
    put([page("It", "okapi")])
    assert answer(search_query(f"okapis {word}")).hits
    assert not answer(search_query(word)).hits


def test_a_common_word_is_looked_up_in_the_index_and_no_text_is_read() -> None:
    """On SQLite a migration that copies the table must make the triggers again; on PostgreSQL the
    planner must not choose to read the table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
                ["ropa_searchentry"],
            )
            assert cursor.fetchone() == (3,)
        else:
            cursor.execute("SELECT proconfig FROM pg_proc WHERE proname = 'ropa_search'")
            assert cursor.fetchone() == (["enable_seqscan=off"],)
