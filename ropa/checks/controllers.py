"""More than one controller, and processors: UK GDPR Articles 26 and 28, DPA sections 58 and 59."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ropa.dates import day_in_words
from ropa.documents.schema import ActivityDocument, AgreementDocument
from ropa.models.roles import ProcessorLink, chain_problems, controllership_problem

from .document_facts import (
    Agreed,
    Paper,
    Role,
    acts_as_controller,
    controllers_with_role,
    has_ended,
    has_paper,
    rests_on_agreement,
    review_is_overdue,
    role_codes,
    under_part_3,
)
from .rules import RuleGroup, RuleProblem, Severity
from .today import today

CONTROLLERS = RuleGroup[ActivityDocument]("More than one organisation")


@CONTROLLERS.rule(
    "R26-decision",
    "UK GDPR Articles 26(1) and 30(1)(a); DPA 2018 sections 58 and 61(2)(b)",
    Severity.BLOCKING,
    "Several controllers are each joint or separate; one alone is the only controller.",
    mend="controllers",
)
def joint_or_separate(document: ActivityDocument) -> Iterator[RuleProblem]:
    given = role_codes(document)
    problem = controllership_problem(given)
    if problem and any(role != Role.PROCESSOR for role in given):
        yield RuleProblem(problem)


@CONTROLLERS.rule(
    "R26-scope",
    "UK GDPR Articles 26(1) and 30(1)(a); DPA 2018 sections 58(2) and 61(2)(b)",
    Severity.BLOCKING,
    "Each of several controllers says of which data it is the controller.",
    mend="controllers",
)
def scope_stated(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in controllers_with_role(document, Role.JOINT, Role.INDEPENDENT):
        if not part.scope.strip():
            yield RuleProblem(
                f"Say of which data {part.organisation.name} is the controller.", index
            )


@CONTROLLERS.rule(
    "R26-contact",
    "UK GDPR Articles 5(1)(a) and 30(1)(a); DPA 2018 section 61(2)(a)",
    Severity.WARNING,
    "People can find each separate controller.",
    mend="controllers",
    applies_to=acts_as_controller,
)
def separate_controllers_reachable(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Each keeps a record and a notice of its own. A contact point, a website or a link to its
    notice will do."""
    for index, part in controllers_with_role(document, Role.INDEPENDENT):
        body = part.organisation
        if not (body.contact_points or body.website or body.privacy_notice_url):
            yield RuleProblem(
                f"Say how people find {body.name}, which is a controller of its own: add a contact "
                "point, its website or its privacy notice.",
                index,
            )


@CONTROLLERS.rule(
    "R26-arrangement",
    "UK GDPR Article 26(1); DPA 2018 section 58(2)",
    Severity.WARNING,
    "Joint controllers have an arrangement, and the record says where it is.",
    mend="controllers",
    applies_to=acts_as_controller,
)
def arrangement_recorded(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Not needed as far as the law itself lays down who does what."""
    joint = list(controllers_with_role(document, Role.JOINT))
    recorded = has_paper(document, Paper.JOINT_ARRANGEMENT) or any(
        part.arrangement.strip() or part.under_agreement for _, part in joint
    )
    if joint and not recorded:
        yield RuleProblem(
            "Joint controllers must agree who does what. Say where their arrangement is kept.",
            joint[0][0],
        )


@CONTROLLERS.rule(
    "R26-essence",
    "UK GDPR Article 26(2)",
    Severity.WARNING,
    "People can read what joint controllers have arranged.",
    mend="controllers",
    applies_to=acts_as_controller,
)
def essence_stated(document: ActivityDocument) -> Iterator[RuleProblem]:
    joint = list(controllers_with_role(document, Role.JOINT))
    has_essence = any(part.essence.strip() for _, part in joint)
    if joint and not has_essence and not under_part_3(document):
        yield RuleProblem(
            "Tell people in short what the joint controllers have arranged: who does what, and "
            "whom to turn to.",
            joint[0][0],
        )


@CONTROLLERS.rule(
    "R28-contract",
    "UK GDPR Article 28(3); DPA 2018 section 59(5)",
    Severity.WARNING,
    "There is a contract for each processor, and the record says where it is.",
    mend="controllers",
)
def contract_recorded(document: ActivityDocument) -> Iterator[RuleProblem]:
    """A controller has one with each processor. A processor has one with each controller that it
    works for, and with each processor that it uses."""
    if has_paper(document, Paper.PROCESSOR_CONTRACT):
        return
    for index, part in enumerate(document.controllers):
        is_other_side = part.role.code == Role.PROCESSOR
        if document.is_processor:
            is_other_side = not is_other_side or part.works_for is not None
        agreed = rests_on_agreement(part, Agreed.CONTRACT, Agreed.OTHER)
        if is_other_side and not (part.arrangement.strip() or agreed):
            role = "processor" if part.role.code == Role.PROCESSOR else "controller"
            yield RuleProblem(
                f"Say where the contract with the {role} {part.organisation.name} is kept.", index
            )


@CONTROLLERS.rule(
    "R28-chain",
    "UK GDPR Articles 28(2), 28(4) and 30(1)(d); DPA 2018 section 59(3)",
    Severity.BLOCKING,
    "A processor works for the controller, or for another processor of the entry.",
    mend="controllers",
)
def chain_ends_at_the_controller(document: ActivityDocument) -> Iterator[RuleProblem]:
    links = [
        ProcessorLink(
            part.organisation.code, part.role.code, part.works_for.code if part.works_for else None
        )
        for part in document.controllers
    ]
    for index, problem in chain_problems(links).items():
        name = document.controllers[index].organisation.name
        yield RuleProblem(f"For whom {name} works: {problem}", index)


@CONTROLLERS.rule(
    "R28-ended",
    "UK GDPR Articles 26(1) and 28(3); DPA 2018 sections 58(2) and 59(5)",
    Severity.WARNING,
    "No arrangement and no contract that organisations work under has ended.",
    mend="controllers",
)
def arrangement_in_force(document: ActivityDocument) -> Iterator[RuleProblem]:
    """This is asked each day: an agreement may be used up to the day it ends."""
    return _ended((part.under_agreement, part.organisation.name) for part in document.controllers)


@CONTROLLERS.rule(
    "R5-2-ended",
    "UK GDPR Articles 5(1)(a) and 5(2); DPA 2018 sections 34(3) and 35(1)",
    Severity.WARNING,
    "No agreement under which data is shared has ended.",
    mend="disclosures",
)
def sharing_agreement_in_force(document: ActivityDocument) -> Iterator[RuleProblem]:
    """This is asked each day: an agreement may be used up to the day it ends."""
    return _ended((part.under_agreement, part.recipient.name) for part in document.disclosures)


@CONTROLLERS.rule(
    "R28-review",
    "UK GDPR Articles 5(2), 24(1), 26(1) and 28(3); DPA 2018 sections 34(3), 56, 58(2) and 59(5)",
    Severity.WARNING,
    "Each arrangement and contract that organisations work under is reviewed when that is due.",
    mend="controllers",
)
def arrangement_reviewed(document: ActivityDocument) -> Iterator[RuleProblem]:
    """This is asked each day. Of an agreement that has ended, another rule tells."""
    return _unreviewed(
        (part.under_agreement, part.organisation.name) for part in document.controllers
    )


@CONTROLLERS.rule(
    "R5-2-review",
    "UK GDPR Articles 5(2) and 24(1); DPA 2018 sections 34(3) and 56",
    Severity.WARNING,
    "Each agreement under which data is shared is reviewed when that is due.",
    mend="disclosures",
)
def sharing_agreement_reviewed(document: ActivityDocument) -> Iterator[RuleProblem]:
    """This is asked each day. Of an agreement that has ended, another rule tells."""
    return _unreviewed((part.under_agreement, part.recipient.name) for part in document.disclosures)


@CONTROLLERS.rule(
    "R28-parties",
    "UK GDPR Articles 26(1) and 28(3); DPA 2018 sections 58(2) and 59(5)",
    Severity.BLOCKING,
    "Each arrangement and contract that organisations work under says who has agreed.",
    mend="controllers",
)
def arrangement_has_parties(document: ActivityDocument) -> Iterator[RuleProblem]:
    return _without_parties(
        (part.under_agreement, part.organisation.name) for part in document.controllers
    )


@CONTROLLERS.rule(
    "R5-2-parties",
    "UK GDPR Articles 5(2) and 24(1); DPA 2018 sections 34(3) and 56",
    Severity.BLOCKING,
    "Each agreement under which data is shared says who has agreed.",
    mend="disclosures",
)
def sharing_agreement_has_parties(document: ActivityDocument) -> Iterator[RuleProblem]:
    return _without_parties(
        (part.under_agreement, part.recipient.name) for part in document.disclosures
    )


def _without_parties(
    agreements: Iterable[tuple[AgreementDocument | None, str]],
) -> Iterator[RuleProblem]:
    """Tell of each agreement that names nobody who has agreed, given as to `_ended`."""
    for index, (agreement, other) in enumerate(agreements):
        if agreement and not agreement.parties:
            yield RuleProblem(
                f"The agreement with {other}, “{agreement.name}”, does not say who has agreed. "
                "Add the parties on its page.",
                index,
            )


def _ended(agreements: Iterable[tuple[AgreementDocument | None, str]]) -> Iterator[RuleProblem]:
    """Tell of each agreement that has ended, given with the name of the other party."""
    for index, (agreement, other) in enumerate(agreements):
        if agreement and has_ended(agreement, today()):
            yield RuleProblem(
                f"The agreement with {other}, “{agreement.name}”, ended on "
                f"{day_in_words(agreement.ends_on)}. Name the one that is in force, or say that "
                "there is none.",
                index,
            )


def _unreviewed(
    agreements: Iterable[tuple[AgreementDocument | None, str]],
) -> Iterator[RuleProblem]:
    """Tell of each agreement in force whose review is overdue, given as to `_ended`."""
    day = today()
    for index, (agreement, other) in enumerate(agreements):
        if agreement and review_is_overdue(agreement, day) and not has_ended(agreement, day):
            yield RuleProblem(
                f"The agreement with {other}, “{agreement.name}”, was to be reviewed on "
                f"{day_in_words(agreement.review_due_on)}. Review it, and set the next day on its "
                "page.",
                index,
            )
