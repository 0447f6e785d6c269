"""Two people at one page: the second to save sees both versions and loses nothing."""

import json
from html.parser import HTMLParser

import pytest

from ropa.admin.shared.links import page_url
from ropa.models import ContactPoint, DataCategory, NoticeSection, ProcessingActivity
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import (
    add_parts,
    make_activity,
    make_data_category,
    make_notice,
    make_organisation,
    make_provision,
    make_regime,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db

MORE = 11


class Desk:
    """Somebody with the page of a row open."""

    def __init__(self, row, name="Ann", *, at=None):
        """`at` is a desk with the same page open already: to open one of an entry takes longest."""
        self.url = page_url(row)
        self.client = signed_in(make_user("Approver", first_name=name, last_name="Example"))
        self.form = dict(at.form) if at else self.reopen()

    def reopen(self):
        self.form = fields_of(self.client.get(self.url).text)
        return self.form

    def save(self, **typed):
        """Save as a browser does, with these fields typed; what is `None` is not posted."""
        form = self.form | {
            name: value if isinstance(value, list) else [value]
            for name, value in typed.items()
            if value is not None
        }
        for name, value in typed.items():
            if value is None:
                form.pop(name, None)
        return self.post(form)

    def post(self, form):
        lines = {
            name: [value.replace("\r\n", "\n").replace("\n", "\r\n") for value in values]
            for name, values in form.items()
        }
        return self.client.post(self.url, lines)

    def choose(self, page, **choices):
        """Press “Save both together”, with `choices` taken from the other."""
        assert page.status_code == 409
        form = fields_of(page.text)
        for name in choices.values():
            assert name in form, sorted(form)
            form[name] = ["theirs"]
        return self.post(form)


class _Headings(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self._open = [], False

    def handle_starttag(self, tag, attrs):
        self._open = tag in {"h2", "h3", "legend"}
        if self._open:
            self.found.append("")

    def handle_endtag(self, tag):
        self._open = False

    def handle_data(self, data):
        if self._open:
            self.found[-1] += data


def titles(page):
    """The headings of what differs, under the heading of its group."""
    reader = _Headings()
    reader.feed(page.text)
    groups: dict[str, list[str]] = {}
    group = None
    for heading in (" ".join(each.split()) for each in reader.found):
        if heading in {"You both changed", "Only you changed", "Only they changed"}:
            group = groups.setdefault(heading.split()[1] if heading[0] == "O" else "both", [])
        elif group is not None and heading not in {"You started from", "Stands now", "You typed"}:
            group.append(heading)
    return groups


@pytest.fixture
def activity():
    activity = make_activity(title="As it was", summary="One.\n\nTwo.\n- three")
    add_parts(activity, 2)
    return activity


@pytest.fixture
def desks(activity):
    ann = Desk(activity, "Ann")
    return ann, Desk(activity, "Bob", at=ann)


def test_different_fields_are_saved_both_together(activity, desks):
    # given
    ann, bob = desks
    assert ann.save(title="Ann’s title").status_code == 302
    # when
    page = bob.save(business_function="Regulation", is_public=None)
    # then
    assert page.status_code == 409
    assert "Ann Example saved it on" in text_of(page.text)
    assert titles(page) == {"you": ["Public", "Business function"], "they": ["Title"]}
    activity.refresh_from_db()
    assert activity.business_function == ""
    # when
    saved = bob.choose(page)
    # then
    assert saved.status_code == 302
    activity.refresh_from_db()
    assert activity.title == "Ann’s title"
    assert activity.business_function == "Regulation"
    assert not activity.is_public


@pytest.mark.parametrize("take_theirs", [False, True])
def test_the_same_field_is_chosen(activity, desks, take_theirs):
    # given
    ann, bob = desks
    ann.save(summary="Ann’s words.\nTwo lines.")
    # when
    page = bob.save(summary="Bob’s words.", legal_regime="uk-gdpr")
    # then
    assert titles(page) == {"both": ["Summary"]}
    text = text_of(page.text)
    assert "You started from One. Two. - three Stands now" in text
    assert "Ann’s words. Two lines." in text
    assert "Bob’s words." in text
    # when
    bob.choose(page, **({"summary": "choice:::summary"} if take_theirs else {}))
    # then
    activity.refresh_from_db()
    assert activity.summary == ("Ann’s words.\nTwo lines." if take_theirs else "Bob’s words.")


def test_texts_of_several_lines_and_spaces_are_no_conflict(activity, desks):
    # given
    ann, bob = desks
    ann.save(sharing_note="  Two.\nLines. ")
    bob.reopen()
    ann.reopen()
    ann.save(title="Other")
    # when
    page = bob.save(sharing_note="Two.\nLines.\n", internal_note="Mine.")
    # then
    assert titles(page) == {"you": ["Internal note"], "they": ["Title"]}


def test_what_both_typed_alike_is_saved_without_a_question(activity, desks):
    # given
    ann, bob = desks
    ann.save(summary="The same.")
    # then
    assert bob.save(summary="The same.").status_code == 302


def test_parts_changed_on_both_sides_come_together(activity, desks):
    # given
    ann, bob = desks
    recipients = [str(part.recipient) for part in activity.disclosures.all()]
    ann.save(**{"disclosures-0-detail": "by post", "disclosures-1-frequency": "routine"})
    # when
    page = bob.save(
        **{
            "disclosures-0-purpose": "to help",
            "disclosures-1-frequency": "on-request",
            "purposes-0-is_inferred": "on",
        }
    )
    # then
    assert titles(page) == {
        "both": [f"Recipient “{recipients[1]}” – frequency"],
        "you": [
            "Purpose “do an example” – the register’s reading",
            f"Recipient “{recipients[0]}” – why",
        ],
        "they": [f"Recipient “{recipients[0]}” – detail"],
    }
    text = text_of(page.text)
    assert "When there is a need Stands now Keep theirs Regularly You typed" in text
    assert "You started from No You typed Yes" in text
    # when
    bob.choose(page)
    # then
    first, second = activity.disclosures.all()
    assert (first.detail, first.purpose) == ("by post", "to help")
    assert second.frequency == "on-request"
    assert activity.purposes.all()[0].is_inferred


def test_parts_added_on_both_sides_all_stay(activity, desks):
    # given
    ann, bob = desks
    for desk, detail in ((ann, "Ann’s"), (bob, "Bob’s")):
        desk.form |= {
            "transfers-TOTAL_FORMS": ["1"],
            "transfers-0-destination": [f"{detail} country"],
            "transfers-0-mechanism": ["adequacy"],
            "transfers-0-position": [""],
        }
    ann.save()
    # when
    page = bob.save()
    # then
    assert titles(page) == {
        "you": ["Transfer abroad “Bob’s country”"],
        "they": ["Transfer abroad “Ann’s country”"],
    }
    # when
    bob.choose(page)
    # then
    assert [part.destination for part in activity.transfers.all()] == [
        "Ann’s country",
        "Bob’s country",
    ]


def test_pressing_save_twice_adds_a_part_once(activity, desks):
    # given
    ann, _ = desks
    typed = {
        "transfers-TOTAL_FORMS": "1",
        "transfers-0-destination": "France",
        "transfers-0-mechanism": "adequacy",
        "transfers-0-position": "",
    }
    ann.save(**typed)
    # when
    again = ann.save(**typed)
    # then
    text = text_of(again.text)
    assert "You saved it in another window" in text
    assert "Changed only in the other window (1)" in text
    assert "You had changed nothing." in text
    assert activity.transfers.count() == 1


@pytest.mark.parametrize("bring_back", [True, False])
def test_a_part_they_removed_and_i_changed_is_chosen(activity, desks, bring_back):
    # given
    ann, bob = desks
    part = activity.disclosures.all()[0]
    ann.save(**{"disclosures-0-DELETE": "on"})
    # when
    page = bob.save(**{"disclosures-0-detail": "by post"})
    # then
    assert len(titles(page)["both"]) == 1
    assert "Leave it removed" in page.text
    assert "Bring mine back" in page.text
    # when
    place = f"choice:disclosures:{part.pk}:"
    saved = bob.choose(page, **({} if bring_back else {"part": place}))
    # then
    assert saved.status_code == 302
    found = activity.disclosures.filter(recipient=part.recipient)
    assert [again.detail for again in found] == (["by post"] if bring_back else [])
    if bring_back:
        assert list(found[0].including.all()) == list(part_including(part))


def part_including(part):
    """What the history says was in the list of a part that has been removed."""
    newest = type(part).history.filter(id=part.pk).exclude(history_type="-").first()
    return [link.organisation for link in newest.including.all()]


@pytest.mark.parametrize("remove", [True, False])
def test_a_part_i_removed_and_they_changed_is_chosen(activity, desks, remove):
    # given
    ann, bob = desks
    part = activity.disclosures.all()[0]
    ann.save(**{"disclosures-0-detail": "by post"})
    # when
    page = bob.save(**{"disclosures-0-DELETE": "on"})
    # then
    assert titles(page) == {"both": [f"Recipient “{part.recipient}”"]}
    # when
    bob.choose(page, **({} if remove else {"part": f"choice:disclosures:{part.pk}:"}))
    # then
    details = [left.detail for left in activity.disclosures.filter(pk=part.pk)]
    assert details == ([] if remove else ["by post"])


def test_parts_removed_on_both_sides_are_gone(activity, desks):
    # given
    ann, bob = desks
    holdings = activity.data_holdings.count()
    ann.save(**{"disclosures-0-DELETE": "on"})
    # when
    page = bob.save(**{"disclosures-0-DELETE": "on", "data_holdings-1-DELETE": "on"})
    # then
    assert list(titles(page)) == ["you"]
    bob.choose(page)
    assert activity.disclosures.count() == 1
    assert activity.data_holdings.count() == holdings - 1


def test_reordering_is_merged_like_any_other_field(activity, desks):
    # given
    ann, bob = desks
    first, second = (str(part.recipient) for part in activity.disclosures.all())
    ann.save(**{"disclosures-0-position": "5"})
    # when
    page = bob.save(**{"disclosures-1-detail": "by post"})
    # then
    assert titles(page) == {
        "you": [f"Recipient “{second}” – detail"],
        "they": [f"Recipient “{first}” – order"],
    }
    # when
    bob.choose(page)
    # then
    assert [(str(part), part.detail) for part in activity.disclosures.all()] == [
        (second, "by post"),
        (first, ""),
    ]


def test_lists_of_rows_are_named_not_numbered(activity, desks):
    # given
    ann, bob = desks
    one, two = make_provision(), make_provision()
    ann.save(**{"purposes-0-provisions": [str(one.pk)]})
    # when
    page = bob.save(**{"purposes-0-provisions": [str(one.pk), str(two.pk)]})
    # then
    assert titles(page) == {"both": ["Purpose “do an example” – provisions"]}
    text = text_of(page.text)
    assert f"Keep theirs {one} You typed" in text
    assert f"Keep mine {'; '.join(sorted([str(one), str(two)]))}" in text
    # when
    bob.choose(page)
    # then
    assert set(activity.purposes.all()[0].provisions.all()) == {one, two}


def test_dates_and_periods_are_compared_as_what_they_mean(activity, desks):
    # given
    ann, bob = desks
    ann.save(review_due_on="2027-01-31", **{"retention_rules-0-minimum_period": "4 years"})
    # when
    page = bob.save(
        review_due_on="31/01/2027", **{"retention_rules-0-minimum_period": "P4Y", "title": "Bob’s"}
    )
    # then
    assert titles(page) == {"you": ["Title"]}


def test_a_choice_is_shown_by_its_label(activity, desks):
    # given
    ann, bob = desks
    ann.save(providing="required")
    # when
    page = bob.save(providing="voluntary")
    # then
    assert titles(page) == {"both": ["Must people give it?"]}
    assert "The law requires it You typed Keep mine People may choose" in text_of(page.text)


def test_when_a_third_person_saves_meanwhile_the_page_appears_again(activity, desks):
    # given
    ann, bob = desks
    ann.save(title="Ann’s title")
    page = bob.save(title="Bob’s title", summary="Bob’s words.")
    cat = Desk(activity, "Cat")
    cat.save(internal_note="Cat was here.")
    # when
    again = bob.choose(page)
    # then
    assert again.status_code == 409
    assert "Cat Example saved it" in text_of(again.text)
    assert titles(again) == {"you": ["Title", "Summary"], "they": ["Internal note"]}
    # when
    bob.choose(again)
    # then
    activity.refresh_from_db()
    assert (activity.title, activity.summary) == ("Bob’s title", "Bob’s words.")
    assert activity.internal_note == "Cat was here."


def test_a_correction_is_still_compared_with_what_was_opened(activity, desks):
    # given
    ann, bob = desks
    wrong = bob.save(summary="", business_function="Regulation")
    assert wrong.status_code == 200
    ann.save(summary="Ann’s words.")
    # when
    bob.form = fields_of(wrong.text)
    page = bob.save(summary="Bob’s words.")
    # then
    assert titles(page) == {"both": ["Summary"], "you": ["Business function"]}


def test_errors_in_what_comes_together_are_told_on_the_form(activity, desks):
    # given
    ann, bob = desks
    ann.save(last_reviewed_on="2026-06-01")
    page = bob.save(review_due_on="2025-01-31", **{"disclosures-0-detail": "by post"})
    # when
    form = bob.choose(page)
    # then
    assert form.status_code == 200
    assert "The next review is due before the last one." in text_of(form.text)
    fields = fields_of(form.text)
    assert fields["disclosures-0-detail"] == ["by post"]
    # when
    bob.form = fields
    saved = bob.save(review_due_on="2027-01-31")
    # then
    assert saved.status_code == 302
    assert activity.disclosures.all()[0].detail == "by post"


def test_unreadable_values_are_carried_along_as_they_were_typed(activity, desks):
    # given
    ann, bob = desks
    ann.save(title="Ann’s title")
    page = bob.save(review_due_on="soon")
    # when
    form = bob.choose(page)
    # then
    assert form.status_code == 200
    assert fields_of(form.text)["review_due_on"] == ["soon"]
    assert fields_of(form.text)["title"] == ["Ann’s title"]


def test_an_entry_deleted_meanwhile_shows_what_was_typed(activity, desks):
    # given
    _, bob = desks
    recipient = str(activity.disclosures.all()[0].recipient)
    activity.delete()
    # when
    page = bob.save(summary="All that work.", **{"disclosures-0-detail": "by post"})
    # then
    assert page.status_code == 410
    text = text_of(page.text)
    assert "Your changes were not saved." in text
    assert "All that work." in text
    assert "by post" in text
    assert recipient in text
    assert not ProcessingActivity.objects.exists()


@pytest.mark.parametrize(
    "opened",
    [
        None,
        "",
        "nonsense",
        "[]",
        '{"records": [], "content": {}}',
        '{"records": ["x"], "content": {"": {"": {}}}}',
        '{"records": [1], "content": {"": {"": {"title": [3]}}}}',
        '{"records": [1], "content": {"": {"": {}}, "purposes": {"nobody": {"x": ["y"]}}}}',
    ],
)
def test_a_form_that_does_not_say_what_it_was_opened_with_is_asked_about(activity, opened):
    # given
    bob = Desk(activity)
    # when
    page = bob.save(_opened=opened, summary="Bob’s words.")
    # then
    assert page.status_code == 409
    assert "Summary" in titles(page)["both"]
    activity.refresh_from_db()
    assert activity.summary != "Bob’s words."
    # when
    bob.choose(page)
    # then
    activity.refresh_from_db()
    assert activity.summary == "Bob’s words."


@pytest.mark.parametrize("name", ["_opened", "_standing", "_typed"])
@pytest.mark.parametrize("forged", ["", "{", "null", '{"records":[],"content":{"":{"":{}}}}'])
def test_a_forged_page_of_a_conflict_is_no_error(activity, desks, name, forged):
    # given
    ann, bob = desks
    ann.save(title="Ann’s title", **{"disclosures-0-DELETE": "on"})
    page = bob.save(title="Bob’s title", **{"disclosures-0-detail": "by post"})
    # when
    answer = bob.post(fields_of(page.text) | {name: [forged]})
    # then
    assert answer.status_code in {200, 302, 409}


def test_numbers_that_belong_to_nothing_are_no_error(activity, desks):
    # given
    ann, bob = desks
    ann.save(title="Ann’s title")
    bob.form["disclosures-TOTAL_FORMS"] = ["many"]
    opened = json.loads(bob.form["_opened"][0])
    opened["content"]["purposes"]["9" * 30] = {"provisions": ["9" * 30], "statement": ["x"]}
    # when
    page = bob.save(
        _opened=json.dumps(opened), team="999999", **{"purposes-0-provisions": ["7" * 30, "x"]}
    )
    # then
    assert page.status_code == 409
    assert "Something that is no longer there" in text_of(page.text)
    # when
    form = bob.choose(page)
    # then
    assert form.status_code == 200
    assert "Choose again" in text_of(form.text)


@pytest.mark.parametrize("number", ["9" * 30, "0", "x", "_5F"])
def test_addresses_of_nothing_lead_to_what_was_typed_or_away(activity, number):
    # given
    bob = Desk(activity)
    bob.url = bob.url.replace(str(activity.pk), number)
    # then
    assert bob.client.get(bob.url).status_code == 302
    assert bob.save(summary="Typed.").status_code in {302, 410}


def test_nothing_typed_stays_nothing(activity, desks):
    # given
    ann, bob = desks
    ann.save(title="Ann’s title")
    # when
    page = bob.save()
    # then
    assert titles(page) == {"they": ["Title"]}
    assert "You had changed nothing." in text_of(page.text)


def test_markup_is_shown_as_text(activity, desks):
    # given
    ann, bob = desks
    ann.save(summary="<script>ann</script>")
    # when
    page = bob.save(summary='"><script>bob</script>')
    # then
    assert "<script>ann" not in page.text
    assert "<script>bob" not in page.text
    assert "&lt;script&gt;ann" in page.text


def test_somebody_who_may_not_change_the_page_is_turned_away(activity):
    # given
    auditor = signed_in(make_user("Auditor"))
    # then
    assert "_opened" not in fields_of(auditor.get(page_url(activity)).text)
    assert auditor.post(page_url(activity), {"_opened": "x"}).status_code == 403


def test_the_titles_of_rows_out_of_reach_are_not_told():
    # given
    team = make_team()
    activity = make_activity(team=team)
    secret = make_team(name="A team that is kept apart")
    client = signed_in(make_user("Editor", team))
    form = fields_of(client.get(page_url(activity)).text)
    activity.title = "Changed"
    activity.save()
    # when
    page = client.post(page_url(activity), form | {"team": [str(secret.pk)]})
    # then
    assert page.status_code == 409
    assert "Something that is no longer there, or that you may not see" in text_of(page.text)
    assert secret.name not in page.text


@pytest.mark.parametrize("parts", [1, MORE])
def test_the_page_takes_the_same_queries_whatever_the_size(parts, django_assert_num_queries):
    # given
    activity = make_activity()
    add_parts(activity, parts)
    ann, bob = Desk(activity, "Ann"), Desk(activity, "Bob")
    ann.save(**{f"disclosures-{number}-detail": "by post" for number in range(parts)})
    typed = {f"disclosures-{number}-detail": "by hand" for number in range(parts)}
    bob.save(title="Bob’s", **typed)
    # when, then
    with django_assert_num_queries(32):
        page = bob.save(title="Bob’s", **typed)
    assert len(titles(page)["both"]) == parts


def test_a_notice_and_the_order_of_its_sections():
    # given
    notice = make_notice(introduction="How it began.")
    section = notice.sections.get()
    ann, bob = Desk(notice, "Ann"), Desk(notice, "Bob")
    ann.save(introduction="Ann’s beginning.")
    # when
    page = bob.save(introduction="Bob’s beginning.", **{"sections-0-position": "7"})
    # then
    assert titles(page) == {"both": ["Introduction"], "you": [f"Section “{section}” – order"]}
    bob.choose(page, introduction="choice:::introduction")
    notice.refresh_from_db()
    section.refresh_from_db()
    assert notice.introduction == "Ann’s beginning."
    assert section.position == 7


def test_a_section_removed_from_its_notice_cannot_be_brought_back_there():
    # given
    notice = make_notice()
    ann, bob = Desk(notice, "Ann"), Desk(notice, "Bob")
    ann.save(**{"sections-0-DELETE": "on"})
    # when
    page = bob.save(applies_to="England", **{"sections-0-position": "7"})
    # then
    assert list(titles(page)) == ["you", "they"]
    bob.choose(page)
    assert not NoticeSection.objects.exists()
    notice.refresh_from_db()
    assert notice.applies_to == "England"


def test_a_section_and_its_parts():
    # given
    activities = make_activity(), make_activity()
    section = make_notice(activities[0]).sections.get()
    ann, bob = Desk(section, "Ann"), Desk(section, "Bob")
    ann.save(
        **{
            "section_activities-TOTAL_FORMS": "2",
            "section_activities-1-activity": str(activities[1].pk),
            "section_activities-1-position": "",
        }
    )
    # when
    page = bob.save(why="Bob’s reason.", **{"audiences-0-text": "Bob’s words for you."})
    # then
    assert titles(page) == {
        "you": ["Why we process this information", "Group of readers “I am a reader” – text"],
        "they": [f"Entry “{activities[1]}”"],
    }
    bob.choose(page)
    section.refresh_from_db()
    assert section.why == "Bob’s reason."
    assert section.activities.count() == 2
    assert section.audiences.get().text == "Bob’s words for you."


def test_a_reference_row():
    # given
    category = make_data_category(name="hats")
    ann, bob = Desk(category, "Ann"), Desk(category, "Bob")
    ann.save(name="caps", verified_on="2026-01-31", source_read="The list.")
    # when
    page = bob.save(name="bonnets", description="On heads.")
    # then
    assert titles(page) == {
        "both": ["Name"],
        "you": ["Description"],
        "they": ["Checked at the source on", "What was read"],
    }
    bob.choose(page)
    saved = DataCategory.objects.get()
    assert (saved.name, saved.description) == ("bonnets", "On heads.")
    assert str(saved.verified_on) == "2026-01-31"


def test_a_way_to_reach_an_organisation_on_its_own_page_and_on_that_of_the_organisation():
    # given
    body = make_organisation()
    contact = ContactPoint.objects.create(
        organisation=body, subject="dpo", name="The officer", email="a@b.example"
    )
    ann, bob = Desk(contact, "Ann"), Desk(body, "Bob")
    ann.save(telephone="0300 1")
    # when
    page = bob.save(**{"contact_points-0-telephone": "0300 2"})
    # then
    assert len(titles(page)["both"]) == 1
    bob.choose(page)
    contact.refresh_from_db()
    assert contact.telephone == "0300 2"


def test_an_inspection_regime_with_lists_of_rows():
    # given
    regime, law = make_regime(), make_provision()
    regime.law.add(law)
    ann, bob = Desk(regime, "Ann"), Desk(regime, "Bob")
    entry = make_activity()
    ann.save(activities=[str(entry.pk)])
    # when
    page = bob.save(summary="Bob’s words.", law=[str(law.pk)])
    # then
    assert titles(page) == {"you": ["What is inspected"], "they": ["Activities"]}
    assert str(entry) in text_of(page.text)
    bob.choose(page)
    regime.refresh_from_db()
    assert list(regime.activities.all()) == [entry]
    assert regime.summary == "Bob’s words."


def test_an_account_that_keeps_no_history():
    # given
    team, person = make_team(), make_user("Editor", username="sam")
    client = signed_in(make_user("Administrator"))
    form = fields_of(client.get(page_url(person)).text)
    other = signed_in(make_user("Administrator"))
    other.post(page_url(person), fields_of(other.get(page_url(person)).text) | {"email": "a@b.eu"})
    # when
    page = client.post(page_url(person), form | {"teams": [str(team.pk)], "first_name": ["Sam"]})
    # then
    assert titles(page) == {"you": ["First name", "Teams"], "they": ["Email address"]}
    client.post(page_url(person), fields_of(page.text))
    person.refresh_from_db()
    assert (person.email, person.first_name) == ("a@b.eu", "Sam")


def test_what_a_form_carries_is_what_it_shows(activity):
    # given
    bob = Desk(activity)
    # when
    opened = json.loads(bob.form["_opened"][0])["content"]
    # then
    assert opened[""][""]["summary"] == ["One.\n\nTwo.\n- three"]
    assert opened[""][""]["is_public"] == ["on"]
    assert set(opened["purposes"]) == {str(part.pk) for part in activity.purposes.all()}
    for number, fields in enumerate(opened["purposes"].values()):
        for name, value in fields.items():
            assert bob.form.get(f"purposes-{number}-{name}", []) == value
