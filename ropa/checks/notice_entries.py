"""What a notice must tell people about each of its entries: UK GDPR Articles 13 and 14."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity as Entry
from ropa.models.grounds import LawfulBasis

from .document_facts import (
    acts_as_controller,
    acts_as_processor,
    rests_on_consent,
    states_recipients,
    tells_people,
)
from .entries_group import (
    EntriesGroup,
    under_article_13,
    under_article_14,
    under_uk_gdpr,
)
from .rules import Severity
from .transfers import transfers_without_safeguards, unnamed_transfers

NOTICE_ENTRIES = EntriesGroup(
    "What a privacy notice must tell people about each entry", applies_to=tells_people
)


@NOTICE_ENTRIES.about_each(
    "R13-decides",
    "UK GDPR Articles 13(1), 14(1) and 28(3); DPA 2018 section 44(1)",
    Severity.BLOCKING,
    "Each entry is of something that the body decides about, and does not do for others.",
    applies_to=acts_as_processor,
    within="controllers",
)
def decided_by_the_body(_: ActivityDocument) -> Iterator[str]:
    """Whoever decides about the data tells people, in a notice of their own."""
    yield "You do this for others, who tell people about it. Take the entry out of the notice."


@NOTICE_ENTRIES.about_each(
    "R13-1c",
    "UK GDPR Articles 13(1)(c) and 14(1)(c); DPA 2018 section 44(1)(c)",
    Severity.BLOCKING,
    "Each entry says what the data is used for, and on which lawful basis.",
    applies_to=acts_as_controller,
    within="purposes",
)
def purposes_stated(entry: ActivityDocument) -> Iterator[str]:
    if not entry.purposes:
        yield "State what the data is used for, and on which lawful basis."


@NOTICE_ENTRIES.about_each(
    "R13-1d",
    "UK GDPR Articles 13(1)(d) and 14(2)(b)",
    Severity.BLOCKING,
    "Where legitimate interests are the basis, people are told which.",
    applies_to=under_uk_gdpr,
    within="purposes",
)
def interests_stated(entry: ActivityDocument) -> Iterator[tuple[str, int]]:
    for index, part in enumerate(entry.purposes):
        if part.lawful_basis.code == LawfulBasis.LEGITIMATE_INTERESTS and not part.interest.strip():
            yield f"Tell people which interest is pursued: “{part.statement}”.", index


@NOTICE_ENTRIES.about_each(
    "R13-1e",
    "UK GDPR Articles 13(1)(e) and 14(1)(e)",
    Severity.BLOCKING,
    "Each entry says who gets the data.",
    applies_to=under_uk_gdpr,
    within="recipients",
)
def recipients_stated(entry: ActivityDocument) -> Iterator[str]:
    if not states_recipients(entry):
        yield "Tell people who gets the data, or that nobody does."


@NOTICE_ENTRIES.about_each(
    "R13-1f",
    "UK GDPR Articles 13(1)(f) and 14(1)(f)",
    Severity.BLOCKING,
    "Where data leaves the United Kingdom, people are told where it goes.",
    applies_to=under_uk_gdpr,
    within="transfers",
)
def transfers_stated(entry: ActivityDocument) -> Iterator[str]:
    if unnamed_transfers(entry):
        yield "Tell people to which countries or organisations abroad the data goes."


@NOTICE_ENTRIES.about_each(
    "R13-1f-safeguards",
    "UK GDPR Articles 13(1)(f) and 14(1)(f)",
    Severity.WARNING,
    "People are told which safeguards protect data abroad, and where to read them.",
    applies_to=under_uk_gdpr,
    within="transfers",
)
def safeguards_stated(entry: ActivityDocument) -> Iterator[tuple[str, int]]:
    for index, destination in transfers_without_safeguards(entry):
        yield f"Tell people which safeguards protect what goes to {destination}.", index


@NOTICE_ENTRIES.about_each(
    "R13-1f-answer",
    "UK GDPR Articles 13(1)(f) and 14(1)(f)",
    Severity.WARNING,
    "It is known whether data leaves the United Kingdom.",
    applies_to=under_uk_gdpr,
    within="transfers_position",
)
def transfers_known(entry: ActivityDocument) -> Iterator[str]:
    unknown = entry.transfers_position.code == Entry.TransfersPosition.UNKNOWN
    if unknown and not entry.transfers:
        yield "People read that transfers abroad are still to be confirmed. Confirm them."


@NOTICE_ENTRIES.about_each(
    "R13-2a",
    "UK GDPR Articles 13(2)(a) and 14(2)(a)",
    Severity.BLOCKING,
    "Each entry says how long the data is kept, or what decides it.",
    applies_to=under_uk_gdpr,
    within="retention_rules",
)
def retention_stated(entry: ActivityDocument) -> Iterator[str]:
    """A retention rule that says what is still to be supplied is enough to publish."""
    if not entry.retention_rules:
        yield "Tell people how long the data is kept, or what is still to be supplied about it."


@NOTICE_ENTRIES.about_each(
    "R13-2a-gap",
    "UK GDPR Articles 13(2)(a) and 14(2)(a)",
    Severity.WARNING,
    "How long the data is kept is supplied.",
    applies_to=under_uk_gdpr,
    within="retention_rules",
)
def retention_supplied(entry: ActivityDocument) -> Iterator[tuple[str, int]]:
    for index, rule in enumerate(entry.retention_rules):
        if rule.to_be_supplied:
            yield (
                f"People read that it is still to be supplied how long {rule.covers} is kept. "
                f"Supply it: {rule.to_be_supplied}",
                index,
            )


@NOTICE_ENTRIES.about_each(
    "R13-2b",
    "UK GDPR Articles 13(2)(b) and 14(2)(c); DPA 2018 section 44(1)(d)",
    Severity.BLOCKING,
    "Each entry tells people their rights.",
    applies_to=acts_as_controller,
    within="purposes",
)
def rights_stated(entry: ActivityDocument) -> Iterator[str]:
    """The register works out the rights from the lawful bases."""
    if not entry.rights:
        yield "No rights follow from this entry. State its lawful basis and approve it again."


@NOTICE_ENTRIES.about_each(
    "R13-2c",
    "UK GDPR Articles 7(3), 13(2)(c) and 14(2)(d)",
    Severity.BLOCKING,
    "Where consent is relied on, people are told that they may withdraw it.",
    applies_to=under_uk_gdpr,
)
def withdrawal_stated(entry: ActivityDocument) -> Iterator[str]:
    """The register works this out from the lawful bases and the Article 9 conditions."""
    told = any(right.code == "withdraw-consent" for right in entry.rights)
    if rests_on_consent(entry) and not told:
        yield "The approved version does not say that people may change their mind. Approve anew."


@NOTICE_ENTRIES.about_each(
    "R13-2e",
    "UK GDPR Article 13(2)(e)",
    Severity.WARNING,
    "Where data comes from the people themselves, it is known whether they must give it.",
    applies_to=under_article_13,
    within="providing",
)
def providing_known(entry: ActivityDocument) -> Iterator[str]:
    if entry.providing.code == Entry.Providing.UNKNOWN:
        yield "People read that it is still to be confirmed whether they must give it. Confirm it."


@NOTICE_ENTRIES.about_each(
    "R13-2e-refusal",
    "UK GDPR Article 13(2)(e)",
    Severity.BLOCKING,
    "Where people must give data, they are told what follows if they do not.",
    applies_to=under_article_13,
    within="if_not_provided",
)
def consequences_stated(entry: ActivityDocument) -> Iterator[str]:
    must = entry.providing.code in (
        Entry.Providing.REQUIRED,
        Entry.Providing.CONTRACT,
        Entry.Providing.MIXED,
    )
    if must and not entry.if_not_provided.strip():
        yield "Tell people what follows if they do not give the data."


@NOTICE_ENTRIES.about_each(
    "R13-2f",
    "UK GDPR Articles 13(2)(f) and 14(2)(g)",
    Severity.BLOCKING,
    "Automated decisions and profiling are explained.",
    applies_to=under_uk_gdpr,
    within="automated_decisions_detail",
)
def automated_decisions_explained(entry: ActivityDocument) -> Iterator[str]:
    kinds = (Entry.AutomatedDecisions.PROFILING, Entry.AutomatedDecisions.DECISIONS)
    if entry.automated_decisions.code in kinds and not entry.automated_decisions_detail.strip():
        yield "Tell people how the automated decisions or profiling work, and what they mean."


@NOTICE_ENTRIES.about_each(
    "R13-2f-answer",
    "UK GDPR Articles 13(2)(f) and 14(2)(g)",
    Severity.WARNING,
    "It is known whether there are automated decisions or profiling.",
    applies_to=under_uk_gdpr,
    within="automated_decisions",
)
def automated_decisions_known(entry: ActivityDocument) -> Iterator[str]:
    if entry.automated_decisions.code == Entry.AutomatedDecisions.UNKNOWN:
        yield "People read that automated decisions are still to be confirmed. Confirm them."


@NOTICE_ENTRIES.about_each(
    "R14-1d",
    "UK GDPR Article 14(1)(d)",
    Severity.BLOCKING,
    "Where data comes from others, people are told which data.",
    applies_to=under_article_14,
    within="data_holdings",
)
def data_stated(entry: ActivityDocument) -> Iterator[str]:
    if not entry.data_holdings:
        yield "Tell people which data you hold."


@NOTICE_ENTRIES.about_each(
    "R14-2f",
    "UK GDPR Article 14(2)(f)",
    Severity.BLOCKING,
    "Each entry says where the data comes from.",
    applies_to=under_uk_gdpr,
    within="data_sources",
)
def sources_stated(entry: ActivityDocument) -> Iterator[str]:
    """Where it all comes from the people themselves, the entry says that."""
    if not entry.data_sources:
        yield "Tell people where the data comes from, be it from themselves."
