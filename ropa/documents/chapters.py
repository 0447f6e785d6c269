"""The chapters of an entry, in the order in which it is filled in: what each is about."""

from __future__ import annotations

from enum import Enum


class Chapter(Enum):
    """Each value is the heading, and what stands below it."""

    ENTRY = (
        "This entry",
        "One activity: every purpose below applies to all of its data and everyone who gets it. "
        "Where that is not so, make two entries.",
    )
    RESPONSIBLE = (
        "Who is responsible",
        "The organisation that decides why and how, or those that decide together, and the "
        "processors that act for them. Where you are the processor: those you do this for, your "
        "own organisation, and the processors that you use.",
    )
    PURPOSES = (
        "Why, and on what ground",
        "Each purpose with its lawful basis, and the law that gives the task or duty.",
    )
    SENSITIVE = (
        "Sensitive data",
        "The extra condition the law asks for when there is special category or criminal-offence "
        "data.",
    )
    DATA = (
        "Which data, about whom",
        "One row for each category of data about each category of people. The public reads them "
        "as lists, people by people.",
    )
    SOURCES = (
        "Where it comes from",
        "The people themselves, your own staff, or an organisation or other people.",
    )
    COLLECTION = ("How it reaches you", "By which ways, and whether people must give it.")
    SHARING = (
        "Who gets it",
        "Inside the organisation first, then everyone outside it: each with the reason and, where "
        "there is one, the power to share.",
    )
    RETENTION = (
        "How long it is kept",
        "The public reads each rule as a sentence: “At least 3 years after the case is closed.”",
    )
    POWERS = (
        "Powers and duties",
        "The statutory powers this activity relies on, and whose they are.",
    )
    CHOICES = (
        "Choices people have",
        "Where people can say no or yes to a use, or take back what they agreed to: the public "
        "reads each under “Can I say no?”. Rights that the law gives everybody need no row.",
    )
    AUTOMATED = (
        "Automated decisions",
        "Decisions or profiles made by a computer: first in general, then each decision.",
    )
    TRANSFERS = ("Transfers abroad", "Anything that leaves the United Kingdom.")
    PROTECTION = (
        "Protection",
        "How the data is protected, in general terms. The public reads the measures, never where "
        "the data is kept.",
    )
    PAPERS = (
        "Papers, review and notes",
        "For staff and auditors only. The public never reads this chapter.",
    )

    @property
    def title(self) -> str:
        return self.value[0]

    @property
    def about(self) -> str:
        return self.value[1]
