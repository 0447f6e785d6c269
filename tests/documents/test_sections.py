"""What several entries say together: each fact once, and where it is from."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape

from ropa.documents.build import activity_documents
from ropa.documents.merged.entries import EntryReference
from ropa.documents.schema import ActivityDocument
from ropa.documents.sections import EntriesContent, entries_content, gap_texts, merged_entries
from ropa.models import (
    CollectionChannel,
    Condition,
    ControllerRole,
    DataHolding,
    DataSource,
    Disclosure,
    PowerUse,
    ProcessingActivity,
    Purpose,
    RetentionRule,
    SecurityMeasure,
    Transfer,
)
from ropa.models.grounds import LawfulBasis
from tests.factories import (
    make_activity,
    make_channel,
    make_data_category,
    make_organisation,
    make_people_category,
    make_power,
    make_provision,
    make_team,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> list[ProcessingActivity]:
    """Two entries of one team, so of one controller."""
    team = make_team()
    return [
        make_activity(reference="RPA-0001", title="First", team=team),
        make_activity(reference="RPA-0002", title="Second", team=team),
    ]


FIRST, SECOND = EntryReference("RPA-0001", "First"), EntryReference("RPA-0002", "Second")


def documents_of(activities: list[ProcessingActivity]) -> list[ActivityDocument]:
    documents = activity_documents(activities)
    return [documents[activity.pk] for activity in activities]


def content(activities: list[ProcessingActivity]) -> EntriesContent:
    return entries_content(documents_of(activities))


def test_a_purpose_stands_once_for_each_lawful_basis(two: list[ProcessingActivity]) -> None:
    first_law, second_law = make_provision(), make_provision()
    for activity, basis, law in (
        (two[0], "6-1-e", first_law),
        (two[1], "6-1-e", second_law),
        (two[1], "6-1-c", second_law),
    ):
        purpose = Purpose.objects.create(
            activity=activity, statement="keep children safe", lawful_basis=basis, position=1
        )
        purpose.provisions.add(law)

    found = [p for p in content(two).purposes if p.statement == "keep children safe"]

    assert [p.lawful_basis.code for p in found] == ["6-1-e", "6-1-c"]
    assert [law.code for law in found[0].provisions] == [first_law.code, second_law.code]
    assert found[0].entries == (FIRST, SECOND)
    assert found[1].entries == (SECOND,)


def test_data_stands_under_the_people_it_is_about(two: list[ProcessingActivity]) -> None:
    children = make_people_category(name="children")
    staff = make_people_category(name="staff")
    health = make_data_category(sensitivity="special")
    address = make_data_category()
    DataHolding.objects.all().delete()
    for activity, people, data, detail in (
        (two[0], children, health, "from doctors"),
        (two[0], staff, address, ""),
        (two[1], children, health, "from schools"),
        (two[1], children, address, ""),
    ):
        DataHolding.objects.create(
            activity=activity, people_category=people, data_category=data, detail=detail
        )

    result = content(two)

    assert [group.people.name for group in result.people] == ["children", "staff"]
    about_children = result.people[0].data
    assert [item.category.code for item in about_children] == [health.code, address.code]
    assert about_children[0].details == (
        f"in “{FIRST.title}”: from doctors",
        f"in “{SECOND.title}”: from schools",
    )
    assert about_children[0].category.sensitivity.code == "special"
    assert [category.code for category in result.data_categories] == [health.code, address.code]


def test_a_note_of_one_entry_qualifies_nothing_that_another_says_plainly(
    two: list[ProcessingActivity],
) -> None:
    children, births = make_people_category(), make_data_category(name="date of birth")
    police, returns = make_organisation(), make_channel()
    DataHolding.objects.all().delete()
    for activity, detail in zip(two, ("", "in some cases"), strict=True):
        DataHolding.objects.create(
            activity=activity, people_category=children, data_category=births, detail=detail
        )
        DataSource.objects.create(
            activity=activity, group="authority", organisation=police, detail=detail
        )
        CollectionChannel.objects.create(activity=activity, channel=returns, detail=detail)

    result = content(two)

    (source,) = next(each.sources for each in result.sources if each.group.code == "authority")
    for merged in (result.people[0].data[0], source, result.channels[0]):
        assert merged.details == (f"in “{SECOND.title}”: in some cases",)


def test_what_one_entry_states_is_stated_whatever_the_register_reads_in_another(
    two: list[ProcessingActivity],
) -> None:
    children, births, health = make_people_category(), make_data_category(), make_data_category()
    DataHolding.objects.all().delete()
    for activity, data, is_inferred in (
        (two[0], births, False),
        (two[1], births, True),
        (two[0], health, True),
        (two[1], health, True),
    ):
        DataHolding.objects.create(
            activity=activity,
            people_category=children,
            data_category=data,
            is_inferred=is_inferred,
        )

    stated, read = content(two).people[0].data

    assert (stated.is_inferred, stated.details) == (False, ())
    assert (read.is_inferred, read.details) == (True, ())


def test_a_recipient_stands_once_with_every_reason(two: list[ProcessingActivity]) -> None:
    police, cqc, gateway = make_organisation(name="the police"), make_organisation(), make_power()
    for activity, purpose, power in (
        (two[0], "to prevent crime", None),
        (two[1], "to prevent crime", None),
        (two[1], "to find people", gateway),
    ):
        if not Disclosure.objects.filter(activity=activity, recipient=police).exists():
            row = Disclosure.objects.create(
                activity=activity, recipient=police, purpose=purpose, gateway=power
            )
            row.including.add(cqc)
    Disclosure.objects.create(
        activity=two[1], recipient=make_organisation(), purpose="to find people", gateway=gateway
    )

    result = content(two).recipients

    assert [len(recipient.reasons) for recipient in result] == [1, 1]
    assert result[0].organisation.name == "the police"
    assert [term.code for term in result[0].including] == [cqc.code]
    assert result[0].reasons[0].entries == (FIRST, SECOND)
    assert result[1].reasons[0].part.gateway is not None
    assert result[1].reasons[0].part.gateway.code == gateway.code


@pytest.mark.parametrize("is_processed_for_it", [False, True])
@pytest.mark.parametrize("note", ["", "We have not yet said whom we share it with."])
def test_nobody_is_told_that_there_is_no_recipient_beside_what_is_said_of_sharing(
    two: list[ProcessingActivity], note: str, is_processed_for_it: bool
) -> None:
    # given
    for activity in two:
        activity.disclosures.all().delete()
        activity.sharing_note = note
        activity.save()
    if is_processed_for_it:
        ControllerRole.objects.create(
            activity=two[0], organisation=make_organisation(), role="processor", task="hosting"
        )
    # when pages of entries, and of people or of a kind of data, say who gets it
    for section in (content(two), merged_entries(documents_of(two))):
        shown = render_to_string("components/recipients.html", {"content": section})
        # then
        assert (" outside are recorded" in shown) == (not note)
        assert note in shown
        assert ("Those who work on it" in shown) == is_processed_for_it


def test_no_law_but_a_recorded_gateway_is_named_for_a_recipient(
    two: list[ProcessingActivity],
) -> None:
    # given entries that rest on a law, and share with and without a gateway
    police, provision, gateway = make_organisation(), make_provision(), make_power()
    for activity in two:
        activity.purposes.all().delete()
        purpose = Purpose.objects.create(
            activity=activity, statement="inspect", lawful_basis=LawfulBasis.PUBLIC_TASK
        )
        purpose.provisions.add(provision)
        Disclosure.objects.create(activity=activity, recipient=police, purpose="to act")
    Disclosure.objects.create(
        activity=two[1], recipient=make_organisation(), purpose="to act", gateway=gateway
    )
    # when
    section = content(two)
    shown = render_to_string("components/recipients.html", {"content": section, "prefix": "all"})
    # then
    (without,), (with_gateway,) = (recipient.reasons for recipient in section.recipients)
    assert without.part.gateway is None
    assert with_gateway.part.gateway is not None
    assert shown.count("Under:") == 1
    assert escape(with_gateway.part.gateway.provision.citation) in shown
    assert escape(str(provision)) not in shown
    assert LawfulBasis.PUBLIC_TASK.label not in shown


def test_different_reasons_for_one_recipient_stay_apart(two: list[ProcessingActivity]) -> None:
    police = make_organisation()
    for activity, purpose in zip(two, ("to prevent crime", "to find people"), strict=True):
        Disclosure.objects.create(activity=activity, recipient=police, purpose=purpose)

    (recipient,) = content(two).recipients

    assert [reason.part.purpose for reason in recipient.reasons] == [
        "to prevent crime",
        "to find people",
    ]


def test_sources_stand_in_their_groups_unnamed_first(two: list[ProcessingActivity]) -> None:
    police, parents, email = make_organisation(), make_people_category(), make_channel("email")
    for activity in two:
        DataSource.objects.create(activity=activity, group="authority", organisation=police)
        DataSource.objects.create(activity=activity, group="public", people_category=parents)
        DataSource.objects.create(activity=activity, group="themselves", detail="most of it")
        CollectionChannel.objects.create(activity=activity, channel=email)

    result = content(two)

    assert [group.group.code for group in result.sources] == ["themselves", "authority", "public"]
    assert [group.is_named for group in result.sources] == [False, True, True]
    assert result.sources[0].sources[0].details == ("most of it",)
    assert [source.origin.code for source in result.sources[1].sources if source.origin] == [
        police.code
    ]
    assert len(result.sources[2].sources) == 1
    assert [way.channel.name for way in result.channels] == ["email"]


def test_retention_in_the_same_words_stands_once(two: list[ProcessingActivity]) -> None:
    RetentionRule.objects.all().delete()
    for activity in two:
        RetentionRule.objects.create(activity=activity, covers="evidence", minimum_period="P3Y")
    RetentionRule.objects.create(activity=two[1], covers="evidence", to_be_supplied="the period")

    result = content(two).retention

    assert [(rule.sentences, rule.to_be_supplied) for rule in result] == [
        (("At least 3 years.",), ""),
        ((), "the period"),
    ]
    assert result[0].entries == (FIRST, SECOND)


def test_powers_stand_by_kind_once_for_each_holder(two: list[ProcessingActivity]) -> None:
    inspect, function = make_power(kind="inspect"), make_power(kind="function")
    ofsted, cqc = make_organisation(), make_organisation()
    for activity, power, holder in (
        (two[0], inspect, ofsted),
        (two[0], function, ofsted),
        (two[1], inspect, ofsted),
        (two[1], inspect, cqc),
    ):
        PowerUse.objects.create(
            activity=activity, power=power, held_by=holder, explanation=f"as {activity.title}"
        )

    result = content(two).powers

    assert [(group.kind.code, len(group.powers)) for group in result] == [
        ("inspect", 2),
        ("function", 1),
    ]
    assert result[0].powers[0].explanations == ("as First", "as Second")


def test_conditions_name_the_schedule(two: list[ProcessingActivity]) -> None:
    Condition.objects.create(
        activity=two[0],
        covers="special",
        article_9="9-2-g",
        schedule_1="2-18",
        explanation="It protects children.",
    )
    Condition.objects.create(activity=two[1], covers="special", schedule_8="8-4")

    first, second = content(two).conditions

    assert first.names == (
        "Substantial public interest: Article 9(2)(g)",
        "Schedule 1, safeguarding children and people at risk: paragraph 18",
    )
    assert first.explanations == ("It protects children.",)
    assert second.names == ("Schedule 8, safeguarding children and people at risk: paragraph 4",)


def test_why_a_condition_is_met_is_said_with_the_entries_that_say_so(
    two: list[ProcessingActivity],
) -> None:
    for activity in two:
        for explanation in ("We protect children.", f"As {activity.title} says."):
            Condition.objects.create(
                activity=activity,
                covers="special",
                article_9="9-2-g",
                schedule_1="2-18",
                explanation=explanation,
            )

    (condition,) = content(two).conditions

    assert [
        (each.text, [entry.title for entry in each.entries]) for each in condition.statements
    ] == [
        ("We protect children.", ["First", "Second"]),
        ("As First says.", ["First"]),
        ("As Second says.", ["Second"]),
    ]


def test_one_only_controller_of_everything_is_the_sole_one(two: list[ProcessingActivity]) -> None:
    sole = content(two).sole_controller

    assert sole is not None
    assert sole.code == two[0].team.organisation.code


def test_whoever_works_for_the_only_controller_leaves_it_the_sole_one(
    two: list[ProcessingActivity],
) -> None:
    ControllerRole.objects.create(
        activity=two[0], organisation=make_organisation(), role="processor"
    )

    assert content(two).sole_controller is not None


def test_an_entry_without_a_controller_has_no_sole_one(two: list[ProcessingActivity]) -> None:
    ControllerRole.objects.filter(activity=two[1]).delete()

    assert content(two).sole_controller is None


def test_separate_controllers_each_have_their_scope(two: list[ProcessingActivity]) -> None:
    ControllerRole.objects.filter(activity=two[1]).delete()
    for scope in ("police data", "health data"):
        ControllerRole.objects.create(
            activity=two[1],
            organisation=make_organisation(),
            role="independent",
            scope=scope,
            essence="Ask any of us.",
        )

    result = content(two)

    assert result.sole_controller is None
    assert [part.scope for part in result.controllers] == ["", "police data", "health data"]
    assert [part.is_sole for part in result.controllers] == [True, False, False]
    assert len(result.organisations) == 3
    assert result.controllers[1].essences == ("Ask any of us.",)


def test_answers_stand_once_and_open_ones_last(two: list[ProcessingActivity]) -> None:
    ProcessingActivity.objects.filter(pk=two[1].pk).update(
        providing="required", if_not_provided="We cannot help."
    )
    refreshed = list(ProcessingActivity.objects.order_by("reference"))

    answers = content(refreshed).providing

    assert [(answer.answer.code, answer.is_gap) for answer in answers] == [
        ("required", False),
        ("unknown", True),
    ]
    assert answers[0].detail == "We cannot help."
    assert answers[0].entries == (SECOND,)


def test_law_enforcement_leaves_no_answer_open_that_nobody_asks_for(
    two: list[ProcessingActivity],
) -> None:
    ProcessingActivity.objects.filter(pk=two[0].pk).update(legal_regime="dpa-part-3")
    Purpose.objects.filter(activity=two[0]).update(lawful_basis="35-2-b")
    ProcessingActivity.objects.filter(pk=two[1].pk).update(providing="voluntary")

    (answer,) = content(list(ProcessingActivity.objects.order_by("reference"))).providing

    assert (answer.answer.code, answer.entries) == ("voluntary", (SECOND,))


def test_notes_transfers_and_security_stand_once(two: list[ProcessingActivity]) -> None:
    ProcessingActivity.objects.update(sharing_note="Only if we must.", internal_recipients="Staff.")
    for activity in two:
        Transfer.objects.create(activity=activity, destination="Ireland", mechanism="adequacy")
        SecurityMeasure.objects.create(
            activity=activity, kind="organisational", description="Locked away."
        )

    result = content(list(ProcessingActivity.objects.order_by("reference")))

    assert [(note.text, note.entries) for note in result.sharing_notes] == [
        ("Only if we must.", (FIRST, SECOND))
    ]
    assert [note.text for note in result.internal_recipients] == ["Staff."]
    assert [part.transfer.destination for part in result.transfers] == ["Ireland"]
    assert [part.description for part in result.security] == ["Locked away."]


def test_law_enforcement_entries_are_told_apart(two: list[ProcessingActivity]) -> None:
    ProcessingActivity.objects.filter(pk=two[1].pk).update(legal_regime="dpa-part-3")

    result = content(list(ProcessingActivity.objects.order_by("reference")))

    assert result.entries == (FIRST, SECOND)
    assert result.law_enforcement == (SECOND,)


def test_rights_stand_once(two: list[ProcessingActivity]) -> None:
    codes = [each.right.code for each in content(two).rights.rights]

    assert "access" in codes
    assert len(codes) == len(set(codes))


def test_gaps_are_named_in_their_own_words(two: list[ProcessingActivity]) -> None:
    RetentionRule.objects.create(activity=two[0], covers="files", to_be_supplied="the period")
    SecurityMeasure.objects.create(
        activity=two[1], kind="technical", to_be_supplied="how it is protected"
    )

    found = gap_texts(content(two))

    assert found[:2] == ("the period", "how it is protected")
    assert "whether information goes abroad" in found


def test_no_gap_where_everything_is_answered() -> None:
    activity = make_activity(
        providing="voluntary", automated_decisions="none", transfers_position="none"
    )

    assert gap_texts(content([activity])) == ()
