"""What pages need is what the record says: written with its cause, checked, and made again."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from ropa import read_model
from ropa.actions.approving import approve_activities
from ropa.actions.publishing import withdraw_notice
from ropa.background.worker import do_waiting_jobs
from ropa.models import Job, ProjectionState, PublishedDocument, StaleKey
from ropa.public.published_documents import PUBLISHED_DOCUMENTS
from ropa.read_model import upgrading
from tests.factories import approve, make_activity, make_notice, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries() -> list[str]:
    """The keys of three published entries."""
    made = [make_activity() for _ in range(3)]
    for each in made:
        approve(each)
    return [f"activity:{each.pk}" for each in made]


def found() -> list[str]:
    return list(map(str, read_model.check()))


def titles() -> dict[str, str]:
    return dict(PublishedDocument.objects.values_list("subject", "title"))


def test_what_is_published_is_there_with_its_cause(entries: list[str]) -> None:
    activity = make_activity(title="Okapi")
    approve(activity)
    publish(make_notice(activity, title="Zebra"))

    with transaction.atomic():
        approve(make_activity(title="Rolled back"))
        transaction.set_rollback(True)

    assert {"Okapi", "Zebra"} <= set(titles().values())
    assert "Rolled back" not in titles().values()
    assert found() == []


def test_what_is_withdrawn_is_gone() -> None:
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    publish(notice)
    withdraw_notice(
        notice=notice, by=make_user("Approver"), reason="It ended.", change_note="Gone."
    )

    assert f"notice:{notice.pk}" not in titles()
    assert found() == []


def test_what_many_decisions_share_is_made_anew_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    made = [make_activity() for _ in range(3)]
    written: list[tuple[str, ...]] = []
    rows = type(PUBLISHED_DOCUMENTS).rows

    def noted(projection: Any, keys: Any) -> Any:
        written.append(tuple(keys))
        return rows(projection, keys)

    monkeypatch.setattr(type(PUBLISHED_DOCUMENTS), "rows", noted)
    # when
    approve_activities(activities=made, by=make_user("Approver"), reason="All of it was read.")
    # then
    assert written == [tuple(sorted(f"activity:{each.pk}" for each in made))]
    assert found() == []


def test_a_damaged_row_is_found_named_and_mended(entries: list[str]) -> None:
    one, two, three = (PublishedDocument.objects.get(subject=key) for key in entries)
    PublishedDocument.objects.filter(pk=one.pk).update(title="Somebody wrote this")
    two.delete()
    PublishedDocument.objects.filter(pk=three.pk).update(subject="activity:999999")

    assert sorted(found()) == sorted(
        (
            f"published documents: {entries[0]} is different in title",
            f"published documents: {entries[1]} is missing",
            f"published documents: {entries[2]} is missing",
            "published documents: activity:999999 is superfluous",
        )
    )
    with pytest.raises(CommandError, match="4 rows"):
        call_command("read_model", "--check", stdout=StringIO(), stderr=StringIO())
    call_command("read_model", "--rebuild", stdout=StringIO(), stderr=StringIO())
    call_command("read_model", "--check", stdout=(said := StringIO()), stderr=StringIO())
    assert "is what the record says" in said.getvalue()


def test_what_is_stale_is_made_by_a_worker_and_told_until_then(entries: list[str]) -> None:
    PublishedDocument.objects.filter(subject__in=entries).update(title="Before")
    read_model.mark_stale(PUBLISHED_DOCUMENTS, entries)

    assert read_model.stale_since(PUBLISHED_DOCUMENTS, entries[0]) is not None
    assert found() == []
    assert do_waiting_jobs() >= 1
    assert "Before" not in titles().values()
    assert read_model.stale_since(PUBLISHED_DOCUMENTS) is None


def test_a_change_while_a_worker_is_at_it_is_not_lost(
    entries: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = type(PUBLISHED_DOCUMENTS).rows

    def changed_meanwhile(self: Any, keys: Any) -> Any:
        made = list(rows(self, keys))
        StaleKey.objects.create(projection=self.name, key=entries[0])
        return made

    monkeypatch.setattr(type(PUBLISHED_DOCUMENTS), "rows", changed_meanwhile)
    read_model.refresh(PUBLISHED_DOCUMENTS, entries)

    assert read_model.stale_since(PUBLISHED_DOCUMENTS, entries[0]) is not None


def test_a_job_that_was_lost_is_asked_for_again(entries: list[str]) -> None:
    from ropa.read_model.tasks import ask_for_what_is_stale

    read_model.mark_stale(PUBLISHED_DOCUMENTS, entries)
    Job.objects.all().delete()
    ask_for_what_is_stale.func()

    assert Job.objects.filter(key="read model: published documents").count() == 1


def test_a_rebuild_that_was_interrupted_goes_on(
    entries: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    PublishedDocument.objects.all().delete()
    monkeypatch.setattr(type(PUBLISHED_DOCUMENTS), "batch", 1)

    with pytest.raises(KeyboardInterrupt):
        read_model.rebuild([PUBLISHED_DOCUMENTS], interrupt_after(2))
    assert len(titles()) == 2
    told: list[int] = []
    read_model.rebuild([PUBLISHED_DOCUMENTS], lambda _doing, done, _total: told.append(done))

    assert told == [3]
    assert found() == []


def test_a_register_of_an_earlier_release_is_made_whole_once(entries: list[str]) -> None:
    PublishedDocument.objects.all().delete()
    ProjectionState.objects.all().delete()

    upgrading.after_migrating(using="default")

    assert set(titles()) == set(entries)
    PublishedDocument.objects.all().delete()
    upgrading.after_migrating(using="default")
    assert titles() == {}


def interrupt_after(number: int) -> Any:
    def told() -> Iterator[None]:
        for _ in range(number - 1):
            yield
        raise KeyboardInterrupt

    waits = told()
    return lambda *_told: next(waits)
