"""Nothing internal, and nobody of staff, is in any answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ropa.documents.build import activity_document
from ropa.documents.notices import draft_notice_document
from ropa.models import Notice, ProcessingActivity, Version
from ropa.permissions import reference_models
from tests.api.register import answers_of_everything, published_register
from tests.documents.filled import fill_activity
from tests.factories import approve, frozen, make_notice, make_user, publish
from tests.public.test_updates import marked

pytestmark = pytest.mark.django_db

SECRET = "SECRET-OF-STAFF-"


def test_nothing_internal_is_in_any_answer(client: Client) -> None:
    # given an entry and a notice with a secret in every internal field
    activity = fill_activity()
    models: list[Any] = reference_models()
    for model in models:
        for row in model.objects.all():
            row.code = row.code.replace(".", "-")
            row.save()
    frozen(activity, marked(activity_document(activity), SECRET))
    notice = make_notice(activity, internal_note="A note.")
    document = draft_notice_document(notice)
    frozen(notice, marked(document, SECRET))
    frozen(notice, marked(document, f"{SECRET}2-"))
    secrets = [text.count(SECRET) for text in Version.objects.values_list("document", flat=True)]
    assert min(secrets) > 5
    # when everything is asked for
    answers = answers_of_everything(client)
    # then
    kinds = {address.split("/")[5].partition("?")[0] for address in answers}
    assert kinds >= {"notices", "activities", "organisations", "legislation", "openapi.json"}
    assert len(answers) > 10
    assert activity.title in "".join(answers.values())
    assert [address for address, text in answers.items() if SECRET in text] == []


def test_nobody_of_staff_is_in_any_answer(client: Client) -> None:
    # given versions that somebody with a name froze, for a reason
    published_register()
    somebody = make_user("Approver", username="s.body", first_name="Somebody", last_name="Stafford")
    activity, notice = ProcessingActivity.objects.all()[0], Notice.objects.all()[0]
    activity.title, notice.title = "Another activity", "Another notice"
    activity.save()
    notice.save()
    approve(activity, by=somebody)
    publish(notice, by=somebody, change_note="It changed.")
    assert "Stafford" in str(Version.objects.values_list("created_by_name", flat=True))
    # when and then
    for address, text in answers_of_everything(client).items():
        for word in ("Stafford", "s.body", "created_by", "It is complete.", "It is ready."):
            assert word not in text, (address, word)
