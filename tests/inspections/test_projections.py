"""What is kept of regimes follows from the newest notices, and goes with them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inspections.models import InspectionRegime, RegimeInForce, RegimeMention
from inspections.projections import REGIME_MENTIONS, REGIMES_IN_FORCE
from inspections.public import REGIMES_ON_A_PAGE
from ropa.models import Notice
from ropa.read_model import projections
from ropa.read_model.checking import check_projection
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_regime,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice() -> Notice:
    """A published notice with a regime."""
    activity = make_activity()
    approve(activity)
    made = make_notice(activity)
    make_regime(section=made.sections.get())
    publish(made)
    return made


def test_they_are_known_through_the_registration_of_the_application() -> None:
    assert {REGIMES_IN_FORCE, REGIME_MENTIONS} <= set(projections())


def test_what_a_notice_no_longer_tells_of_is_in_no_list(notice: Notice, client: Client) -> None:
    # given
    (kept,) = RegimeInForce.objects.all()
    assert RegimeMention.objects.filter(slug=kept.slug).exists()
    # when the notice is published without it
    InspectionRegime.objects.get().delete()
    notice.introduction += " And more."
    notice.save()
    publish(notice, change_note="It says less.")
    # then
    assert not RegimeInForce.objects.exists()
    assert not RegimeMention.objects.exists()
    assert client.get(f"/inspections/{kept.slug}/").status_code == 404
    assert client.get("/inspections/").status_code == 404
    assert not [*check_projection(REGIMES_IN_FORCE), *check_projection(REGIME_MENTIONS)]


@pytest.mark.usefixtures("notice")
def test_many_regimes_come_by_page_with_the_same_queries(client: Client) -> None:
    def page_with_queries(asked: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/inspections/", {"page": asked}).text
        return page, len(queries)

    # given one
    client.get("/about/")
    few = page_with_queries("1")
    # when there are many
    kept = RegimeInForce.objects.get()
    RegimeInForce.objects.bulk_create(
        RegimeInForce(
            **{
                field.attname: getattr(kept, field.attname)
                for field in RegimeInForce._meta.concrete_fields
                if not field.primary_key
            }
            | {
                "slug": f"many-{at}",
                "sorted_as": f"zz {at:03}",
                "regime": kept.regime | {"title": f"Regime {at:03}", "slug": f"many-{at}"},
            }
        )
        for at in range(REGIMES_ON_A_PAGE)
    )
    first, second = page_with_queries("1"), page_with_queries("2")
    # then
    last = f"Regime {REGIMES_ON_A_PAGE - 1:03}"
    assert (few[1], first[1], second[1]) == (4, 4, 4)
    assert (last in first[0], last in second[0]) == (False, True)
    assert "?page=2" in first[0]


def test_an_older_notice_does_not_have_a_regime_in_the_lists_twice(
    notice: Notice, client: Client
) -> None:
    # given a regime that a second notice tells of, as if it had moved there
    kept = RegimeInForce.objects.get()
    other = make_notice(notice.sections.get().activities.get())
    newer = publish(other)
    RegimeInForce.objects.create(
        **{
            field.attname: getattr(kept, field.attname)
            for field in RegimeInForce._meta.concrete_fields
            if not field.primary_key
        }
        | {"document": f"notice:{other.pk}", "version_id": newer.pk, "notice": other.slug}
    )
    # then
    listed = client.get("/api/v1/regimes").json()
    assert listed["total"] == 1
    told = client.get(f"/api/v1/regimes/{kept.slug}").json()
    assert told["notice"]["slug"] == other.slug
