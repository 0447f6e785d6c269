"""Facts as values, and the names of things."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from ropa.reports.linked.names import NodeNames
from ropa.reports.linked.values import (
    distinct_nodes,
    duration,
    instant,
    link,
    mailbox,
    ref,
    without_empty,
)
from tests.reports.linked.graphs import ABOUT


@pytest.mark.parametrize(
    ("period", "lexical"),
    [
        ("P3Y", "P3Y"),
        ("P6M", "P6M"),
        ("P30D", "P30D"),
        ("P2W", "P14D"),
        ("P1Y6M2W1D", "P1Y6M15D"),
        ("P0D", "P0D"),
        ("P0W", "P0D"),
    ],
)
def test_a_period_is_a_duration(period, lexical):
    assert duration(period) == {"@type": "xsd:duration", "@value": lexical}


@pytest.mark.parametrize("text", ["", "P", "three years", "PT1H", "P1.5Y", "P3Y "])
def test_what_is_no_period_stays_text(text):
    assert duration(text) == text


@pytest.mark.parametrize("address", ["", "javascript:x", "https://", "https://x y", "a/b"])
def test_what_is_no_address_stays_text(address):
    assert link(address) == address


def test_an_address_is_a_link():
    assert link("https://www.gov.uk/a?b=c#d") == ref("https://www.gov.uk/a?b=c#d")
    assert mailbox("dpo@example.org") == ref("mailto:dpo@example.org")
    assert mailbox("dpo at example.org") == "dpo at example.org"


def test_an_instant_is_in_utc():
    summer = datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Europe/London"))

    assert instant(summer) == {"@type": "xsd:dateTime", "@value": "2026-07-01T08:00:00+00:00"}
    assert instant(None) is None


def test_what_says_nothing_is_left_out_and_no_is_kept():
    assert without_empty({"a": "", "b": None, "c": [], "d": {}, "e": False, "f": 0}) == {
        "e": False,
        "f": 0,
    }


def test_each_thing_stands_once_where_it_was_first_met():
    first, other = {"@id": "a", "x": 1}, {"@id": "a", "x": 2}

    assert distinct_nodes([first, ref("b"), dict(first), other]) == [first, ref("b"), other]


def test_an_entry_is_named_by_its_page():
    names = NodeNames.of(ABOUT)

    page = reverse("public:activity", kwargs={"reference": "RPA-0001"})
    assert names.activity("RPA-0001") == f"{ABOUT.address}{page}"
    assert names.register == f"{ABOUT.address}{reverse('public:register')}"


def test_without_an_address_names_are_urns_of_the_publisher():
    names, same, other = (
        NodeNames.of(replace(ABOUT, address="", publisher_name=publisher))
        for publisher in ("Example Authority", "Example Authority", "Another Body")
    )

    assert names.register.startswith("urn:uuid:")
    assert names.activity("RPA-0001") == f"{names.register}#RPA-0001"
    assert names == same
    assert names.register != other.register


def test_a_code_cannot_break_out_of_a_name():
    assert NodeNames.of(ABOUT).shared("data", 'a b"#/é').endswith("#data-a%20b%22%23%2F%C3%A9")
