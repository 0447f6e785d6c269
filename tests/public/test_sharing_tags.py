"""What other sites and search engines show of a page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import approve, make_activity, make_notice, publish

pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]


def test_pages_say_what_they_are_and_where_they_stay(client: Client, settings: Any) -> None:
    # given
    settings.REGISTER_ADDRESS = "https://register.example.org"
    activity = make_activity(title="Visits & “calls”", summary="We visit.")
    people = activity.data_holdings.get().people_category
    approve(activity)
    notice = make_notice(activity)
    publish(notice)
    for path, title in (
        ("/", settings.REGISTER_NAME),
        (f"/register/{activity.reference}/", "Visits &amp; “calls”"),
        (f"/notices/{notice.slug}/", notice.title),
        (f"/people/{people.code}/", people.name[:1].upper() + people.name[1:]),
    ):
        # when
        head = client.get(path).text.partition("</head>")[0]
        said = dict(re.findall(r'<meta (?:property|itemprop)="([^"]+)" content="([^"]*)">', head))
        # then
        assert said["og:title"] == said["name"] == title
        assert said["og:url"] == said["url"] == f"https://register.example.org{path}"
        assert said["og:description"] == said["description"] != ""
        if "/notices/" in path:
            assert said["publisher"] == notice.organisation.name
