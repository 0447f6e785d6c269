"""Pages about people, organisations, laws and kinds of information, across all notices."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ropa.models import (
    AudienceStatement,
    ControllerRole,
    DataHolding,
    DataSource,
    Disclosure,
    PeopleCategory,
    PowerUse,
    ProcessingActivity,
    RetentionRule,
    Transfer,
)
from ropa.models.law import Provision
from ropa.public.answers.questions import QUESTIONS
from tests.factories import (
    approve,
    make_activity,
    make_data_category,
    make_legislation,
    make_notice,
    make_organisation,
    make_people_category,
    make_power,
    make_provision,
    make_reachable,
    make_team,
    publish,
)

pytestmark = pytest.mark.django_db

# The mark of the page; the subject; the entries that name it, their number, and what they name; and
# what the page says besides.
MOST = 12
INDEXES = ("/people/", "/organisations/", "/law/", "/data/")


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def speaking_to(people: PeopleCategory, heading: str, **fields: object) -> str:
    """Publish a notice that speaks to some people, and return where it does."""
    activity = make_activity()
    DataHolding.objects.create(
        activity=activity, people_category=people, data_category=make_data_category(**fields)
    )
    approve(activity)
    notice = make_notice(activity)
    section = notice.sections.get()
    AudienceStatement.objects.filter(section=section).delete()
    AudienceStatement.objects.create(
        section=section, slug="you", heading=heading, people_category=people, text="About you."
    )
    publish(notice)
    return f"/notices/{notice.slug}/#{section.slug}-you"


@pytest.mark.parametrize("number", [2, 60])
def test_every_page_takes_the_same_queries_however_many_notices(
    number: int, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    # given notices that all name the same people, body, law and data
    people, data, body = make_people_category(), make_data_category(), make_organisation()
    power = make_power()
    activity = make_activity()
    DataHolding.objects.create(activity=activity, people_category=people, data_category=data)
    Disclosure.objects.create(activity=activity, recipient=body, purpose="to see", gateway=power)
    approve(activity)
    team = make_team()
    notices = [make_notice(activity, team=team) for _ in range(number)]
    for notice in notices:
        publish(notice)
    act = power.provision.legislation
    pages = (*INDEXES, f"/people/{people.code}/", f"/data/{data.code}/", f"/law/{act.code}/")
    involved = (
        f"/organisations/{body.code}/",
        f"/organisations/{team.organisation.code}/",
        f"/law/{act.code}/{power.provision.code}/",
    )

    # then
    for page in ("/", *pages, *involved):
        with django_assert_max_num_queries(MOST):
            assert client.get(page).status_code == 200


def test_people_find_the_section_that_speaks_to_them_children_first(client: Client) -> None:
    adult = speaking_to(make_people_category(name="anglers"), "I fish")
    child = speaking_to(make_people_category(name="young people", are_children=True), "I am young")

    page = text(client, "/people/")

    assert page.index(f'href="{child}"') < page.index(f'href="{adult}"')
    assert "I am young" in page
    assert 'id="letter-a"' in page


def test_a_young_person_is_two_taps_from_her_text(client: Client) -> None:
    child = speaking_to(make_people_category(are_children=True), "I am in care")

    assert 'href="/people/#children"' in text(client, "/")
    first = text(client, "/people/")
    assert 'id="children"' in first
    assert f'href="{child}"' in first


def test_a_group_of_people_reads_all_that_every_notice_says(client: Client) -> None:
    carers = make_people_category(name="foster carers", description="They foster.")
    places = [
        speaking_to(carers, "I foster", name="health information"),
        speaking_to(carers, "I am a foster carer", name="addresses"),
    ]
    for entry in ProcessingActivity.objects.all():
        body = make_organisation(name=f"court {entry.pk}")
        Disclosure.objects.create(activity=entry, recipient=body, purpose="to decide")
        RetentionRule.objects.create(
            activity=entry, covers=f"file {entry.pk}", minimum_period="P3Y"
        )
        approve(entry)

    page = text(client, f"/people/{carers.code}/")

    assert "Foster carers</h1>" in page
    for place in places:
        assert f'href="{place}"' in page
    for words in ("They foster.", "Health information", "health information", "addresses"):
        assert words.lower() in page.lower()
    for entry in ProcessingActivity.objects.all():
        assert f"court {entry.pk}" in page
        assert f"File {entry.pk}" in page
        assert f"{entry.reference} {entry.title}" in page
    for heading in ("Why it is used", "How long it is kept", "What you can do", "Who answers"):
        assert heading in page
    assert "See what we hold about you" in page


def test_a_group_of_people_reads_the_answers_in_short_first_and_then_in_full(
    client: Client,
) -> None:
    carers = make_people_category(name="foster carers")
    speaking_to(carers, "I foster", name="health information")
    (entry,) = ProcessingActivity.objects.all()
    Disclosure.objects.create(
        activity=entry, recipient=make_organisation(name="the court"), purpose="to decide"
    )
    RetentionRule.objects.filter(activity=entry).delete()
    RetentionRule.objects.create(activity=entry, covers="files", minimum_period="P3Y")
    approve(entry)

    page = text(client, f"/people/{carers.code}/")

    short, _, full = page.partition('<div class="app-section">')
    for answer in ("Health information.", "The court.", "At least 3 years.", "You can object"):
        assert answer in short
    for question in QUESTIONS:
        assert f'href="/people/{carers.code}/{question.code}/">{question.text}</a>' in short
    assert "Ask for what is held about me" in short
    for anchor in ("held", "sharing", "keeping", "rights", "complain", "controllers", "entries"):
        assert f'href="#{anchor}"' in short
        assert f'id="{anchor}"' in full
    # no law stands in the way: it is a tap away, and so are the contacts
    assert "Article" not in short
    before_law = full[: full.index("The law on these rights")]
    assert "UK GDPR Article 15" not in before_law
    assert "UK GDPR Article 15" in full
    assert "within one month" in before_law
    assert "within 30 days" in full
    assert "The Regulator" in full


def test_an_organisation_says_what_it_answers_for_gets_gives_and_may_do(client: Client) -> None:
    # given a body in every part
    body = make_reachable(make_organisation(name="The Inspectorate", short_name="TI"))
    school = make_organisation(name="Green School")
    activity = make_activity(title="Inspecting")
    ControllerRole.objects.filter(activity=activity).delete()
    ControllerRole.objects.create(
        activity=activity, organisation=body, role="independent", scope="police data"
    )
    ControllerRole.objects.create(
        activity=activity,
        organisation=make_reachable(make_organisation()),
        role="independent",
        scope="health data",
    )
    power = make_power(name="ask for papers")
    PowerUse.objects.create(activity=activity, power=power, held_by=body)
    approve(activity)
    inspectorates = make_organisation(name="inspectorates")
    sharing = make_activity(team=make_team(organisation=school), title="Sharing")
    gateway = make_power(name="share with inspectors", kind="share")
    disclosure = Disclosure.objects.create(
        activity=sharing, recipient=inspectorates, purpose="to help inspectors", gateway=gateway
    )
    disclosure.including.add(body)
    DataSource.objects.create(
        activity=sharing, group="authority", organisation=body, detail="its reports"
    )
    host = make_organisation(name="Hosting Limited")
    ControllerRole.objects.create(activity=sharing, organisation=host, role="processor")
    approve(sharing)

    page = text(client, f"/organisations/{body.code}/")

    assert "The Inspectorate (TI)</h1>" in page
    assert "of police data" in page
    assert "of health data" not in page
    assert "enquiries@example.org" in page
    assert "to help inspectors" in page
    assert f'href="/organisations/{school.code}/">Green School' in page
    assert "Hosting Limited" not in page
    assert "What it does for others" in text(client, f"/organisations/{host.code}/")
    assert f'href="/organisations/{inspectorates.code}/">inspectorates' in page
    assert "share with inspectors" in page
    assert "its reports" in page
    assert "Ask for papers" in page
    assert page.count("From the record:") == 3


def test_a_body_gets_only_what_is_given_to_it(client: Client) -> None:
    body, other = make_organisation(), make_organisation()
    activity = make_activity()
    Disclosure.objects.create(activity=activity, recipient=body, purpose="to pay")
    Disclosure.objects.create(activity=activity, recipient=other, purpose="to punish")
    approve(activity)

    page = text(client, f"/organisations/{body.code}/")

    assert "to pay" in page
    assert "to punish" not in page


def test_a_body_says_what_it_is_sent_abroad(client: Client) -> None:
    body, other = make_organisation(), make_organisation()
    activity = make_activity(transfers_position="listed")
    Transfer.objects.create(
        activity=activity, destination="Norway", mechanism="adequacy", recipient=body
    )
    Transfer.objects.create(
        activity=activity, destination="Peru", mechanism="adequacy", recipient=other
    )
    approve(activity)

    page = text(client, f"/organisations/{body.code}/")

    assert "Norway: Approved by regulations (Article 45A)." in page
    assert "Peru" not in page


def test_a_section_of_an_act_leads_to_entries_holder_and_offence(client: Client) -> None:
    # given an Act with a power to require documents, and the offence of refusing
    act = make_legislation(code="care-act", title="Care Act 2000")
    section = make_provision(
        legislation=act,
        code="care-act-s31",
        label="section 31",
        path="section/31",
        subject="demanding documents",
    )
    offence = make_provision(
        legislation=act, code="care-act-s31-9", label="section 31(9)", path="section/31/9"
    )
    power = make_power(
        name="require documents",
        provision=section,
        enforced_by=make_power(kind="offence", provision=offence),
    )
    holder = make_organisation(name="The Inspectorate")
    activity = make_activity(title="Inspecting homes")
    PowerUse.objects.create(activity=activity, power=power, held_by=holder)
    activity.purposes.get().provisions.add(section)
    approve(activity)

    law, whole = text(client, "/law/"), text(client, "/law/care-act/")
    page = text(client, "/law/care-act/care-act-s31/")
    refusing = text(client, "/law/care-act/care-act-s31-9/")

    assert 'href="/law/care-act/">Care Act 2000' in law
    assert whole.index("Section 31</a>") < whole.index("Section 31(9)</a>")
    for words in (
        "Require documents",
        f'href="/organisations/{holder.code}/">The Inspectorate',
        'href="/law/care-act/care-act-s31-9/">Care Act 2000, section 31(9)',
        f"{activity.reference} Inspecting homes",
        "to do an example",
        f'href="{section.url}"',
    ):
        assert words in page
    assert "erified" not in page
    assert "Powers that must not be refused" in refusing
    assert "Require documents" in refusing


def test_a_gateway_says_who_gets_what_under_it(client: Client) -> None:
    power, other = make_power(kind="share"), make_power(kind="share")
    activity = make_activity()
    for gateway, purpose in ((power, "to protect them"), (other, "to count them")):
        Disclosure.objects.create(
            activity=activity, recipient=make_organisation(), purpose=purpose, gateway=gateway
        )
    approve(activity)
    provision = power.provision

    page = text(client, f"/law/{provision.legislation.code}/{provision.code}/")

    assert "to protect them" in page
    assert "to count them" not in page


def test_a_kind_of_information_says_about_whom_and_in_which_entries(client: Client) -> None:
    carers, data = make_people_category(name="carers"), make_data_category(name="health")
    activity = make_activity()
    DataHolding.objects.create(
        activity=activity, people_category=carers, data_category=data, detail="illnesses"
    )
    approve(activity)

    page = text(client, f"/data/{data.code}/")

    assert f'href="/people/{carers.code}/">Carers' in page
    assert "illnesses" in page
    assert f"{activity.reference} {activity.title}" in page


def test_names_on_notices_and_entries_lead_to_their_pages(client: Client) -> None:
    activity = make_activity()
    body = make_organisation()
    Disclosure.objects.create(activity=activity, recipient=body, purpose="to see")
    approve(activity)
    notice = make_notice(activity)
    publish(notice)
    holding = activity.data_holdings.get()
    provision: Provision = activity.purposes.get().provisions.get()

    entry = text(client, f"/register/{activity.reference}/")
    shown = text(client, f"/notices/{notice.slug}/")

    for address in (
        f"/organisations/{activity.team.organisation.code}/",
        f"/organisations/{body.code}/",
        f"/data/{holding.data_category.code}/",
        f"/people/{holding.people_category.code}/",
        f"/law/{provision.legislation.code}/{provision.code}/",
    ):
        for page in (entry, shown):
            assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    assert f'href="/organisations/{activity.team.organisation.code}/"' in text(client, "/register/")


def test_an_older_version_links_no_names(client: Client) -> None:
    activity = make_activity()
    approve(activity)
    activity.summary = "Other words."
    activity.save()
    approve(activity)

    page = text(client, f"/register/{activity.reference}/versions/1/")

    assert "/organisations/body" not in page
    assert activity.purposes.get().provisions.get().url in page


@pytest.mark.parametrize(
    "path",
    [
        "/people/nobody/",
        "/organisations/nobody/",
        "/law/nothing/",
        "/law/nothing/nothing/",
        "/law/{other}/{provision}/",
        "/data/nothing/",
        "/data/{people}/",
    ],
)
@pytest.mark.parametrize("debug", [True, False])
def test_what_nobody_names_is_a_styled_404(
    path: str, debug: bool, client: Client, settings: object
) -> None:
    settings.DEBUG = debug  # type: ignore[attr-defined]
    activity = make_activity()
    other = make_power()
    PowerUse.objects.create(activity=activity, power=other, held_by=make_organisation())
    approve(activity)

    response = client.get(
        path.format(
            other=other.provision.legislation.code,
            provision=activity.purposes.get().provisions.get().code,
            people=activity.data_holdings.get().people_category.code,
        )
    )

    assert response.status_code == 404
    assert "Check that it is complete and correctly typed" in response.content.decode()


@pytest.mark.parametrize("path", INDEXES)
def test_an_empty_register_says_so(path: str, client: Client) -> None:
    assert "Nothing has been published yet." in text(client, path)


def test_html_in_names_is_shown_as_text(client: Client) -> None:
    attack = '<script>alert("x")</script>'
    body = make_organisation(name=f"{attack}b", description=attack)
    data = make_data_category(name=f"{attack}d", description=attack)
    people = make_people_category(name=f"{attack}p", description=attack)
    activity = make_activity(title=attack)
    DataHolding.objects.create(
        activity=activity, data_category=data, people_category=people, detail=attack
    )
    Disclosure.objects.create(activity=activity, recipient=body, purpose=attack, detail=attack)
    approve(activity)

    for path in (
        *INDEXES,
        f"/organisations/{body.code}/",
        f"/data/{data.code}/",
        f"/people/{people.code}/",
        f"/register/{activity.reference}/",
    ):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page, path
        assert path == "/law/" or escape(attack) in page, path


@pytest.mark.parametrize("ask", ["post", "put", "delete"])
def test_only_reading_is_allowed(ask: str, client: Client) -> None:
    asked: Callable[[str], object] = getattr(client, ask)
    for path in (*INDEXES, "/people/nobody/"):
        assert asked(path).status_code == 405  # type: ignore[attr-defined]
