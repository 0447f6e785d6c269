"""What a notice as a whole must tell people: UK GDPR Articles 13 and 14, DPA sections 44 and 164A.

What it must tell about each entry is in `notice_entries`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import NoticeDocument

from .reading import Subject, contact_gaps, contacts, lacks_contact, lacks_officer
from .rules import Group, Problem, Severity

NOTICES = Group[NoticeDocument]("What a notice must tell people")


@NOTICES.rule(
    "R13-1a",
    "UK GDPR Articles 13(1)(a) and 14(1)(a); DPA 2018 section 44(1)(a)",
    Severity.BLOCKING,
    "The notice says who publishes it and how to reach them.",
    mend="organisation",
)
def publisher_reachable(notice: NoticeDocument) -> Iterator[Problem]:
    """A contact point that is stated as still to be supplied is enough to publish."""
    if lacks_contact(notice.organisation):
        yield Problem(
            f"Say how people reach {notice.organisation.name}: add a contact point to the "
            "organisation."
        )


@NOTICES.rule(
    "R13-1b",
    "UK GDPR Articles 13(1)(b), 14(1)(b) and 37(1)(a); DPA 2018 section 44(1)(b)",
    Severity.BLOCKING,
    "A public authority tells people how to reach its data protection officer.",
    mend="organisation",
)
def officer_reachable(notice: NoticeDocument) -> Iterator[Problem]:
    """A contact point that is stated as still to be supplied is enough to publish."""
    if lacks_officer(notice.organisation):
        yield Problem(
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
def rights_reachable(notice: NoticeDocument) -> Iterator[Problem]:
    if not contacts(notice.organisation, Subject.RIGHTS):
        yield Problem(
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
def regulator_named(notice: NoticeDocument) -> Iterator[Problem]:
    regulator = notice.regulator
    if regulator is None:
        yield Problem(
            "Say which organisation is the data protection regulator, so that people know where "
            "they may complain."
        )
    elif not regulator.contact_points and not regulator.website:
        yield Problem(f"Say how people reach {regulator.name}: add a contact point to it.")


@NOTICES.rule(
    "S164A",
    "DPA 2018 section 164A(2)",
    Severity.WARNING,
    "People can complain to the organisation electronically.",
    mend="organisation",
)
def complaints_work_electronically(notice: NoticeDocument) -> Iterator[Problem]:
    """The law names a form that can be filled in electronically as one way among others."""
    routes = contacts(notice.organisation, Subject.COMPLAINTS)
    if not any(route.url or route.email for route in routes):
        yield Problem(
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
def contacts_supplied(notice: NoticeDocument) -> Iterator[Problem]:
    for body in (notice.organisation, notice.regulator):
        if body is not None:
            for message in contact_gaps(body):
                yield Problem(message)
