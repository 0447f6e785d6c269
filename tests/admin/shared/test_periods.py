"""Periods in words and in ISO 8601."""

import pytest

from ropa.admin.shared.links import page_url
from ropa.admin.shared.periods import period_from_words
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import make_activity, make_user


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("3 years", "P3Y"),
        ("1 Year", "P1Y"),
        ("6 months", "P6M"),
        ("1 year and 6 months", "P1Y6M"),
        ("6 months and 1 year", "P1Y6M"),
        ("1 year, 6 months and 2 days", "P1Y6M2D"),
        ("1 year 6 months", "P1Y6M"),
        ("2 weeks", "P2W"),
        ("30days", "P30D"),
        ("P3Y", "P3Y"),
        (" p30d ", "P30D"),
    ],
)
def test_words_and_iso_are_read(text, period):
    assert period_from_words(text) == period


@pytest.mark.parametrize(
    "text", ["", "P", "three years", "3", "3 yards", "-3 years", "1.5 years", "1 year and 1 year"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="is not a period"):
        period_from_words(text)


@pytest.mark.django_db
def test_the_form_shows_words_and_keeps_iso():
    # given
    activity = make_activity()
    activity.retention_rules.all().delete()
    rule = activity.retention_rules.create(
        covers="files", minimum_period="P3Y", review_interval="P1Y"
    )
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    assert form["retention_rules-0-minimum_period"] == ["3 years"]
    assert form["retention_rules-0-review_interval"] == ["1 year"]
    # when nothing is altered
    client.post(page_url(activity), form)
    # then
    assert rule.history.count() == 1
    # when
    form["retention_rules-0-minimum_period"] = ["1 year and 6 months"]
    client.post(page_url(activity), form)
    # then
    rule.refresh_from_db()
    assert rule.minimum_period == "P1Y6M"
    # when
    form = fields_of(client.get(page_url(activity)).text)
    form["retention_rules-0-minimum_period"] = ["a while"]
    page = client.post(page_url(activity), form)
    # then
    assert "Write it in words, such as “3 years”" in text_of(page.text)
    assert fields_of(page.text)["retention_rules-0-minimum_period"] == ["a while"]
