"""Rows of many models in one query: what comes back is what was kept, in its order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.models import (
    DataSource,
    Disclosure,
    Organisation,
    ProcessingActivity,
    Provision,
    Purpose,
    Version,
)
from ropa.models.combined_queries import IdIn, read_in_one_query
from ropa.models.read_model import Projected
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_legislation,
    make_notice,
    make_organisation,
    make_provision,
    make_regime,
    publish,
)

pytestmark = pytest.mark.django_db

MODELS: list[type[Model]] = [
    User,
    *(
        model
        for app in ("ropa", "inspections")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        # What pages need is made from the record, and read by its keys.
        if not issubclass(model, Projected)
    ),
]


def columns(row: Model) -> dict[str, tuple[type, object]]:
    """What a row holds, and as what: 1 is not `True` here."""
    return {
        field.attname: (type(value := getattr(row, field.attname)), value)
        for field in row._meta.concrete_fields
    }


def plainly(querysets):
    return [[columns(row) for row in queryset] for queryset in querysets]


def rows_read(querysets):
    return [[columns(row) for row in rows] for rows in read_in_one_query(*querysets)]


def test_every_table_is_read_in_one_query_as_it_stands(django_assert_num_queries):
    activity = make_activity(internal_note="Is it?\n\t“Yes”, 'no' \\ [1, \"2\"] \U0001f600")
    add_parts(activity, 2)
    approve(activity)
    notice = make_notice(activity)
    publish(notice)
    regime = make_regime(section=notice.sections.get())
    regime.law.add(make_provision(verified_on=date(2026, 2, 28), source_read="All."))
    querysets = [model._default_manager.order_by("pk") for model in MODELS]
    with django_assert_num_queries(1):
        read = rows_read(querysets)
    assert read == plainly(querysets)
    assert sum(bool(rows) for rows in read) > 45
    kinds = {kind for rows in read for row in rows for kind, _ in row.values()}
    assert kinds == {int, str, bool, date, datetime, type(None)}


def test_rows_are_as_a_plain_queryset_returns_them():
    kept = make_organisation()
    [[row]] = read_in_one_query(Organisation.objects.all())
    assert row == kept
    assert row._state.db == "default"
    assert not row._state.adding
    assert row.get_deferred_fields() == set()


def test_rows_come_in_the_order_of_their_model():
    for title in ("Beta", "alpha", "Émile", "Alpha"):
        for label in ("section 2", "section 10"):
            make_provision(legislation=make_legislation(title=f"{title} {label}"), label=label)
    activity = make_activity()
    add_parts(activity, 3)
    for position, purpose in enumerate(reversed(activity.purposes.all()), start=1):
        purpose.position = position
        purpose.save()
    querysets = [Provision.objects.all(), Purpose.objects.all()]
    assert rows_read(querysets) == plainly(querysets)


def test_rows_come_in_the_order_asked_for():
    for name in ("b", "c", "a"):
        make_organisation(name=name)
    querysets = [
        Organisation.objects.order_by("-name"),
        Organisation.objects.order_by("pk"),
        Organisation.history.order_by("history_id"),
    ]
    assert rows_read(querysets) == plainly(querysets)


def test_any_filter_holds():
    activities = [make_activity() for _ in range(2)]
    for activity in activities:
        add_parts(activity, 2)
    body = make_organisation()
    activities[0].disclosures.get(position=1).including.add(body)
    chosen = ProcessingActivity.objects.filter(pk=activities[0].pk)
    querysets = [
        Disclosure.objects.filter(activity__in=chosen),
        Disclosure.including.through.objects.filter(disclosure__activity=activities[0]),
        DataSource.history.filter(activity=activities[1]).select_related("organisation"),
        Purpose.objects.filter(pk__in=Purpose.objects.order_by("-pk")[:1]),
    ]
    read = rows_read(querysets)
    assert read == plainly(querysets)
    assert all(read)


def test_what_is_empty_costs_nothing(django_assert_num_queries):
    make_organisation()
    with django_assert_num_queries(0):
        assert read_in_one_query() == []
        nothing = read_in_one_query(Organisation.objects.none(), Purpose.objects.filter(pk__in=[]))
        assert nothing == [[], []]
    with django_assert_num_queries(1):
        rows = read_in_one_query(
            Purpose.objects.none(),
            Organisation.objects.filter(pk__in=[]),
            Organisation.objects.all(),
            Version.objects.all(),
        )
    assert [len(found) for found in rows] == [0, 0, 1, 0]


def test_as_many_tables_as_a_history_has(django_assert_num_queries):
    body = make_organisation()
    with django_assert_num_queries(1):
        read = read_in_one_query(*[Organisation.objects.filter(pk=body.pk)] * 120)
    assert read == [[body]] * 120


def test_among_takes_any_number_of_numbers():
    bodies = [make_organisation() for _ in range(3)]
    numbers = {bodies[0].pk, bodies[2].pk, *range(1_000_000, 1_100_000)}
    [rows] = read_in_one_query(Organisation.objects.filter(IdIn("pk", numbers)).order_by("pk"))
    assert rows == [bodies[0], bodies[2]]
    assert list(Organisation.objects.filter(IdIn("pk", []))) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans small tables anyway")
def test_among_uses_the_index():
    plan = Purpose.objects.filter(IdIn("activity_id", [1, 2])).explain()
    assert "SEARCH ropa_purpose USING INDEX" in plan


# A database keeps neither NUL nor half a character.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(text=texts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_comes_back_as_it_was(db: None, text: str):
    body, _ = Organisation.objects.get_or_create(code="body", defaults={"name": "Body"})
    body.description = text
    body.save()
    [[row], history] = read_in_one_query(
        Organisation.objects.all(), Organisation.history.filter(id=body.pk)
    )
    assert row.description == text
    assert history[0].description == text


@given(
    moment=st.datetimes(
        min_value=datetime(1900, 1, 1),  # noqa: DTZ001
        max_value=datetime(2200, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9, minutes=-30))]),
    ),
    day=st.dates(min_value=date(1900, 1, 1)) | st.none(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_instant_and_day_come_back_as_they_were(db: None, moment, day):
    person, _ = User.objects.get_or_create(username="person")
    person.last_login = moment
    person.save()
    body, _ = Organisation.objects.get_or_create(code="body", defaults={"name": "Body"})
    body.verified_on, body.source_read = day, "All."
    body.save()
    [[row], [reference]] = read_in_one_query(User.objects.all(), Organisation.objects.all())
    assert row.last_login == moment
    assert columns(row) == columns(User.objects.get())
    assert reference.verified_on == day


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no zones")
def test_instants_do_not_depend_on_the_zone_of_the_connection():
    moment = datetime(2026, 7, 1, 12, 30, 0, 100, tzinfo=UTC)
    User.objects.create(username="person", last_login=moment)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Kathmandu'")
        [[row]] = read_in_one_query(User.objects.all())
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
    assert row.last_login == moment
