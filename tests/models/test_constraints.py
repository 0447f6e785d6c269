"""What must always hold, the database itself enforces, and a form says in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from inspections.models import InspectionRegime, RegimeParticipant, RegimePower, ServiceType
from ropa.models import (
    Agreement,
    AudienceStatement,
    AutomatedDecision,
    Channel,
    CollectionChannel,
    Condition,
    ContactPoint,
    ControllerRole,
    DataCategory,
    DataHolding,
    DataSource,
    Decision,
    Disclosure,
    Legislation,
    Notice,
    NoticeSection,
    Organisation,
    PeopleCategory,
    PeopleChoice,
    PowerUse,
    PrincipleStatement,
    ProcessingActivity,
    Provision,
    Purpose,
    RelatedGroup,
    RetentionRule,
    SectionActivity,
    SecurityMeasure,
    StatutoryPower,
    System,
    SystemUse,
    Team,
    Transfer,
    Version,
)
from ropa.models.base import ENDS_BEFORE_START, Operational, ReferenceRow
from ropa.models.decisions import FREEZING
from ropa.models.identifiers import IDENTIFIER_FORMS
from ropa.models.safeguards import FOR_EVER_HAS_NO_END
from tests.factories import (
    approve,
    make_activity,
    make_agreement,
    make_bare_activity,
    make_channel,
    make_data_category,
    make_legislation,
    make_notice,
    make_organisation,
    make_people_category,
    make_policy_document,
    make_power,
    make_processor_entry,
    make_provision,
    make_regime,
    make_section,
    make_system,
    make_team,
    make_user,
    publish,
)
from tests.rolling_back import rolled_back

pytestmark = pytest.mark.django_db

Row = models.Model
# A name, so that a model with two ways to break one constraint can stand twice.
Breaks = dict[str, Callable[[], Row]]

MAKERS: dict[type[Any], Callable[..., Any]] = {
    Agreement: make_agreement,
    Channel: make_channel,
    DataCategory: make_data_category,
    Legislation: make_legislation,
    Organisation: make_organisation,
    PeopleCategory: make_people_category,
    Provision: make_provision,
    StatutoryPower: make_power,
    System: make_system,
}


def ends_before_it_starts(model: type[ReferenceRow]) -> Row:
    row = MAKERS[model]()
    row.valid_from, row.valid_to = date(2026, 2, 1), date(2026, 1, 31)
    return row


def is_from_too_early_a_year(model: type[ReferenceRow]) -> Row:
    row = MAKERS[model]()
    row.valid_from = YEAR_1
    return row


def replaces_itself(model: type[ReferenceRow]) -> Row:
    row = MAKERS[model]()
    row.superseded_by = row
    return row


def is_checked_unread(model: type[ReferenceRow]) -> Row:
    row = MAKERS[model]()
    row.verified_on = date(2026, 1, 31)
    return row


def following_itself(row: Any) -> Row:
    row.follows = row
    return row


def aged(**ages: int) -> Row:
    return saved_again(make_bare_activity(), reference="RPA-0900", title="Aged", **ages)


def saved_again(row: Row, **fields: object) -> Row:
    """A second row that says the same as one in the database, but for `fields`."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return type(row)(**values | fields)


def contact(**fields: object) -> ContactPoint:
    return ContactPoint(organisation=make_organisation(), subject="dpo", name="Office", **fields)


def condition(**fields: object) -> Condition:
    return Condition(activity=make_bare_activity(), **{"covers": "special"} | fields)


def role(**fields: object) -> ControllerRole:
    values = {"activity": make_bare_activity(), "organisation": make_organisation()} | fields
    return ControllerRole(**values)


def working_for_another(kind: str) -> ControllerRole:
    return role(role=kind, scope="data", works_for=make_organisation())


def source(**fields: object) -> DataSource:
    return DataSource(activity=make_bare_activity(), **fields)


def related_group(*, itself: bool = False) -> RelatedGroup:
    people = make_people_category()
    return RelatedGroup(people_category=people, group=people if itself else make_people_category())


def saved[M: Row](row: M) -> M:
    row.save()
    return row


def version(**fields: object) -> Version:
    values = {
        "sequence": 1,
        "activity": make_activity(),
        "number": 1,
        "is_public": True,
        "schema_version": 1,
        "document": "{}",
        "digest": "0",
        "previous_hash": "0",
        "row_hash": "1",
        "created_at": timezone.now(),
        "created_by": make_user("Approver"),
    }
    return Version(**values | fields)


def decision(**fields: object) -> Decision:
    values = {
        "kind": "reviewed",
        "activity": make_bare_activity(),
        "decided_at": timezone.now(),
        "decided_by": make_user("Approver"),
        "reason": "It is right.",
    }
    return Decision(**values | fields)


def decision_with_a_version(kind):
    return decision(kind=kind, version=saved_version())


def decision_about_a_notice(kind: str) -> Decision:
    frozen = saved_version() if kind in FREEZING else None
    return decision(kind=kind, activity=None, notice=make_notice(), version=frozen)


def saved_version() -> Version:
    """A version no decision names yet: each names one of its own."""
    row = version(activity=make_bare_activity())
    row.save(force_insert=True)
    return row


def section_again() -> Row:
    return saved_again(make_notice().sections.get())


def section_activity_again() -> Row:
    return saved_again(
        SectionActivity.objects.get(section__notice=make_notice(make_bare_activity()))
    )


def audience_again() -> Row:
    return saved_again(AudienceStatement.objects.get(section=make_section(make_notice())))


def principle_again() -> Row:
    return saved_again(make_policy_document().principles.all()[0])


def statement(**fields: str) -> PrincipleStatement:
    document = make_policy_document()
    return PrincipleStatement(notice=document, principle="accountability", **fields)


def decided_unexplained(kind: str) -> Row:
    activity = make_bare_activity()
    return saved_again(activity, reference="RPA-0900", title="Decided", automated_decisions=kind)


def shared_unexplained(kind: str) -> Row:
    return saved_again(make_regime(), slug="another", title="Another", controllership=kind)


def power_use() -> PowerUse:
    values = {"activity": make_bare_activity(), "power": make_power()}
    return saved(PowerUse(**values, held_by=make_organisation()))


def retention_rule(**fields: str) -> RetentionRule:
    return RetentionRule(activity=make_bare_activity(), covers="evidence", **fields)


def people_choice(**fields: int) -> PeopleChoice:
    return PeopleChoice(
        activity=make_bare_activity(), kind="opt-out", choice="say no", how="Tell us.", **fields
    )


def dated(**dates: date) -> ProcessingActivity:
    return ProcessingActivity(
        reference="RPA-0900", title="Dated", summary="What it does.", team=make_team(), **dates
    )


YEAR_1 = date(1, 1, 1)
ANOTHER = {"slug": "another", "title": "Another"}

BREAKS: dict[str, Breaks] = {
    **{
        f"{model._meta.model_name}_ends_after_start": {
            "the day before": partial(ends_before_it_starts, model)
        }
        for model in MAKERS
    },
    **{
        f"{model._meta.model_name}_not_own_successor": {"itself": partial(replaces_itself, model)}
        for model in MAKERS
    },
    **{
        f"{model._meta.model_name}_checked_by_reading": {
            "nothing was read": partial(is_checked_unread, model)
        }
        for model in MAKERS
    },
    **{
        f"{model._meta.model_name}_not_too_early": {
            "the year 1": partial(is_from_too_early_a_year, model)
        }
        for model in MAKERS
    },
    **{
        f"agreement_{name}": {
            "the day before": partial(
                Agreement,
                code="a",
                name="A",
                kind="contract",
                **{first: date(2026, 2, 1), second: date(2026, 1, 31)},
            )
        }
        for name, first, second in (
            ("ends_after_signing", "signed_on", "valid_to"),
            ("reviewed_after_signing", "signed_on", "reviewed_on"),
            ("review_due_after_signing", "signed_on", "review_due_on"),
            ("reviewed_before_end", "reviewed_on", "valid_to"),
            ("review_due_before_end", "review_due_on", "valid_to"),
            ("reviewed_in_order", "reviewed_on", "review_due_on"),
        )
    },
    "agreement_days_not_too_early": {
        "the year 1": lambda: Agreement(code="a", name="A", kind="contract", signed_on=YEAR_1)
    },
    "organisation_one_regulator": {
        "two": lambda: saved_again(
            make_organisation(is_regulator=True), code="another", name="Another regulator"
        )
    },
    "contactpoint_one_per_subject": {
        "two": lambda: saved_again(saved(contact(email="a@b.example")))
    },
    "contactpoint_fact_or_gap": {
        "neither": contact,
        "both": lambda: contact(email="a@b.example", to_be_supplied="the address"),
    },
    "team_name_unique_in_organisation": {"two": lambda: saved_again(make_team(), code="another")},
    "activity_reference_in_ascii_digits": {
        "digits of another script": lambda: saved_again(
            make_activity(), reference="RPA-٧٠١٢", title="X"
        ),
        "none": lambda: saved_again(make_activity(), reference="RPA-12a4", title="X"),
        "too short": lambda: saved_again(make_activity(), reference="RPA-123", title="X"),
        "a line below": lambda: saved_again(make_activity(), reference="RPA-1234\n", title="X"),
        "a mark of direction": lambda: saved_again(
            make_activity(), reference="RPA-1234\u200e", title="X"
        ),
    },
    **{
        name: {
            "the day before": partial(dated, **{first: date(2026, 2, 1), last: date(2026, 1, 31)})
        }
        for name, first, last in (
            ("activity_review_due_after_last_review", "last_reviewed_on", "review_due_on"),
            ("activity_dpia_review_after_decision", "dpia_decided_on", "dpia_review_on"),
            ("activity_ends_after_beginning", "begins_on", "ends_on"),
        )
    },
    "activity_days_not_too_early": {"the year 1": partial(dated, begins_on=YEAR_1)},
    "activity_follows_another": {"itself": lambda: following_itself(make_bare_activity())},
    "activity_ages_of_children": {
        **{
            name: partial(aged, **{name: age})
            for name, age in (("children_youngest", 0), ("children_oldest", 18))
        }
    },
    "activity_oldest_after_youngest": {
        "younger": partial(aged, children_youngest=12, children_oldest=11)
    },
    "notice_follows_another": {"itself": lambda: following_itself(make_notice())},
    "activity_automated_decisions_explained": {
        kind: partial(decided_unexplained, kind) for kind in ("profiling", "decisions")
    },
    "activity_capacity_known": {
        "neither": lambda: saved_again(
            make_bare_activity(), reference="RPA-0900", title="Both", capacity="both"
        )
    },
    "activity_departure_from_policy_explained": {
        "no reason": lambda: saved_again(
            make_bare_activity(), reference="RPA-0900", title="Kept", follows_retention_policy="no"
        )
    },
    "legislation_identifier_unique": {
        "two": lambda: saved_again(make_legislation(), code="another", title="Another Act")
    },
    "legislation_identifier_fits_kind": {
        "none": lambda: Legislation(code="act", title="An Act", kind="act"),
        "of another kind": lambda: Legislation(
            code="act", title="An Act", kind="scottish-act", identifier="uksi/2000/1"
        ),
        "of a kind without": lambda: Legislation(
            code="law", title="A law", kind="common-law", identifier="ukpga/2000/1"
        ),
    },
    "provision_label_unique_in_legislation": {
        "two": lambda: saved_again(make_provision(), code="b")
    },
    **{
        f"organisation_{name}_form": {
            "of another form": partial(Organisation, code="a", name="A body", **{name: "No. 1"})
        }
        for name in IDENTIFIER_FORMS
    },
    "relatedgroup_is_another": {"itself": lambda: related_group(itself=True)},
    "relatedgroup_once": {"two": lambda: saved_again(saved(related_group()))},
    "dataholding_once": {
        "two": lambda: saved_again(
            saved(
                DataHolding(
                    activity=make_bare_activity(),
                    people_category=make_people_category(),
                    data_category=make_data_category(),
                )
            )
        )
    },
    "datasource_one_origin": {
        "both": lambda: source(
            group="authority",
            organisation=make_organisation(),
            people_category=make_people_category(),
        ),
        "neither": lambda: source(group="public"),
        "the people themselves with a body": lambda: source(
            group="themselves", organisation=make_organisation()
        ),
        "own staff with people": lambda: source(
            group="own-staff", people_category=make_people_category()
        ),
    },
    "datasource_organisation_once": {
        "two": lambda: saved_again(
            saved(source(group="authority", organisation=make_organisation()))
        )
    },
    "datasource_people_once": {
        "two": lambda: saved_again(
            saved(source(group="public", people_category=make_people_category()))
        )
    },
    "automateddecision_once": {
        "two": lambda: saved_again(
            saved(
                AutomatedDecision(
                    activity=make_bare_activity(), decision="who waits", involvement="solely"
                )
            )
        )
    },
    "peoplechoice_once": {"two": lambda: saved_again(saved(people_choice()))},
    "peoplechoice_age_in_years": {
        "none": lambda: people_choice(from_age=0),
        "too old": lambda: people_choice(from_age=121),
    },
    "collectionchannel_once": {
        "two": lambda: saved_again(
            saved(CollectionChannel(activity=make_bare_activity(), channel=make_channel()))
        )
    },
    "disclosure_once": {
        "two": lambda: saved_again(
            saved(
                Disclosure(
                    activity=make_bare_activity(), recipient=make_organisation(), purpose="to show"
                )
            )
        )
    },
    "systemuse_once": {
        "two": lambda: saved_again(
            saved(SystemUse(activity=make_bare_activity(), system=make_system()))
        )
    },
    "transfer_days_not_too_early": {
        "the year 1": lambda: Transfer(
            activity=make_bare_activity(),
            destination="Norway",
            mechanism="adequacy",
            assessed_on=YEAR_1,
        )
    },
    "transfer_derogation_has_safeguards": {
        "none": lambda: Transfer(
            activity=make_bare_activity(), destination="Norway", mechanism="derogation"
        )
    },
    "notice_title_unique_in_organisation": {
        "two": lambda: saved_again(make_notice(), slug="another")
    },
    "notice_kind_known": {"neither": lambda: saved_again(make_notice(), **ANOTHER, kind="other")},
    "principlestatement_once": {"two": principle_again},
    "principlestatement_fact_or_gap": {
        "neither": statement,
        "both": lambda: statement(text="We check.", to_be_supplied="how"),
    },
    "noticesection_slug_unique_in_notice": {"two": section_again},
    "sectionactivity_once": {"two": section_activity_again},
    "audiencestatement_slug_unique_in_section": {"two": audience_again},
    "purpose_interest_only_for_legitimate_interests": {
        "a public task": lambda: Purpose(
            activity=make_bare_activity(),
            statement="do it",
            lawful_basis="6-1-e",
            interest="our own",
        )
    },
    "purpose_further_use_of_another_purpose": {
        "why": lambda: Purpose(
            activity=make_bare_activity(),
            statement="do it",
            lawful_basis="6-1-e",
            further_use="8a-2",
        ),
        "assessed": lambda: Purpose(
            activity=make_bare_activity(),
            statement="do it",
            lawful_basis="6-1-e",
            compatibility="They expect it.",
        ),
    },
    "purpose_recognised_interest_with_its_basis": {
        "a public task": lambda: Purpose(
            activity=make_bare_activity(),
            statement="do it",
            lawful_basis="6-1-e",
            recognised_interest="a1-5",
        )
    },
    "condition_names_a_condition": {"none": condition},
    "condition_schedule_8_stands_alone": {
        "with Article 9": lambda: condition(article_9="9-2-g", schedule_8="8-1"),
        "with Schedule 1": lambda: condition(schedule_1="2-6", schedule_8="8-1"),
    },
    "condition_article_9_for_special_category": {
        "criminal": lambda: condition(covers="criminal", article_9="9-2-g", schedule_1="2-6")
    },
    "controllerrole_organisation_once": {
        "two": lambda: saved_again(saved(role(role="processor")), role="sole")
    },
    "controllerrole_one_sole": {
        "two": lambda: saved_again(saved(role(role="sole")), organisation_id=make_organisation().pk)
    },
    "controllerrole_scope_stated": {
        kind: partial(role, role=kind) for kind in ("joint", "independent")
    },
    "controllerrole_only_processors_work_for_others": {
        kind: partial(working_for_another, kind) for kind in ("sole", "joint", "independent")
    },
    "controllerrole_asked_of_processors_alone": {
        "place": lambda: role(place="Norway"),
        "due diligence": lambda: role(due_diligence_on=date(2026, 1, 31)),
        "by whom": lambda: role(due_diligence_by="Head of security"),
    },
    "controllerrole_days_not_too_early": {
        "the year 1": lambda: role(role="processor", due_diligence_on=YEAR_1)
    },
    "controllerrole_not_for_itself": {
        "itself": lambda: saved_again(
            row := saved(role(role="processor")),
            activity_id=make_bare_activity().pk,
            works_for_id=row.organisation_id,
        )
    },
    "poweruse_once": {"two": lambda: saved_again(power_use())},
    "retentionrule_fact_or_gap": {
        "neither": lambda: RetentionRule(activity=make_bare_activity(), covers="evidence"),
        "both": lambda: RetentionRule(
            activity=make_bare_activity(),
            covers="evidence",
            schedule_reference="line 4",
            to_be_supplied="the period",
        ),
    },
    "retentionrule_for_ever_has_no_end": {
        "a period": lambda: retention_rule(limit="for-ever", minimum_period="P3Y"),
        "an event": lambda: retention_rule(limit="for-ever", trigger="the case ends"),
        "erasure": lambda: retention_rule(limit="for-ever", end_action="delete"),
    },
    "retentionrule_period": {
        "no length": lambda: retention_rule(minimum_period="P0D"),
        "10,000 years": lambda: retention_rule(minimum_period="P10000Y"),
        "words": lambda: retention_rule(minimum_period="3 years"),
    },
    "retentionrule_review_interval": {
        "no length": lambda: retention_rule(review_interval="P0D", trigger="the case ends"),
    },
    "securitymeasure_fact_or_gap": {
        "neither": lambda: SecurityMeasure(activity=make_bare_activity(), kind="technical"),
        "both": lambda: SecurityMeasure(
            activity=make_bare_activity(),
            kind="technical",
            description="Locked.",
            to_be_supplied="how",
        ),
    },
    "regime_arrangement_explained": {
        kind: partial(shared_unexplained, kind) for kind in ("joint", "independent")
    },
    "servicetype_once": {
        "two": lambda: saved_again(saved(ServiceType(regime=make_regime(), name="schools")))
    },
    "regimeparticipant_once": {
        "two": lambda: saved_again(
            saved(
                RegimeParticipant(
                    regime=make_regime(), organisation=make_organisation(), part_played="Looks."
                )
            )
        )
    },
    "regimepower_once": {
        "two": lambda: saved_again(
            saved(
                RegimePower(regime=make_regime(), held_by=make_organisation(), power=make_power())
            )
        )
    },
    "version_one_subject": {
        "neither": lambda: version(activity=None),
        "both": lambda: version(notice=make_notice()),
    },
    "decision_one_subject": {
        "neither": lambda: decision(activity=None, kind="submitted"),
        "both": lambda: decision(notice=make_notice(), kind="submitted"),
    },
    "decision_names_what_it_froze": {
        **{f"{kind} without": partial(decision, kind=kind) for kind in ("approved", "retired")},
        **{
            f"{kind} with": partial(decision_with_a_version, kind)
            for kind in ("submitted", "returned", "reviewed")
        },
    },
    "decision_on_entries_is_about_one": {
        kind: partial(decision_about_a_notice, kind)
        for kind in ("approved", "retired", "reinstated")
    },
    "decision_on_notices_is_about_one": {
        kind: partial(decision_with_a_version, kind) for kind in ("published", "withdrawn")
    },
    "decision_has_a_reason": {"empty": lambda: decision(reason="")},
    "version_counts_from_one": {
        "sequence": lambda: version(sequence=0),
        "number": lambda: version(number=0),
    },
}

# What the triggers on versions refuse before these constraints come into play on SQLite.
UNDER_TRIGGERS = {"version_number_unique_for_activity", "version_number_unique_for_notice"}

CONSTRAINTS = {
    constraint.name: (model, constraint)
    for label in ("ropa", "inspections")
    for model in apps.get_app_config(label).get_models()
    if not issubclass(model, Operational)  # nobody fills them in; tests of their rooms hold them
    for constraint in model._meta.constraints
}


def test_every_constraint_has_a_row_here_that_breaks_it():
    assert set(CONSTRAINTS) - UNDER_TRIGGERS == set(BREAKS)


def test_the_database_refuses_the_row(subtests):
    for name, ways in BREAKS.items():
        for way, make in ways.items():
            with subtests.test(constraint=name, way=way), rolled_back():
                the_database_refuses_the_row(name, make)


def the_database_refuses_the_row(name: str, make: Callable[[], Row]) -> None:
    model, constraint = CONSTRAINTS[name]
    row = make()
    assert type(row) is model
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save(force_insert=model is Version)  # saving a version again is refused before
    columns = [
        f"{model._meta.db_table}.{model._meta.get_field(field).column}"  # type: ignore[union-attr]
        for field in getattr(constraint, "fields", ())
    ]
    # SQLite names the columns of a unique constraint instead of the constraint.
    assert name in str(refused.value) or (columns and ", ".join(columns) in str(refused.value))


def test_a_form_says_why_in_a_sentence(subtests):
    for name, ways in BREAKS.items():
        if name.startswith(("version_", "decision_")):
            continue  # there is no form for them
        for way, make in ways.items():
            with subtests.test(constraint=name, way=way), rolled_back():
                a_form_says_why_in_a_sentence(name, make())


def a_form_says_why_in_a_sentence(name: str, row: Row) -> None:
    row.clean = lambda: None  # type: ignore[method-assign] # a row may also mend itself before it is checked
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    _, constraint = CONSTRAINTS[name]
    said = " ".join(refused.value.messages)
    own = str(constraint.violation_error_message)
    has_default = own == constraint.default_violation_error_message
    assert ("already exists" if has_default else own) in said
    assert name not in said


@pytest.mark.parametrize("subject", ["activity", "notice"])
def test_the_same_version_number_cannot_stand_twice(subject):
    first = approve(make_activity()) if subject == "activity" else publish(make_notice())
    row = saved_again(first, sequence=99, previous_hash="p", row_hash="r")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


UNIQUE_FIELDS = {
    Organisation: ("code", "name"),
    Team: ("code",),
    Channel: ("code", "name"),
    DataCategory: ("code", "name"),
    PeopleCategory: ("code", "name"),
    Legislation: ("code", "title"),
    Provision: ("code",),
    StatutoryPower: ("code", "name"),
    ProcessingActivity: ("reference", "title"),
    Notice: ("slug",),
    InspectionRegime: ("slug", "title"),
}
MAKE: dict[type[Any], Callable[..., Any]] = {
    **MAKERS,
    Team: make_team,
    ProcessingActivity: make_bare_activity,
    Notice: make_notice,
    InspectionRegime: make_regime,
}


def test_a_code_address_or_name_belongs_to_one_row(subtests):
    for model, fields in UNIQUE_FIELDS.items():
        for field in fields:
            with subtests.test(model=model.__name__, field=field), rolled_back():
                there, other = MAKE[model](), MAKE[model]()
                setattr(other, field, getattr(there, field))
                with pytest.raises(ValidationError):
                    other.full_clean()
                with pytest.raises(IntegrityError), transaction.atomic():
                    other.save()


def test_a_section_belongs_to_one_regime():
    section: NoticeSection = make_notice().sections.get()
    make_regime(section=section)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_regime(section=section)


@pytest.mark.parametrize("code", ["Upper", "with space", "double--hyphen", "-start", "end-", "a\n"])
def test_a_code_is_lower_case_with_single_hyphens(code):
    with pytest.raises(ValidationError, match="single hyphens"):
        Organisation(code=code, name="A body").full_clean()


@pytest.mark.parametrize("reference", ["RPA-1", "rpa-0001", "RPA-0001\n", "0001"])
def test_a_reference_looks_like_the_others(reference):
    with pytest.raises(ValidationError, match="Write it like RPA-0001"):
        saved_again(make_bare_activity(), reference=reference, title="Other").full_clean()


@pytest.mark.parametrize(
    "period", ["3 years", "P", "3Y", "PT3H", "P3Y\n", "P0D", "P0Y0M", "P10000Y"]
)
def test_a_period_is_written_as_iso_8601_says(period):
    with pytest.raises(ValidationError, match="Write an ISO 8601 period"):
        RetentionRule(
            activity=make_bare_activity(), covers="evidence", minimum_period=period
        ).full_clean()


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_a_last_day_before_the_first_is_refused_in_one_sentence_at_its_field(model):
    # given
    row = ends_before_it_starts(model)
    # when
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    # then
    assert refused.value.message_dict == {"valid_to": [ENDS_BEFORE_START]}


@pytest.mark.parametrize(
    ("field", "value"),
    [("minimum_period", "P3Y"), ("trigger", "the case ends"), ("end_action", "delete")],
)
def test_an_end_of_what_is_kept_for_ever_is_refused_at_its_field(field, value):
    # given
    rule = retention_rule(limit="for-ever")
    rule.full_clean()
    # when
    setattr(rule, field, value)
    # then
    with pytest.raises(ValidationError) as refused:
        rule.full_clean()
    assert refused.value.message_dict[field] == [FOR_EVER_HAS_NO_END]


@pytest.mark.parametrize(
    ("legal_regime", "lawful_basis"), [("uk-gdpr", "35-2-b"), ("dpa-part-3", "6-1-e")]
)
def test_law_enforcement_takes_its_own_bases(legal_regime, lawful_basis):
    activity = make_bare_activity(legal_regime=legal_regime)
    with pytest.raises(ValidationError, match=r"takes a basis of section 35\(2\)"):
        Purpose(activity=activity, statement="do it", lawful_basis=lawful_basis).full_clean()
    fitting = {"uk-gdpr": "6-1-e", "dpa-part-3": "35-2-b"}[legal_regime]
    Purpose(activity=activity, statement="do it", lawful_basis=fitting).full_clean()


def test_a_processors_entry_and_a_notice_keep_apart():
    """Neither is an entry of a notice made a processor’s, nor a processor’s entry put in one."""
    # given
    told, done_for_others = make_activity(), make_processor_entry()
    section = make_notice(told).sections.get()
    told.capacity = ProcessingActivity.Capacity.PROCESSOR
    # then
    with pytest.raises(ValidationError) as refused:
        told.full_clean()
    assert refused.value.messages == [
        "A privacy notice tells of what its organisation decides about. Take this entry out of "
        f"“{section.notice}” first."
    ]
    with pytest.raises(ValidationError, match="You do this for others"):
        SectionActivity(section=section, activity=done_for_others).full_clean()
    done_for_others.full_clean()
