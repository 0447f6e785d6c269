"""What breaks the rules on a processor’s own record, and what mends it."""

from __future__ import annotations

from ropa.documents.schema import ControllerDocument, Term
from ropa.models import ContactPoint, ControllerRole, Transfer

from .cases import Case
from .complete import (
    BODY,
    OTHER_BODY,
    PROCESSOR_ENTRY,
    changed,
    controller,
    gap,
    transfer,
    without_contact,
)

Role = ControllerRole.Role
Subject = ContactPoint.Subject
FOR, OURSELVES = PROCESSOR_ENTRY.controllers
UNREACHABLE = without_contact(OTHER_BODY)
WITHOUT_OFFICER = changed(UNREACHABLE, contact_points=(gap(Subject.GENERAL),))
WITH_OFFICER = changed(UNREACHABLE, contact_points=(gap(Subject.GENERAL), gap(Subject.DPO)))


def of(*parties: ControllerDocument):
    return changed(PROCESSOR_ENTRY, controllers=parties)


def acting_for(body):
    return of(changed(FOR, organisation=body), OURSELVES)


SUB_PROCESSOR = controller(
    Role.PROCESSOR,
    changed(OTHER_BODY, code="cloud", name="The Cloud"),
    scope="",
    works_for=Term(code=BODY.code, name=BODY.name),
)

PROCESSOR_CASES = [
    Case("R30-2a", of(OURSELVES), says="Name each controller", mended=PROCESSOR_ENTRY),
    Case("R30-2a-processor", of(changed(FOR, task="hosting")), mended=PROCESSOR_ENTRY),
    Case(
        "R30-2a-contact",
        acting_for(changed(UNREACHABLE, is_public_authority=False)),
        0,
        "how to reach",
        mended=PROCESSOR_ENTRY,
    ),
    Case(
        "R30-2a-officer",
        acting_for(WITHOUT_OFFICER),
        0,
        "officer",
        mended=acting_for(WITH_OFFICER),
    ),
    Case(
        "R30-2b",
        of(FOR, changed(OURSELVES, task="")),
        0,
        f"what you do for {OTHER_BODY.name}",
        mended=of(changed(FOR, task="printing letters"), changed(OURSELVES, task="")),
    ),
    # Asked of a controller and of a processor alike
    Case("R30-1g", changed(PROCESSOR_ENTRY, security_measures=()), mended=PROCESSOR_ENTRY),
    Case(
        "R44A-settled",
        changed(PROCESSOR_ENTRY, transfers=(transfer(Transfer.Mechanism.NOT_SETTLED),)),
        0,
        mended=PROCESSOR_ENTRY,
    ),
    Case(
        "R28-contract",
        of(changed(FOR, arrangement=""), OURSELVES),
        0,
        f"the controller {OTHER_BODY.name}",
        mended=PROCESSOR_ENTRY,
    ),
    Case(
        "R28-contract",
        of(FOR, OURSELVES, SUB_PROCESSOR),
        2,
        "the processor The Cloud",
        mended=of(FOR, OURSELVES, changed(SUB_PROCESSOR, arrangement="In the safe.")),
    ),
]
