"""What an appropriate policy document must say: DPA 2018 section 42(2) and Schedule 1 paragraph 39.

That an entry has one is asked of the entry, in `sensitive` and `law_enforcement`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.policy_documents import kept_principles
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.models import ControllerRole

from .document_facts import controllers_with_role, keeps_principles, needs_policy
from .entries_group import EntriesGroup
from .rules import RuleProblem, Severity

POLICY_DOCUMENTS = EntriesGroup(
    "What an appropriate policy document must say", applies_to=keeps_principles
)


def every_entry(_: ActivityDocument) -> bool:
    """Say that a rule concerns every entry of a document."""
    return True


@POLICY_DOCUMENTS.rule(
    "S1-39-entries",
    "DPA 2018 section 42(1) and Schedule 1 paragraph 38",
    Severity.BLOCKING,
    "It says for which entries it is.",
    mend="sections",
)
def covers_entries(notice: NoticeDocument) -> Iterator[RuleProblem]:
    if not notice.activities:
        yield RuleProblem("Add the entries that rely on this document to its sections.")


@POLICY_DOCUMENTS.about_each(
    "S1-38",
    "DPA 2018 section 42(1) and Schedule 1 paragraph 38",
    Severity.WARNING,
    "Each entry relies on a condition that asks for such a document.",
    applies_to=every_entry,
)
def condition_asks_for_it(entry: ActivityDocument) -> Iterator[str]:
    if not needs_policy(entry):
        yield (
            "No condition of this entry asks for a policy document. Take it out of the document, "
            "or correct its conditions."
        )


@POLICY_DOCUMENTS.rule(
    "S1-38-controller",
    "DPA 2018 section 42(1) and Schedule 1 paragraph 38",
    Severity.WARNING,
    "It is the document of a controller of each entry.",
    mend="activities",
)
def is_the_controllers(notice: NoticeDocument) -> Iterator[RuleProblem]:
    body = notice.organisation
    for index, item in enumerate(notice.activities):
        deciding = controllers_with_role(item.document, *ControllerRole.CONTROLLERS)
        if all(part.organisation.code != body.code for _, part in deciding):
            yield RuleProblem(
                f"{body.name} is no controller of this entry. Correct its controllers, or take it "
                "out of the document.",
                index,
                item.document.reference,
            )


@POLICY_DOCUMENTS.rule(
    "S1-39a",
    "DPA 2018 section 42(2)(a) and Schedule 1 paragraph 39(a)",
    Severity.BLOCKING,
    "It explains how each principle is kept.",
    mend="principles",
)
def principles_explained(notice: NoticeDocument) -> Iterator[RuleProblem]:
    """Of each of the six principles of Article 5(1) or of DPA 2018 sections 35 to 40. What is
    stated as still to be supplied is enough to publish."""
    said = {part.principle.code for part in notice.principles}
    for each in kept_principles(notice):
        if each.code not in said:
            yield RuleProblem(
                f"{each.name}: say how you keep this principle, or what is still to be supplied."
            )


@POLICY_DOCUMENTS.rule(
    "S1-39a-gap",
    "DPA 2018 section 42(2)(a) and Schedule 1 paragraph 39(a)",
    Severity.WARNING,
    "How each principle is kept is supplied.",
    mend="principles",
)
def principles_supplied(notice: NoticeDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(notice.principles):
        if part.to_be_supplied:
            yield RuleProblem(
                f"{part.principle.name} is still to be supplied: {part.to_be_supplied}", index
            )


@POLICY_DOCUMENTS.about_each(
    "S1-39b",
    "DPA 2018 section 42(2)(b) and Schedule 1 paragraph 39(b)",
    Severity.BLOCKING,
    "Each entry gives an indication of how long the data is likely to be kept.",
    applies_to=every_entry,
)
def retention_indicated(entry: ActivityDocument) -> Iterator[str]:
    """A retention rule that says what is still to be supplied is enough to publish."""
    if not entry.retention_rules:
        yield "Say how long the data is likely to be kept, or what is still to be supplied."


@POLICY_DOCUMENTS.about_each(
    "S1-39b-gap",
    "DPA 2018 section 42(2)(b) and Schedule 1 paragraph 39(b)",
    Severity.WARNING,
    "How long the data is likely to be kept is supplied.",
    applies_to=every_entry,
)
def retention_supplied(entry: ActivityDocument) -> Iterator[str]:
    for rule in entry.retention_rules:
        if rule.to_be_supplied:
            yield (
                f"It is still to be supplied how long {rule.covers} is likely to be kept: "
                f"{rule.to_be_supplied}"
            )
