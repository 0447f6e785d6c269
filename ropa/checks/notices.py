"""What a notice as a whole must tell people: UK GDPR Articles 13 and 14, DPA sections 44 and 164A.

What it must tell about each entry is in `notice_entries`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import NoticeDocument
from ropa.models import ControllerRole

from .document_facts import (
    Subject,
    contact_gaps,
    contacts_for,
    controllers_with_role,
    lacks_contact,
    lacks_officer,
    tells_people,
)
from .rules import RuleGroup, RuleProblem, Severity

NOTICES = RuleGroup[NoticeDocument](
    "What a privacy notice must tell people", applies_to=tells_people
)


@NOTICES.rule(
    "R13-1a",
    "UK GDPR Articles 13(1)(a) and 14(1)(a); DPA 2018 section 44(1)(a)",
    Severity.BLOCKING,
    "The notice says who publishes it and how to reach them.",
    mend="organisation",
)
def publisher_reachable(notice: NoticeDocument) -> Iterator[RuleProblem]:
    """A contact point that is stated as still to be supplied is enough to publish."""
    if lacks_contact(notice.organisation):
        yield RuleProblem(
            f"Say how people reach {notice.organisation.name}: add a contact point to the "
            "organisation."
        )


@NOTICES.rule(
    "R13-1a-controller",
    "UK GDPR Articles 13(1)(a) and 14(1)(a); DPA 2018 section 44(1)(a)",
    Severity.WARNING,
    "Who publishes the notice is a controller of something in it.",
    mend="activities",
)
def publisher_is_a_controller(notice: NoticeDocument) -> Iterator[RuleProblem]:
    """A notice tells people who decides about their data. Where that is somebody else throughout,
    it is their notice, or the controllers of the entries are wrong."""
    controls = any(
        part.organisation.code == notice.organisation.code
        for item in notice.activities
        for _, part in controllers_with_role(item.document, *ControllerRole.CONTROLLERS)
    )
    if notice.activities and not controls:
        yield RuleProblem(
            f"{notice.organisation.name} publishes this notice and is a controller of none of its "
            "entries. Correct the controllers, or say who publishes it."
        )


@NOTICES.rule(
    "R13-1b",
    "UK GDPR Articles 13(1)(b), 14(1)(b) and 37(1)(a); DPA 2018 section 44(1)(b)",
    Severity.BLOCKING,
    "A public authority tells people how to reach its data protection officer.",
    mend="organisation",
)
def officer_reachable(notice: NoticeDocument) -> Iterator[RuleProblem]:
    """A contact point that is stated as still to be supplied is enough to publish."""
    if lacks_officer(notice.organisation):
        yield RuleProblem(
            f"{notice.organisation.name} is a public authority and must have a data protection "
            "officer. Add a contact point for the officer to the organisation."
        )


@NOTICES.rule(
    "R13-2b-contact",
    "UK GDPR Articles 12(2), 13(2)(b) and 14(2)(c); DPA 2018 section 52(4)",
    Severity.WARNING,
    "The notice says where people ask for their data and use their other rights.",
    mend="organisation",
)
def rights_reachable(notice: NoticeDocument) -> Iterator[RuleProblem]:
    if not contacts_for(notice.organisation, Subject.RIGHTS):
        yield RuleProblem(
            "Say where people ask for their data and use their other rights: add a contact point "
            f"for it to {notice.organisation.name}."
        )


@NOTICES.rule(
    "R13-2d",
    "UK GDPR Articles 13(2)(d) and 14(2)(e); DPA 2018 section 44(1)(e)",
    Severity.BLOCKING,
    "The notice says that people may complain to the regulator, and where.",
    mend="regulator",
)
def regulator_named(notice: NoticeDocument) -> Iterator[RuleProblem]:
    regulator = notice.regulator
    if regulator is None:
        yield RuleProblem(
            "Say which organisation is the data protection regulator, so that people know where "
            "they may complain."
        )
    elif not regulator.contact_points and not regulator.website:
        yield RuleProblem(f"Say how people reach {regulator.name}: add a contact point to it.")


@NOTICES.rule(
    "R13-2ca",
    "UK GDPR Articles 13(2)(ca) and 14(2)(da); DPA 2018 section 44(1)(da)",
    Severity.BLOCKING,
    "The notice says that people may complain to the organisation, and how.",
    mend="organisation",
)
def complaints_stated(notice: NoticeDocument) -> Iterator[RuleProblem]:
    """A contact point for complaints that is stated as still to be supplied is enough to publish.
    These items of a notice came with section 164A, in force since 19 June 2026."""
    if not contacts_for(notice.organisation, Subject.COMPLAINTS):
        yield RuleProblem(
            "Tell people how to complain about the use of their data: add a contact point for "
            f"complaints to {notice.organisation.name}."
        )


@NOTICES.rule(
    "S164A",
    "DPA 2018 section 164A(2)",
    Severity.WARNING,
    "People can complain to the organisation electronically.",
    mend="organisation",
)
def complaints_work_electronically(notice: NoticeDocument) -> Iterator[RuleProblem]:
    """The law names a form that can be filled in electronically as one way among others."""
    routes = contacts_for(notice.organisation, Subject.COMPLAINTS)
    if routes and not any(route.url or route.email for route in routes):
        yield RuleProblem(
            "Say how people can complain electronically about the use of their data: add an online "
            f"form or an email address for complaints to {notice.organisation.name}."
        )


@NOTICES.rule(
    "G-organisation",
    "UK GDPR Articles 13(1)(a) and (b) and 14(1)(a) and (b); DPA 2018 section 44(1)(a) and (b)",
    Severity.WARNING,
    "How to reach the organisation and the regulator is supplied.",
    mend="organisation",
)
def contacts_supplied(notice: NoticeDocument) -> Iterator[RuleProblem]:
    for body in (notice.organisation, notice.regulator):
        if body is not None:
            for message in contact_gaps(body):
                yield RuleProblem(message)
