"""Every change of a recorded row is kept: who, when, from what to what."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from simple_history.middleware import HistoryRequestMiddleware

from inspections.models import InspectionRegime
from ropa.models import (
    ControllerRole,
    DataSource,
    Decision,
    Disclosure,
    FrozenHistory,
    ImportFile,
    ImportLedger,
    Notice,
    NoticeSection,
    ProcessingActivity,
    Purpose,
    RegisterImport,
    RememberedMapping,
    RememberedNames,
    RetentionRule,
    SectionActivity,
    Version,
)
from ropa.models.base import Operational, Recorded, ReferenceRow, part_relations
from tests.factories import (
    add_parts,
    make_activity,
    make_bare_activity,
    make_data_category,
    make_notice,
    make_organisation,
    make_people_category,
    make_power,
    make_provision,
    make_regime,
    make_team,
    make_user,
)

OWN_MODELS = [
    model
    for label in ("ropa", "inspections")
    for model in apps.get_app_config(label).get_models()
    if not model.__name__.startswith("Historical")
]


def kinds(model, **of):
    """The kinds of change in a model's history, oldest first."""
    return list(
        model.history.filter(**of)
        .order_by("history_date", "history_id")
        .values_list("history_type", flat=True)
    )


def test_every_model_keeps_its_history_or_is_frozen_itself():
    frozen = {Version, Decision, FrozenHistory}
    # How files come in is no part of the record; what they change has its own history.
    apart = {RegisterImport, ImportFile, ImportLedger, RememberedMapping, RememberedNames}
    apart |= {model for model in OWN_MODELS if issubclass(model, Operational)}
    kept = {model for model in OWN_MODELS if hasattr(model, "history")}
    recorded = {model for model in OWN_MODELS if issubclass(model, Recorded)}
    assert kept == recorded == set(OWN_MODELS) - frozen - apart


def test_every_list_of_related_rows_keeps_its_history():
    lists = {
        f"{model.__name__}.{field.name}"
        for model in OWN_MODELS
        for field in model._meta.many_to_many
        if field.remote_field.through._meta.auto_created  # type: ignore[union-attr]
    }
    kept = {
        f"{model.__name__}.{name}"
        for model in OWN_MODELS
        for name in getattr(model, "_history_m2m_fields", ())
    }
    assert kept == lists
    assert len(lists) >= 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "field"),
    [
        (make_bare_activity, "summary"),
        (make_notice, "introduction"),
        (make_regime, "summary"),
        (make_team, "name"),
        (make_organisation, "description"),
        (make_provision, "subject"),
        (make_power, "name"),
        (make_data_category, "name"),
        (make_people_category, "name"),
    ],
)
def test_creating_changing_and_deleting_each_leave_a_row(make, field):
    row = make()
    before, pk = getattr(row, field), row.pk
    setattr(row, field, "Something else")
    row.save()
    row.delete()
    history = type(row).history.filter(id=pk).order_by("history_date", "history_id")
    assert [(past.history_type, getattr(past, field)) for past in history] == [
        ("+", before),
        ("~", "Something else"),
        ("-", "Something else"),
    ]


@pytest.mark.django_db
def test_a_change_of_a_part_leaves_a_row():
    purpose = make_activity().purposes.get()
    purpose.statement = "do another example"
    purpose.save()
    purpose.delete()
    statements = Purpose.history.order_by("history_date", "history_id")
    assert list(statements.values_list("history_type", "statement")) == [
        ("+", "do an example"),
        ("~", "do an example"),  # its list of law was filled
        ("~", "do another example"),
        ("-", "do another example"),
    ]


@pytest.mark.django_db
def test_parts_that_go_with_their_activity_leave_a_row_each():
    activity = make_bare_activity()
    add_parts(activity, 2)
    parts = {
        model: sorted(getattr(activity, name).values_list("pk", flat=True))
        for name, model in part_relations(ProcessingActivity).items()
    }
    assert sum(map(len, parts.values())) == 12
    activity.delete()
    for model, keys in parts.items():
        assert not model._default_manager.exists()
        assert sorted(model.history.filter(history_type="-").values_list("id", flat=True)) == keys
    assert kinds(ProcessingActivity) == ["+", "-"]


@pytest.mark.django_db
def test_parts_of_parts_that_go_with_their_notice_leave_a_row_each():
    notice = make_notice(make_bare_activity())
    notice.delete()
    for model in (Notice, NoticeSection, SectionActivity):
        assert kinds(model) == ["+", "-"]


@pytest.mark.django_db
def test_deleting_many_at_once_leaves_a_row_each():
    activity = make_bare_activity()
    add_parts(activity, 3)
    RetentionRule.objects.all().delete()
    assert kinds(RetentionRule) == ["+"] * 3 + ["-"] * 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "field", "make_row", "make_related"),
    [
        (
            Purpose,
            "provisions",
            lambda: Purpose.objects.create(activity=make_bare_activity(), statement="do it"),
            make_provision,
        ),
        (
            DataSource,
            "including",
            lambda: DataSource.objects.create(activity=make_bare_activity(), group="themselves"),
            make_organisation,
        ),
        (
            Disclosure,
            "including",
            lambda: Disclosure.objects.create(
                activity=make_bare_activity(), recipient=make_organisation(), purpose="to show"
            ),
            make_organisation,
        ),
        (InspectionRegime, "law", make_regime, make_provision),
        (InspectionRegime, "activities", make_regime, make_bare_activity),
    ],
)
def test_a_change_of_a_list_leaves_a_row_that_holds_the_list(model, field, make_row, make_related):
    row, first, second = make_row(), make_related(), make_related()
    getattr(row, field).add(first)
    getattr(row, field).set([second])
    getattr(row, field).clear()
    target = model._meta.get_field(field).m2m_reverse_field_name()
    lists = [
        {getattr(link, target).pk for link in getattr(past, field).all()}
        for past in model.history.filter(id=row.pk).order_by("history_date", "history_id")
    ]
    assert lists[0] == set()
    assert {first.pk} in lists
    assert {second.pk} in lists
    assert lists[-1] == set()


@pytest.mark.django_db
def test_who_made_the_change_is_kept():
    somebody = make_user("Approver")
    team = make_team()

    def change(request):
        team.name = "Another name"
        team.save()

    request = RequestFactory().post("/")
    request.user = somebody
    HistoryRequestMiddleware(change)(request)
    request.user = AnonymousUser()
    HistoryRequestMiddleware(change)(request)
    history = team.history.order_by("history_date", "history_id")
    assert [past.history_user for past in history] == [None, somebody, None]


@pytest.mark.django_db
def test_two_changes_can_be_told_apart():
    role = make_activity().controller_roles.get()
    role.role, role.scope = ControllerRole.Role.PROCESSOR, "the letters"
    role.save()
    newest, oldest = role.history.all()
    changes = newest.diff_against(oldest).changes
    assert {(change.field, change.old, change.new) for change in changes} == {
        ("role", "sole", "processor"),
        ("scope", "", "the letters"),
    }


def test_the_walk_finds_every_kind_of_row():
    """So that the tests above cannot pass by finding nothing."""
    assert len(OWN_MODELS) >= 30
    assert len([model for model in OWN_MODELS if issubclass(model, ReferenceRow)]) >= 6
