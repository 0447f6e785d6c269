"""What the checks find, rule by rule: who sees which places, and as many as fit on a page."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from ropa.admin.overview.checks_report import HEADER, PLACES_ON_A_PAGE
from ropa.admin.shared.links import page_url
from ropa.documents.status import State
from tests.admin.forms import signed_in, text_of
from tests.factories import add_parts, approve, make_activity, make_notice, make_team, make_user
from tests.states import entry_in

pytestmark = pytest.mark.django_db

# Broken by every entry that the factories make, once in each; a blocking rule, by none of them.
EVERY = "R35-1"


def read(user, **asked):
    page = signed_in(user).get("/admin/checks/", asked)
    assert page.status_code == 200
    return page


def broken(page):
    """At how many places each rule is broken, by its identifier."""
    return {each.rule.id: each.places for group in page.context["groups"] for each in group.broken}


def subjects(user, rule=EVERY, **asked):
    """What breaks a rule, in the order of the page with its places."""
    places = read(user, rule=rule, **asked).context.get("places", [])
    return [place.subject for place in places]


def without_purpose(**fields):
    activity = make_activity(**fields)
    activity.purposes.all().delete()
    return activity


@pytest.fixture
def approver():
    return make_user("Approver")


# Who sees what


def test_people_see_what_is_found_in_their_own_rows_and_auditors_in_all():
    # given
    team = make_team()
    own, foreign = make_activity(team=team), make_activity()
    notice = make_notice(own, team=team)
    make_notice(foreign)
    # then
    editor = make_user("Editor", team)
    assert subjects(editor) == [own]
    of_editor = read(editor)
    assert broken(of_editor)[EVERY] == 1
    assert "1 entry and 1 privacy notice were checked" in text_of(of_editor.text)
    assert subjects(make_user("Auditor")) == [own, foreign]
    of_auditor = read(make_user("Auditor"))
    assert "2 entries and 2 privacy notices were checked" in text_of(of_auditor.text)
    of_rule = read(editor, rule=EVERY)
    assert page_url(own) in of_rule.text
    assert page_url(foreign) not in of_rule.text
    assert notice.title not in of_rule.text


def test_whoever_reads_no_entries_is_refused():
    make_activity()
    client = signed_in(make_user("Administrator"))
    assert client.get("/admin/checks/").status_code == 403
    assert client.get("/admin/checks/", {"rule": EVERY}).status_code == 403


def test_what_was_retired_is_left_out(approver):
    entry_in(State.RETIRED)
    kept = make_activity()
    assert subjects(approver) == [kept]


# What is kept


def test_one_team_s_places_alone(approver):
    # given
    one, two = make_team(name="One"), make_team(name="Two")
    entry, _ = make_activity(team=one), make_activity(team=two)
    # when
    page = read(approver, team=one.pk)
    # then
    assert broken(page)[EVERY] == 1
    assert subjects(approver, team=one.pk) == [entry]
    assert f'<option value="{one.pk}" selected>' in page.text


def test_what_must_be_put_right_alone(approver):
    # given
    entry = without_purpose()
    everything, musts = broken(read(approver)), broken(read(approver, severity="must"))
    # then
    assert EVERY in everything
    assert EVERY not in musts
    assert set(musts) < set(everything)
    [rule] = musts
    assert subjects(approver, rule) == [entry]


def test_a_team_out_of_reach_is_passed_over():
    team, foreign = make_team(), make_team()
    entry = make_activity(team=team)
    make_activity(team=foreign)
    assert subjects(make_user("Editor", team), team=foreign.pk) == [entry]


@pytest.mark.parametrize(
    "asked",
    [
        {"team": "x"},
        {"team": "9" * 40},
        {"team": "\0"},
        {"severity": "perhaps"},
        {"rule": "no-such-rule"},
        {"rule": "\0"},
        {"rule": "R5", "page": "1"},
        {"page": "2"},
    ],
)
def test_what_makes_no_sense_is_passed_over(asked, approver):
    make_activity()
    assert broken(read(approver, **asked))[EVERY] == 1


# Few and many


def test_a_rule_leads_to_all_its_places(approver):
    # given
    team = make_team()
    entries = [make_activity(team=team) for _ in range(3)]
    make_activity()
    # when
    page = read(approver, team=team.pk)
    # then
    article = page.text.split(f'id="{EVERY}"')[1].split("</article>")[0]
    assert "3 places" in article
    assert f'href="?rule={EVERY}&amp;team={team.pk}"' in article
    # when
    of_rule = read(approver, team=team.pk, rule=EVERY)
    # then
    assert [each for each in entries if page_url(each) not in of_rule.text] == []
    assert f'href="/admin/checks/?team={team.pk}#{EVERY}"' in of_rule.text


def test_every_place_can_be_taken_away_as_a_table(approver):
    # given
    entry = without_purpose(title="=Formula")
    foreign = without_purpose()
    notice = make_notice(entry)
    # when
    answer = signed_in(make_user("Editor", entry.team, notice.team)).get(
        "/admin/checks/", {"form": "csv"}
    )
    table = list(csv.reader(StringIO(b"".join(answer).decode("utf-8-sig"))))
    # then
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert table[0] == list(HEADER)
    found = {(row[0], row[5]) for row in table[1:]}
    assert (EVERY, str(entry)) in found
    assert str(notice) in {row[5] for row in table}
    assert str(foreign) not in {row[5] for row in table}
    # when
    musts = signed_in(approver).get("/admin/checks/", {"form": "csv", "severity": "must"})
    # then
    severities = {row[3] for row in csv.reader(StringIO(b"".join(musts).decode())) if len(row) > 3}
    assert severities == {HEADER[3], "Must be put right"}


def test_all_places_of_a_rule_are_paged_through(approver):
    # given
    team = make_team()
    entries = [make_activity(team=team) for _ in range(PLACES_ON_A_PAGE + 1)]
    # when
    client = signed_in(approver)
    address = f"/admin/checks/?rule={EVERY}&team={team.pk}"
    pages = {
        asked: client.get(f"{address}&page={asked}")
        for asked in ("1", "2", "3", "0", "-1", "x", "9" * 30, "")
    }
    # then
    shown = {
        asked: [place.subject for place in page.context["places"]] for asked, page in pages.items()
    }
    first, rest = entries[:PLACES_ON_A_PAGE], entries[PLACES_ON_A_PAGE:]
    assert shown["1"] == shown["x"] == shown[""] == first
    assert shown["2"] == shown["3"] == rest
    assert set(map(len, shown.values())) == {len(first), len(rest)}
    for page in pages.values():
        assert page.status_code == 200
        assert f"{len(entries)} places" in text_of(page.text)
    onward = f'href="?page=2&amp;team={team.pk}&amp;rule={EVERY}" rel="next"'
    assert onward in pages["1"].text


@pytest.mark.parametrize("size", [2, 24])
def test_it_takes_the_same_queries_for_few_and_many(
    size, approver, django_assert_max_num_queries, subtests
):
    # given
    team = make_team()
    for number in range(size):
        entry = make_activity(team=team)
        add_parts(entry, 1)
        approve(entry, approver)
        if number % 2:
            make_notice(entry, team=team)
    client = signed_in(approver)
    client.get("/admin/checks/")  # fills what Django keeps for good
    # when, then
    for asked in ({}, {"rule": EVERY}):
        with subtests.test(asked=asked):
            with django_assert_max_num_queries(12):
                page = client.get("/admin/checks/", asked)
            assert f"{size} places" in text_of(page.text)
