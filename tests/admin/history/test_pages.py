"""The history page: who changed and decided what, from what to what."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ropa.admin.shared.links import page_url
from ropa.models import ProcessingActivity
from ropa.models.base import part_relations
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_bare_activity,
    make_notice,
    make_organisation,
    make_people_category,
    make_regime,
    make_team,
    make_user,
    publish,
)
from tests.history.reading import save

pytestmark = pytest.mark.django_db

# However much happened, and whatever is asked for.
QUERIES = 15
PARTS = part_relations(ProcessingActivity).values()


def history(client, row, **asked):
    return client.get(page_url(row, "history"), asked)


def read(client, row, **asked):
    return text_of(history(client, row, **asked).text)


def save_often(activity, times):
    """Save an entry again and again, a minute apart, with another title each time."""
    now = timezone.now()
    for number in range(1, times + 1):
        title = f"{activity.reference} for the {number}. time"
        save(activity, at=now + timedelta(minutes=number), title=title)


def test_a_change_of_a_part_is_told_with_who_and_from_what_to_what():
    # given
    activity = make_activity()
    editor = make_user("Approver", first_name="Ada", last_name="Example")
    client = signed_in(editor)
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form |= {"purposes-0-statement": ["do it well"], "purposes-0-is_inferred": ["on"]}
    client.post(page_url(activity), form)
    text = read(client, activity)
    # then
    assert "Ada Example" in text
    assert "Changed purpose: do it well" in text
    assert "Purpose From do an example to do it well" in text
    assert "The register’s reading From No to Yes" in text


def test_decisions_stand_in_their_place_with_the_version_they_froze():
    # given
    team = make_team(approves_own_work=True)
    activity = make_activity(team=team)
    lead = make_user("Data protection lead", team, first_name="Ada", last_name="Lead")
    save(activity, lead)
    version = approve(activity, lead)
    activity.title = "Another title"
    activity.save()
    client = signed_in(make_user("Auditor"))
    # when
    page = history(client, activity)
    text = text_of(page.text)
    # then
    assert "Approved as version 1 Approved by its own author Why It is complete." in text
    assert f'href="{page_url(version)}"' in page.text
    assert text.index("Another title") < text.index("Approved as version 1")
    assert text.index("Approved as version 1") < text.index("Added the entry itself")


def test_a_published_notice_tells_its_note_for_the_public():
    # given
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    publish(notice, change_note="We now say how long.")
    # when
    text = read(signed_in(make_user("Auditor")), notice)
    # then
    assert "Published as version 1" in text
    assert "What changed, for the public We now say how long." in text
    assert "Added activity in this section" in text


def test_long_texts_keep_their_lines():
    # given
    activity = make_bare_activity(summary="First line.\n\n- second line")
    # when
    page = history(signed_in(make_user("Auditor")), activity)
    # then
    assert "<dd>First line.\n\n- second line</dd>" in page.text


def test_what_is_asked_for_stands_in_the_address():
    # given
    activity = make_activity()
    rule = activity.retention_rules.create(covers="case files", minimum_period="P3Y")
    ada = make_user("Approver", first_name="Ada", last_name="Example")
    save(rule, ada, minimum_period="P6Y")
    client = signed_in(make_user("Auditor"))
    # when
    page = history(client, activity, who=ada.pk, what="ropa.retentionrule.minimum_period")
    text = text_of(page.text)
    # then
    assert "1 result" in text
    assert "Period From 3 years to 6 years" in text
    assert "Added" not in text.split("1 result")[1]
    assert f'<option value="{ada.pk}" selected>Ada Example</option>' in page.text
    assert '<optgroup label="How long it is kept">' in page.text
    today = timezone.localdate()
    assert "Nothing matches" in read(client, activity, until=today - timedelta(days=1))
    assert "1 result" in read(client, activity, since=today, until=today, who=ada.pk)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"who": "9999999"}, "“Who” is left out: nobody of that number appears"),
        ({"who": "x'--"}, "“Who” is left out"),
        ({"what": "ropa.version.document"}, "“What” is left out: there is no such part or field."),
        ({"since": "yesterday"}, "“From” is left out: write a day like 31 March 2026."),
        ({"until": "9999-12-31"}, "“To” is left out: choose a day from 1900 to 2199."),
        ({"since": "0001-01-01"}, "“From” is left out: choose a day from 1900 to 2199."),
        (
            {"since": "2026-02-02", "until": "2026-02-01"},
            "“From” is left out: the first day is after the last.",
        ),
        ({"page": "2"}, "There is no page “2”. You see page 1."),
        ({"page": "9" * 5000}, "You see page 1."),
        ({"page": "²"}, "You see page 1."),
        ({"page": "-1"}, "You see page 1."),
    ],
)
def test_what_makes_no_sense_is_left_out_and_said_to_be(asked, told):
    # given
    client = signed_in(make_user("Auditor"))
    # when
    response = history(client, make_bare_activity(), **asked)
    # then
    assert response.status_code == 200
    assert told in text_of(response.text)
    assert "1 result" in text_of(response.text)


def test_nothing_of_a_long_history_is_left_out():
    # given
    activity = make_bare_activity()
    save_often(activity, 119)
    client = signed_in(make_user("Auditor"))
    # when
    pages = [read(client, activity, page=number) for number in (1, 2, 3)]
    # then
    assert "120 results, 1 to 50 shown" in pages[0]
    assert "120 results, 101 to 120 shown" in pages[2]
    for number in range(2, 120):
        assert sum(f"to {activity.reference} for the {number}. time" in page for page in pages) == 1
    assert 'rel="next"' not in history(client, activity, page=3).text


def test_the_history_takes_as_many_queries_with_5_changes_as_with_500(
    django_assert_num_queries, subtests
):
    readings: tuple[tuple[dict[str, str], int], ...] = (
        ({}, 12),
        ({"what": "ropa.purpose.provisions"}, 13),
        ({"what": "decisions"}, 10),
    )
    client = signed_in(make_user("Auditor"))
    for parts in (1, 70):
        # given
        activity = make_activity()
        add_parts(activity, parts)
        # Changes of different minutes stand apart, and may fall on another page.
        made_at = timezone.now()
        for model in (type(activity), *PARTS):
            model.history.update(history_date=made_at)
        approve(activity)
        # when, then
        for asked, queries in readings:
            with subtests.test(parts=parts, asked=asked):
                with django_assert_num_queries(queries):
                    text = read(client, activity, **asked)
                assert asked or text.count("Added power used") == parts
    assert sum(model.history.count() for model in (type(activity), *PARTS)) > 500


def test_a_long_history_takes_few_queries_page_by_page(django_assert_max_num_queries):
    # given
    activity = make_activity()
    add_parts(activity, 2)
    save_often(activity, 500)
    client = signed_in(make_user("Auditor"))
    # when, then
    for page in (1, 5, 11):
        with django_assert_max_num_queries(QUERIES):
            assert "501 results" in read(client, activity, page=page)


def test_a_notice_takes_as_many_queries_whatever_it_holds(django_assert_max_num_queries):
    client = signed_in(make_user("Auditor"))
    for entries in (1, 12):
        # given
        activities = [make_activity() for _ in range(entries)]
        for activity in activities:
            approve(activity)
        notice = make_notice(*activities)
        publish(notice)
        # when, then
        with django_assert_max_num_queries(QUERIES):
            text = read(client, notice)
        assert text.count("Added activity in this section") == entries


@pytest.mark.parametrize("make", [make_organisation, make_people_category, make_team, make_regime])
def test_every_kind_of_row_has_its_history(make):
    # given
    row = make()
    # when
    text = read(signed_in(make_user("Approver")), row)
    # then
    assert "1 result" in text
    assert "itself" in text


def test_a_section_and_a_contact_point_have_theirs():
    # given
    section = make_notice(make_activity()).sections.get()
    point = make_organisation().contact_points.create(
        subject="dpo", name="Data protection officer", email="dpo@example.org"
    )
    client = signed_in(make_user("Approver"))
    # then
    assert "Added audience statement: I am a reader" in read(client, section)
    assert "Email dpo@example.org" in read(client, point)


def test_others_do_not_read_it():
    # given
    activity = make_activity()
    stranger = make_user("Editor", make_team())
    # then
    assert history(signed_in(stranger), activity).status_code == 403


def test_nothing_can_be_put_back_from_the_history():
    # given
    people = make_people_category()
    client = signed_in(make_user("Approver"))
    record = people.history.first()
    # when
    response = client.post(f"{page_url(people, 'history')}{record.pk}/", {"name": "other"})
    # then
    assert response.status_code == 302
    people.refresh_from_db()
    assert people.name != "other"
