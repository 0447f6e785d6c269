"""What the record of a processor must hold: UK GDPR Article 30(2), DPA 2018 section 61(4).

Transfers, security and contracts are asked for by the rules that ask a controller for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.acting_for import acting_for, processors
from ropa.documents.schema import ActivityDocument

from .document_facts import acts_as_processor, lacks_contact, lacks_officer
from .rules import RuleGroup, RuleProblem, Severity

PROCESSORS = RuleGroup[ActivityDocument](
    "What the record of a processor must hold", applies_to=acts_as_processor
)


@PROCESSORS.rule(
    "R30-2a",
    "UK GDPR Article 30(2)(a); DPA 2018 section 61(4)(b)",
    Severity.BLOCKING,
    "Each controller for whom the body acts is named.",
    mend="controllers",
)
def controllers_named(document: ActivityDocument) -> Iterator[RuleProblem]:
    if not acting_for(document):
        yield RuleProblem("Name each controller: the organisations that you do this for.")


@PROCESSORS.rule(
    "R30-2a-processor",
    "UK GDPR Article 30(2)(a); DPA 2018 section 61(4)(a)",
    Severity.BLOCKING,
    "The processor is named: the body itself.",
    mend="controllers",
)
def processor_named(document: ActivityDocument) -> Iterator[RuleProblem]:
    if not processors(document):
        yield RuleProblem("Name your own organisation as a processor, and those that you use.")


@PROCESSORS.rule(
    "R30-2a-contact",
    "UK GDPR Article 30(2)(a); DPA 2018 section 61(4)(a) and (b)",
    Severity.BLOCKING,
    "The record says how to reach each controller and each processor.",
    mend="controllers",
)
def parties_reachable(document: ActivityDocument) -> Iterator[RuleProblem]:
    """A contact point that is stated as still to be supplied is enough to approve the entry."""
    for index, part in enumerate(document.controllers):
        if lacks_contact(part.organisation):
            yield RuleProblem(
                f"Say how to reach {part.organisation.name}: add a contact point to the "
                "organisation.",
                index,
            )


@PROCESSORS.rule(
    "R30-2a-officer",
    "UK GDPR Articles 30(2)(a) and 37(1)(a); DPA 2018 sections 61(4)(c) and 69",
    Severity.BLOCKING,
    "The record says how to reach the data protection officer of each public authority.",
    mend="controllers",
)
def officers_reachable(document: ActivityDocument) -> Iterator[RuleProblem]:
    """A contact point that is stated as still to be supplied is enough to approve the entry."""
    for index, part in enumerate(document.controllers):
        if lacks_officer(part.organisation):
            yield RuleProblem(
                f"{part.organisation.name} is a public authority and must have a data protection "
                "officer. Add a contact point for the officer to the organisation.",
                index,
            )


@PROCESSORS.rule(
    "R30-2b",
    "UK GDPR Article 30(2)(b); DPA 2018 section 61(4)(d)",
    Severity.BLOCKING,
    "The record says which kinds of work are done for each controller.",
    mend="controllers",
)
def categories_of_processing_stated(document: ActivityDocument) -> Iterator[RuleProblem]:
    """What a processor works on stands beside it, and holds for every controller. Beside a
    controller stands what is done for that one, where it differs."""
    for each in acting_for(document):
        if not each.tasks:
            yield RuleProblem(
                f"Say what you do for {each.controller.organisation.name}, for example “hosting "
                "case files”.",
                document.controllers.index(each.controller),
            )
