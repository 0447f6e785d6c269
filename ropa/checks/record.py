"""What every record must hold: UK GDPR Article 30(1), and for law enforcement DPA section 61(2).

The two lists ask for the same here. What section 61 asks for beyond is in `law_enforcement`,
transfers are in `transfers`, and what a processor’s entry holds instead is in `processors`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument
from ropa.models.roles import controllership_problem

from .document_facts import (
    Role,
    acts_as_controller,
    controllers_lacking,
    lacks_contact,
    lacks_officer,
    role_codes,
    states_recipients,
)
from .rules import RuleGroup, RuleProblem, Severity, every_document

RECORD = RuleGroup[ActivityDocument]("What every record must hold", applies_to=acts_as_controller)


@RECORD.rule(
    "R30-1a",
    "UK GDPR Article 30(1)(a); DPA 2018 section 61(2)(a)",
    Severity.BLOCKING,
    "The controller is named.",
    mend="controllers",
)
def controller_named(document: ActivityDocument) -> Iterator[RuleProblem]:
    if all(role == Role.PROCESSOR for role in role_codes(document)):
        yield RuleProblem(controllership_problem(role_codes(document)))


@RECORD.rule(
    "R30-1a-contact",
    "UK GDPR Article 30(1)(a); DPA 2018 section 61(2)(a) and (b)",
    Severity.BLOCKING,
    "The record says how to reach the controller, and each joint controller.",
    mend="controllers",
)
def controller_reachable(document: ActivityDocument) -> Iterator[RuleProblem]:
    """A contact point that is stated as still to be supplied is enough to approve the entry. Of
    separate controllers it is enough that one can be reached: each keeps a record of its own."""
    for index, organisation in controllers_lacking(document, lacks_contact):
        yield RuleProblem(
            f"Say how people reach {organisation.name}: add a contact point to the organisation.",
            index,
        )


@RECORD.rule(
    "R30-1a-officer",
    "UK GDPR Articles 30(1)(a) and 37(1)(a); DPA 2018 sections 61(2)(c) and 69",
    Severity.BLOCKING,
    "A public authority gives the contact details of its data protection officer.",
    mend="controllers",
)
def officer_reachable(document: ActivityDocument) -> Iterator[RuleProblem]:
    """A contact point that is stated as still to be supplied is enough to approve the entry."""
    for index, organisation in controllers_lacking(document, lacks_officer):
        yield RuleProblem(
            f"{organisation.name} is a public authority and must have a data protection officer. "
            "Add a contact point for the officer to the organisation.",
            index,
        )


@RECORD.rule(
    "R30-1b",
    "UK GDPR Article 30(1)(b); DPA 2018 section 61(2)(d)",
    Severity.BLOCKING,
    "At least one purpose is stated.",
    mend="purposes",
)
def purpose_stated(document: ActivityDocument) -> Iterator[RuleProblem]:
    if not document.purposes:
        yield RuleProblem("State at least one purpose: what the information is used for.")


@RECORD.rule(
    "R30-1c",
    "UK GDPR Article 30(1)(c); DPA 2018 section 61(2)(f)",
    Severity.BLOCKING,
    "The record says which data is held about which people.",
    mend="data_holdings",
)
def data_and_people_stated(document: ActivityDocument) -> Iterator[RuleProblem]:
    if not document.data_holdings:
        yield RuleProblem("Say which data you hold, and about whom.")


@RECORD.rule(
    "R30-1d",
    "UK GDPR Article 30(1)(d); DPA 2018 section 61(2)(e)",
    Severity.BLOCKING,
    "The record says who gets the data.",
    mend="disclosures",
)
def recipients_stated(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Recipients, a processor or a sentence about sharing in general will do. Where nobody gets
    the data, the sentence says that."""
    if not states_recipients(document):
        yield RuleProblem(
            "Say who gets the data. If nobody outside the organisation does, say so in the note "
            "about sharing in general."
        )


@RECORD.rule(
    "R30-1f",
    "UK GDPR Article 30(1)(f); DPA 2018 section 61(2)(j)",
    Severity.WARNING,
    "The record says how long the data is kept.",
    mend="retention_rules",
)
def retention_stated(document: ActivityDocument) -> Iterator[RuleProblem]:
    """The law asks for time limits where possible. Where they are not known, a retention rule says
    what is still to be supplied."""
    if not document.retention_rules:
        yield RuleProblem(
            "Say how long the data is kept, or what is still to be supplied about it."
        )


@RECORD.rule(
    "R30-1g",
    "UK GDPR Article 30(1)(g) and (2)(d); DPA 2018 section 61(2)(k) and (4)(f)",
    Severity.WARNING,
    "The record describes in general how the data is protected.",
    mend="security_measures",
    applies_to=every_document,
)
def security_described(document: ActivityDocument) -> Iterator[RuleProblem]:
    """The law asks for a general description where possible."""
    if not document.security_measures:
        yield RuleProblem("Describe in general how the data is protected.")
