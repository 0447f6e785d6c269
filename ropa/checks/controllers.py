"""More than one controller, and processors: UK GDPR Articles 26 and 28, DPA sections 58 and 59."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument
from ropa.models.roles import controllership_problem

from .reading import Paper, Role, has_paper, roles, under_part_3, with_role
from .rules import Group, Problem, Severity

CONTROLLERS = Group[ActivityDocument]("More than one organisation")


@CONTROLLERS.rule(
    "R26-decision",
    "UK GDPR Articles 26(1) and 30(1)(a); DPA 2018 sections 58 and 61(2)(b)",
    Severity.BLOCKING,
    "Several controllers are each joint or separate; one alone is the only controller.",
    mend="controllers",
)
def joint_or_separate(document: ActivityDocument) -> Iterator[Problem]:
    given = roles(document)
    problem = controllership_problem(given)
    if problem and any(role != Role.PROCESSOR for role in given):
        yield Problem(problem)


@CONTROLLERS.rule(
    "R26-scope",
    "UK GDPR Articles 26(1) and 30(1)(a); DPA 2018 sections 58(2) and 61(2)(b)",
    Severity.BLOCKING,
    "Each of several controllers says of which data it is the controller.",
    mend="controllers",
)
def scope_stated(document: ActivityDocument) -> Iterator[Problem]:
    for index, part in with_role(document, Role.JOINT, Role.INDEPENDENT):
        if not part.scope.strip():
            yield Problem(f"Say of which data {part.organisation.name} is the controller.", index)


@CONTROLLERS.rule(
    "R26-arrangement",
    "UK GDPR Article 26(1); DPA 2018 section 58(2)",
    Severity.WARNING,
    "Joint controllers have an arrangement, and the record says where it is.",
    mend="controllers",
)
def arrangement_recorded(document: ActivityDocument) -> Iterator[Problem]:
    """Not needed as far as the law itself lays down who does what."""
    joint = list(with_role(document, Role.JOINT))
    recorded = has_paper(document, Paper.JOINT_ARRANGEMENT) or any(
        part.arrangement.strip() for _, part in joint
    )
    if joint and not recorded:
        yield Problem(
            "Joint controllers must agree who does what. Say where their arrangement is kept.",
            joint[0][0],
        )


@CONTROLLERS.rule(
    "R26-essence",
    "UK GDPR Article 26(2)",
    Severity.WARNING,
    "People can read what joint controllers have arranged.",
    mend="controllers",
)
def essence_told(document: ActivityDocument) -> Iterator[Problem]:
    joint = list(with_role(document, Role.JOINT))
    has_essence = any(part.essence.strip() for _, part in joint)
    if joint and not has_essence and not under_part_3(document):
        yield Problem(
            "Tell people in short what the joint controllers have arranged: who does what, and "
            "whom to turn to.",
            joint[0][0],
        )


@CONTROLLERS.rule(
    "R28-contract",
    "UK GDPR Article 28(3); DPA 2018 section 59(5)",
    Severity.WARNING,
    "There is a contract with each processor, and the record says where it is.",
    mend="controllers",
)
def contract_recorded(document: ActivityDocument) -> Iterator[Problem]:
    if has_paper(document, Paper.PROCESSOR_CONTRACT):
        return
    for index, part in with_role(document, Role.PROCESSOR):
        if not part.arrangement.strip():
            yield Problem(
                f"Say where the contract with the processor {part.organisation.name} is kept.",
                index,
            )
