"""The pages of answers: found at lasting addresses, true, and helpful where there is nothing."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ropa.models import (
    ControllerRole,
    DataCategory,
    DataHolding,
    Disclosure,
    PeopleCategory,
    ProcessingActivity,
    RelatedGroup,
    RetentionRule,
)
from ropa.public.answers.questions import QUESTIONS
from ropa.public.answers.sheet import qr_code
from ropa.public.index.register_index import ENTRIES_TOGETHER
from tests.factories import (
    approve,
    make_activity,
    make_data_category,
    make_organisation,
    make_people_category,
    make_power,
    make_reachable,
)

pytestmark = pytest.mark.django_db

_TAG = re.compile(r"<[^>]*>")
_ANSWER = re.compile(r'<p class="govuk-body-l app-answer">(.*?)</p>', re.DOTALL)
# Each page of an answer takes at most so many queries, whatever is recorded.
MOST = 12


def main_of(client: Client, address: str, status: int = 200) -> str:
    """The main part of a page, as it is marked up."""
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def words(text: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", text)).split())


def answer_at(client: Client, address: str) -> str:
    (found,) = _ANSWER.findall(main_of(client, address))
    return unescape(found)


def carers(**fields: object) -> PeopleCategory:
    return make_people_category(**{"code": "carers", "name": "foster carers"} | fields)


def entry_about(people: PeopleCategory, *kinds: str, **fields: object) -> ProcessingActivity:
    """An entry that holds kinds of information about some people, not approved yet."""
    entry = make_activity(**fields)
    DataHolding.objects.filter(activity=entry).delete()
    for kind in kinds:
        DataHolding.objects.create(
            activity=entry,
            people_category=people,
            data_category=make_data_category(code=kind, name=f"{kind} information"),
        )
    return entry


@pytest.fixture
def fostering(client: Client) -> ProcessingActivity:
    """An entry about foster carers of which everything can be asked."""
    entry = entry_about(carers(), "health", "contact", title="Fostering")
    body = make_organisation(code="the-police", name="the police")
    gateway = make_power(name="tell the police", kind="share")
    Disclosure.objects.create(
        activity=entry, recipient=body, purpose="to keep children safe", gateway=gateway
    )
    RetentionRule.objects.filter(activity=entry).delete()
    RetentionRule.objects.create(activity=entry, covers="files", minimum_period="P3Y")
    approve(entry)
    return entry


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "what-is-held/",
            "About foster carers, this may be held: health information and contact information.",
        ),
        ("who-gets-it/", "What is held about foster carers may be passed to the police."),
        (
            "why/",
            "What is held about foster carers is used to do an example; what allows it: public "
            "task.",
        ),
        ("how-long/", "Files: at least 3 years."),
        ("can-i-say-no/", "You can object to the use of information about you."),
        (
            "what-is-held/information/health/",
            "Yes: health information may be held about foster carers, for 1 use.",
        ),
        (
            "who-gets-it/information/health/",
            "What is held in the same records as health information about foster carers may be "
            "passed to the police.",
        ),
        (
            "who-gets-it/body/the-police/",
            "Yes: what is held about foster carers may be passed to the police.",
        ),
        (
            "how-long/body/the-police/",
            "This record does not name the police among those who answer for information about "
            "foster carers.",
        ),
    ],
)
def test_each_question_is_answered_in_one_sentence(
    address: str, expected: str, fostering: ProcessingActivity, client: Client
) -> None:
    assert sorted(answer_at(client, f"/people/carers/{address}").split()) == sorted(
        expected.split()
    )


def test_the_lines_that_prove_it_lead_to_their_entry_and_to_law_that_is_recorded_for_them(
    fostering: ProcessingActivity, client: Client
) -> None:
    page = main_of(client, "/people/carers/who-gets-it/")

    gateway = fostering.disclosures.get().gateway
    assert gateway is not None
    proof = page[page.index('id="proof"') : page.index('id="act"')]
    assert f'href="/register/{fostering.reference}/"' in proof
    assert f"/law/{gateway.provision.legislation.code}/{gateway.provision.code}/" in proof
    assert 'href="/people/carers/who-gets-it/body/the-police/"' in proof
    # The law that a purpose rests on is no ground for passing anything on.
    purpose = fostering.purposes.get().provisions.get()
    assert f"/law/{purpose.legislation.code}/" not in proof


def test_who_we_are_stands_within_the_first_fifty_words(
    fostering: ProcessingActivity, client: Client
) -> None:
    name = fostering.controller_roles.get().organisation.name
    for question in QUESTIONS:
        page = words(main_of(client, f"/people/carers/{question.code}/"))
        assert name in " ".join(page.split()[:50])
    assert name in " ".join(words(main_of(client, "/people/carers/")).split()[:50])


def test_nothing_recorded_is_said_plainly_and_a_wider_group_is_led_to(
    fostering: ProcessingActivity, client: Client
) -> None:
    # given a wider group of which more is held
    wider = make_people_category(code="adults", name="adults who care")
    RelatedGroup.objects.create(
        people_category=PeopleCategory.objects.get(code="carers"),
        relation=RelatedGroup.Relation.PART_OF,
        group=wider,
    )
    approve(fostering)
    approve(entry_about(wider, "crime", title="Checking adults"))

    # when
    page = main_of(client, "/people/carers/who-gets-it/information/crime/")

    # then
    assert "This record lists no crime information about foster carers." in page
    assert "What the record says" not in page
    assert 'href="/people/adults/who-gets-it/information/crime/"' in page
    assert "You are also among adults who care" in words(page)
    assert answer_at(client, "/people/adults/what-is-held/information/crime/").startswith("Yes: ")


def test_what_has_not_been_said_is_told_once_and_whom_to_ask(client: Client) -> None:
    # given
    entry = entry_about(carers(), "health")
    reachable = make_reachable(entry.controller_roles.get().organisation)
    RetentionRule.objects.filter(activity=entry).delete()
    RetentionRule.objects.create(activity=entry, covers="files", to_be_supplied="The period.")
    approve(entry)
    # when
    page = words(main_of(client, "/people/carers/how-long/"))
    # then
    assert page.count("how long information about foster carers is kept") == 1
    assert f"Ask us, at {reachable}:" in page


def test_what_a_kind_of_information_is_and_what_is_held_of_it_stand_in_one_line(
    client: Client,
) -> None:
    # given
    entry = entry_about(carers(), "health")
    DataCategory.objects.update(description="How somebody is.")
    DataHolding.objects.update(detail="what a doctor says")
    approve(entry)
    # when
    page = words(main_of(client, "/people/carers/what-is-held/"))
    found = words(main_of(client, "/search/?q=doctor"))
    # then
    assert "How somebody is; what a doctor says" in page
    assert "How somebody is – what a" in found


def test_a_wider_group_that_nothing_published_names_is_not_led_to(
    fostering: ProcessingActivity, client: Client
) -> None:
    # given
    RelatedGroup.objects.create(
        people_category=PeopleCategory.objects.get(code="carers"),
        relation=RelatedGroup.Relation.PART_OF,
        group=make_people_category(code="adults", name="adults who care"),
    )
    approve(fostering)

    # when
    page = main_of(client, "/people/carers/who-gets-it/")

    # then
    assert "/people/adults/" not in page
    assert client.get("/people/adults/who-gets-it/").status_code == 404


def test_what_has_not_been_said_is_told_with_whom_to_ask(client: Client) -> None:
    # given an entry that says how long of nothing, of a body that can be reached
    entry = entry_about(carers(), "health")
    RetentionRule.objects.filter(activity=entry).delete()
    RetentionRule.objects.create(
        activity=entry, covers="files", to_be_supplied="How long files are kept."
    )
    approve(entry)

    # when
    page = words(main_of(client, "/people/carers/how-long/"))

    # then
    assert "We have not said this yet: how long information about foster carers is kept." in page
    assert "Ask us, at" in page
    assert "enquiries@example.org" in page


def test_answers_lead_to_the_other_questions_and_to_kinds_of_information(
    fostering: ProcessingActivity, client: Client
) -> None:
    page = main_of(client, "/people/carers/how-long/")

    for question in QUESTIONS:
        if question.code != "how-long":
            assert f'href="/people/carers/{question.code}/"' in page
    for kind in ("health", "contact"):
        assert f'href="/people/carers/how-long/information/{kind}/"' in page
    assert "Ask for what is held about me" in page
    crossed = main_of(client, "/people/carers/how-long/information/health/")
    assert 'href="/people/carers/who-gets-it/information/health/"' in crossed


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize(
    "address", ["nothing/", "who-gets-it/information/nothing/", "who-gets-it/body/nobody/"]
)
def test_what_nobody_names_leads_on(
    address: str, debug: bool, fostering: ProcessingActivity, client: Client, settings: object
) -> None:
    settings.DEBUG = debug  # type: ignore[attr-defined]

    page = main_of(client, f"/people/carers/{address}", status=404)

    assert "Nothing that is published goes by the name at the end of this address." in page
    for led_to in ("/people/carers/who-gets-it/", "/people/carers/"):
        assert f'href="{led_to}"' in page


@pytest.mark.parametrize("address", ["why/", "why/information/health/", "on-one-sheet/"])
def test_nothing_is_answered_about_people_whom_nobody_names(
    address: str, fostering: ProcessingActivity, client: Client
) -> None:
    make_people_category(code="nobody")
    assert client.get(f"/people/nobody/{address}").status_code == 404


@pytest.mark.parametrize("number", [2, ENTRIES_TOGETHER + 1])
def test_few_and_many_entries_take_the_same_queries(
    number: int, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    # given
    people, body = carers(), make_organisation(code="court", name="the court")
    kind = make_data_category(code="health", name="health information")
    wider = make_people_category(code="wider")
    RelatedGroup.objects.create(people_category=people, relation="part-of", group=wider)
    for _ in range(number):
        entry = make_activity()
        DataHolding.objects.create(activity=entry, people_category=people, data_category=kind)
        Disclosure.objects.create(activity=entry, recipient=body, purpose="to decide")
        approve(entry)

    # then
    for question in QUESTIONS:
        for crossing in ("", "information/health/", "body/court/"):
            with django_assert_max_num_queries(MOST):
                page = main_of(client, f"/people/carers/{question.code}/{crossing}")
            part = "This page is made from entries 1 to 25 of 26." in words(page)
            asked_of_all = crossing != "body/court/" or question.code == "who-gets-it"
            assert part is (number > ENTRIES_TOGETHER) or not asked_of_all
    with django_assert_max_num_queries(MOST):
        assert main_of(client, "/people/carers/on-one-sheet/")


def test_of_some_entries_of_many_nothing_is_said_of_the_others(client: Client) -> None:
    # given more entries than a page takes, of which none names who gets anything
    people = carers()
    kind = make_data_category(code="health")
    for _ in range(ENTRIES_TOGETHER + 1):
        entry = make_activity()
        DataHolding.objects.create(activity=entry, people_category=people, data_category=kind)
        approve(entry)

    # then
    first = main_of(client, "/people/carers/who-gets-it/")
    assert answer_at(client, "/people/carers/who-gets-it/") == (
        "This part of the record names no recipient of what is held about foster carers; of "
        "sharing it says: “We share it with nobody.”"
    )
    assert 'href="?page=2"' in first


def test_html_in_names_is_shown_as_text(client: Client) -> None:
    attack = '<script>alert("x")</script>'
    entry = entry_about(carers(name=f"{attack} people"), "health")
    Disclosure.objects.create(
        activity=entry,
        recipient=make_organisation(code="attacker", name=attack),
        purpose=attack,
        detail=attack,
    )
    entry.controller_roles.update(scope=attack, role=ControllerRole.Role.INDEPENDENT)
    other = make_reachable(make_organisation(code="other", name=f"{attack} other"))
    ControllerRole.objects.create(
        activity=entry, organisation=other, role=ControllerRole.Role.INDEPENDENT, scope=attack
    )
    RetentionRule.objects.create(activity=entry, covers=attack, minimum_period="P3Y")
    approve(entry)

    for question in QUESTIONS:
        for crossing in ("", "information/health/", "body/attacker/"):
            page = client.get(f"/people/carers/{question.code}/{crossing}").content.decode()
            assert "<script>alert" not in page
    assert "<script>alert" not in client.get("/people/carers/on-one-sheet/").content.decode()


def test_an_answer_is_kept_and_asked_for_again_as_other_pages_are(
    fostering: ProcessingActivity, client: Client
) -> None:
    address = "/people/carers/who-gets-it/"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304

    # when somebody else gets it from now on
    Disclosure.objects.create(
        activity=fostering, recipient=make_organisation(name="the court"), purpose="to decide"
    )
    approve(fostering)

    # then
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "the court" in again.text


def test_one_sheet_says_who_what_and_where_to_read_more(
    fostering: ProcessingActivity, client: Client, settings: object
) -> None:
    settings.REGISTER_ADDRESS = "https://privacy.example.org"  # type: ignore[attr-defined]

    page = main_of(client, "/people/carers/on-one-sheet/")

    name = fostering.controller_roles.get().organisation.name
    assert name in " ".join(words(page).split()[:20])
    for question in QUESTIONS:
        assert question.text in page
        assert answer_at(client, f"/people/carers/{question.code}/") in unescape(page)
    assert "https://privacy.example.org/people/carers/" in page
    assert qr_code("https://privacy.example.org/people/carers/") in page


def test_the_picture_is_of_the_address() -> None:
    address = "https://privacy.example.org/people/carers/"
    assert qr_code(address) == qr_code(address)
    assert qr_code(address) != qr_code(f"{address}x")
    assert qr_code(address).startswith("<svg")
    assert " style=" not in qr_code(address)
