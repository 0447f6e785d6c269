"""Channels: rows that staff add, word in their own way, end and replace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from ropa.admin.shared.links import page_url
from ropa.documents.build import activity_document
from ropa.models import Channel
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import approve, make_activity, make_channel, make_user

pytestmark = pytest.mark.django_db

LIST = "admin:ropa_channel_changelist"
ADD = "admin:ropa_channel_add"


def test_whoever_keeps_reference_data_adds_a_channel_and_an_entry_names_it(client):
    # given
    approver = signed_in(make_user("Approver"))
    form = fields_of(approver.get(reverse(ADD)).text)
    form |= {
        "name": "our night line",
        "code": "night-line",
        "also_called": "helpline at night",
    }
    # when
    approver.post(reverse(ADD), form)
    channel = Channel.objects.get(code="night-line")
    activity = make_activity()
    activity.channels.create(channel=channel, detail="after 8pm")
    approve(activity)
    # then
    page = text_of(client.get(f"/register/{activity.reference}/").text)
    assert "our night line" in page
    assert "helpline at night" not in page
    history = channel.history.get()
    assert (history.history_type, history.name) == ("+", "our night line")


def test_an_editor_reads_channels_and_changes_none():
    # given
    channel = make_channel()
    client = signed_in(make_user("Editor"))
    # when
    page = client.get(page_url(channel))
    # then
    assert page.status_code == 200
    assert client.get(reverse(ADD)).status_code == 403


@pytest.mark.parametrize("words", ["CCTV", "video surveillance", "fixed-cameras", "looking down"])
def test_a_channel_is_found_by_whatever_it_is_called(words):
    # given
    make_channel(
        "fixed-cameras", name="cameras looking down", also_called="CCTV, video surveillance"
    )
    client = signed_in(make_user("Auditor"))
    # when
    page = client.get(reverse(LIST), {"q": words})
    # then
    assert "fixed-cameras" in {row.code for row in page.context["cl"].result_list}


def test_staff_find_entries_by_the_channels_they_use():
    # given
    activity, other = make_activity(title="This one"), make_activity(title="Another")
    activity.channels.create(channel=make_channel(name="drones over fields"))
    client = signed_in(make_user("Auditor"))
    # when
    page = client.get(reverse("admin:ropa_processingactivity_changelist"), {"q": "drones"})
    # then
    assert activity.title in page.text
    assert other.title not in page.text


def test_a_channel_in_use_says_where_and_is_not_deleted():
    # given
    channel = make_channel(name="drones")
    activity = make_activity(title="Counting sheep")
    activity.channels.create(channel=channel)
    client = signed_in(make_user("Approver"))
    # when
    uses = text_of(client.get(page_url(channel, "uses")).text)
    refused = client.post(page_url(channel, "delete"), {"post": "yes"})
    # then
    assert f"{activity} how it reaches us" in uses
    assert "“drones” cannot be deleted while it is in use." in text_of(refused.text)
    with pytest.raises(ProtectedError):
        channel.delete()


def test_a_successor_takes_its_place_and_what_was_approved_says_what_it_said():
    # given
    old, new = make_channel(name="the old line"), make_channel(name="the new line")
    activity = make_activity()
    activity.channels.create(channel=old)
    version = approve(activity)
    client = signed_in(make_user("Approver"))
    given = {"successor": new.pk, "from_day": str(timezone.localdate()), "reason": "By order."}
    # when
    done = client.post(page_url(old, "supersede"), given, follow=True)
    # then
    assert "takes the place of “the old line” in 1 place." in text_of(done.text)
    [way] = activity_document(activity).channels
    assert way.channel.name == "the new line"
    version.refresh_from_db()
    assert "the old line" in version.document
    old.refresh_from_db()
    assert (old.superseded_by, old.valid_to) == (new, timezone.localdate() - timedelta(days=1))
