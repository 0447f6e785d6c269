"""Special category and criminal-offence data: UK GDPR Articles 9 and 10, DPA Schedule 1."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument
from ropa.models.grounds import LAW_ENFORCEMENT_BASES, Article9, Sensitivity
from ropa.models.sensitive_words import sensitive_word

from .document_facts import (
    PART_1,
    PART_2,
    acts_as_controller,
    code_of,
    conditions_for,
    holds_data,
    needs_schedule_1_policy,
    under_part_3,
)
from .policy import departure_unexplained, policy_missing, policy_unanswered
from .rules import RuleGroup, RuleProblem, Severity

SENSITIVE = RuleGroup[ActivityDocument](
    "Special category and criminal-offence data", applies_to=acts_as_controller
)

_WITH_PART_1 = (
    Article9.EMPLOYMENT,
    Article9.HEALTH_OR_SOCIAL_CARE,
    Article9.PUBLIC_HEALTH,
    Article9.RESEARCH,
)


@SENSITIVE.rule(
    "R9-condition",
    "UK GDPR Article 9(1) and (2)",
    Severity.BLOCKING,
    "Special category data has an Article 9 condition.",
    mend="conditions",
)
def article_9_condition(document: ActivityDocument) -> Iterator[RuleProblem]:
    stated = any(part.article_9 for _, part in conditions_for(document, Sensitivity.SPECIAL))
    if holds_data(document, Sensitivity.SPECIAL) and not under_part_3(document) and not stated:
        yield RuleProblem(
            "This entry holds special category data. Choose the Article 9 condition that lets you."
        )


@SENSITIVE.rule(
    "R9-part-1",
    "DPA 2018 section 10(2) and Schedule 1 paragraph 41(a)",
    Severity.BLOCKING,
    "Article 9(2)(b), (h), (i) and (j) come with a condition of Schedule 1 Part 1.",
    mend="conditions",
)
def part_1_condition(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in conditions_for(document, Sensitivity.SPECIAL):
        with_part_1 = code_of(part.schedule_1).startswith(PART_1)
        if part.article_9 and part.article_9.code in _WITH_PART_1 and not with_part_1:
            yield RuleProblem(
                f"“{part.article_9.name}” needs a condition of Schedule 1 Part 1 "
                "(paragraphs 1 to 4). Choose it.",
                index,
            )


@SENSITIVE.rule(
    "R9-part-2",
    "DPA 2018 section 10(3) and Schedule 1 paragraph 41(a)",
    Severity.BLOCKING,
    "Article 9(2)(g) comes with a condition of Schedule 1 Part 2.",
    mend="conditions",
)
def part_2_condition(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in conditions_for(document, Sensitivity.SPECIAL):
        with_part_2 = code_of(part.schedule_1).startswith(PART_2)
        public_interest = code_of(part.article_9) == Article9.SUBSTANTIAL_PUBLIC_INTEREST
        if part.article_9 and public_interest and not with_part_2:
            yield RuleProblem(
                f"“{part.article_9.name}” needs a condition of Schedule 1 Part 2 "
                "(paragraphs 6 to 28). Choose it.",
                index,
            )


@SENSITIVE.rule(
    "R10-condition",
    "UK GDPR Article 10(1); DPA 2018 section 10(5) and Schedule 1 paragraph 41(a)",
    Severity.BLOCKING,
    "Criminal-offence data has a Schedule 1 condition.",
    mend="conditions",
)
def schedule_1_condition(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Any condition of Parts 1, 2 or 3 will do."""
    stated = any(part.schedule_1 for _, part in conditions_for(document, Sensitivity.CRIMINAL))
    if holds_data(document, Sensitivity.CRIMINAL) and not under_part_3(document) and not stated:
        yield RuleProblem(
            "This entry holds criminal-offence data. Choose the Schedule 1 condition that lets you."
        )


@SENSITIVE.rule(
    "R9-regime",
    "UK GDPR Article 9(2); DPA 2018 sections 10 and 35(5)",
    Severity.BLOCKING,
    "A condition belongs to the law that governs the entry.",
    mend="conditions",
)
def condition_of_the_regime(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Schedule 8 is for law enforcement alone, Article 9 and Schedule 1 for everything else."""
    for index, part in enumerate(document.conditions):
        if under_part_3(document) and (part.article_9 or part.schedule_1):
            yield RuleProblem(
                "This entry falls under law enforcement. Choose a Schedule 8 condition in place "
                "of Article 9 and Schedule 1.",
                index,
            )
        elif part.schedule_8 and not under_part_3(document):
            yield RuleProblem(
                "Schedule 8 is for law enforcement alone. Choose a condition of Article 9 or "
                "Schedule 1.",
                index,
            )


@SENSITIVE.rule(
    "R9-excess",
    "UK GDPR Article 5(1)(c) and (2); DPA 2018 section 37",
    Severity.WARNING,
    "A condition stands only where there is data that needs it.",
    mend="conditions",
)
def nothing_in_excess(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Either the data is missing from the record, or the condition is not needed."""
    for index, part in enumerate(document.conditions):
        sensitivity = Sensitivity(part.covers.code)
        if under_part_3(document) and sensitivity == Sensitivity.CRIMINAL:
            continue  # no data would need it: a rule of its own says so
        if not holds_data(document, sensitivity):
            yield RuleProblem(
                f"There is a condition for {part.covers.name.lower()} data, but this entry lists "
                "no such data. Add the data, or take the condition out.",
                index,
            )


@SENSITIVE.rule(
    "R9-filed",
    "UK GDPR Articles 9(1), 10 and 5(2)",
    Severity.WARNING,
    "Data that sounds sensitive is not filed as ordinary.",
    mend="data_holdings",
)
def filed_as_it_sounds(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Words such as “health”, “religion” or “convictions” in its name or detail ask for a second
    look. Where the data is ordinary all the same, choose other words."""
    for index, part in enumerate(document.data_holdings):
        sounds = sensitive_word(f"{part.data.name} {part.detail}")
        if sounds and part.data.sensitivity.code == Sensitivity.ORDINARY:
            sensitivity, word = sounds
            yield RuleProblem(
                f"“{part.data.name}” is filed as ordinary, but speaks of “{word}”. "
                f"If it is {sensitivity.label.lower()} data, say so on its page.",
                index,
            )


@SENSITIVE.rule(
    "S1-39",
    "DPA 2018 Schedule 1 paragraphs 1(1)(b), 5 and 39",
    Severity.WARNING,
    "The policy document that a Schedule 1 condition asks for is on file.",
    mend="supporting_documents",
)
def policy_on_file(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Paragraph 1, every condition of Part 2 but paragraph 13, and paragraphs 35 to 37 ask for one.
    Two uses of a Part 2 condition are exempt: telling a law enforcement authority under paragraph
    10, and a sports body under paragraph 27."""
    if needs_schedule_1_policy(document):
        yield from policy_missing(document)


@SENSITIVE.rule(
    "S1-41b",
    "DPA 2018 Schedule 1 paragraph 41(b)",
    Severity.WARNING,
    "Where a policy document is required, the record says how Article 6 is satisfied.",
    mend="purposes",
)
def article_6_stated(document: ActivityDocument) -> Iterator[RuleProblem]:
    stated = any(part.lawful_basis.code not in LAW_ENFORCEMENT_BASES for part in document.purposes)
    if needs_schedule_1_policy(document) and not stated:
        yield RuleProblem("State a purpose with its Article 6 basis: the condition relies on it.")


@SENSITIVE.rule(
    "S1-41c",
    "DPA 2018 Schedule 1 paragraph 41(c)",
    Severity.WARNING,
    "Where a policy document is required, the record says whether data is kept and erased by it.",
    mend="follows_retention_policy",
)
def policy_followed(document: ActivityDocument) -> Iterator[RuleProblem]:
    if needs_schedule_1_policy(document):
        yield from policy_unanswered(document)


@SENSITIVE.rule(
    "S1-41c-reason",
    "DPA 2018 Schedule 1 paragraph 41(c)",
    Severity.WARNING,
    "Where the policy document is not followed, the record says why.",
    mend="why_not_followed",
)
def departure_explained(document: ActivityDocument) -> Iterator[RuleProblem]:
    if needs_schedule_1_policy(document):
        yield from departure_unexplained(document)
