"""What is done about a service or an offence, in the words of titles, summaries and purposes.

In every text `{service}` and `{area}` stand for the words to put in; `{people}` for the people.
"""

from __future__ import annotations

from dataclasses import dataclass

from ropa.models.grounds import LawfulBasis as Basis


@dataclass(frozen=True)
class Task:
    """One kind of work. `purpose` reads after “We use this information to”, `heading` stands over
    a section of a notice. `holds_offences` says that the work needs data about offences."""

    code: str
    title: str
    heading: str
    summary: str
    purpose: str
    basis: Basis
    keeps: str
    holds_offences: bool = False


TASKS = (
    Task(
        "applying",
        "Deciding applications for {service} in {area}",
        "When you apply",
        "People in {area} apply for {service}. We look at what they tell us and decide.",
        "decide who can have {service}",
        Basis.PUBLIC_TASK,
        "applications and our decisions",
    ),
    Task(
        "running",
        "Running {service} in {area}",
        "When you use the service",
        "We run {service} in {area} and keep in touch with the people who use it.",
        "run {service} and keep in touch with the people who use it",
        Basis.PUBLIC_TASK,
        "what we need to run the service",
    ),
    Task(
        "complaints",
        "Handling complaints about {service} in {area}",
        "When you complain",
        "When somebody in {area} complains about {service}, we find out what happened and put "
        "right what went wrong.",
        "look into complaints about {service} and put things right",
        Basis.PUBLIC_TASK,
        "complaints and what we found",
    ),
    Task(
        "charging",
        "Charging for {service} in {area}",
        "When you pay",
        "We work out what people in {area} pay for {service}, send the bills and collect the "
        "money.",
        "work out what people pay for {service}, and collect it",
        Basis.CONTRACT,
        "bills and payments",
    ),
    Task(
        "quality",
        "Checking the quality of {service} in {area}",
        "When we check how good the service is",
        "We look at records and talk to people to see how good {service} in {area} is, and what "
        "has to get better.",
        "find out how good {service} is and make it better",
        Basis.PUBLIC_TASK,
        "what we found when we checked",
    ),
    Task(
        "planning",
        "Planning {service} in {area}",
        "When we plan ahead",
        "We study how {service} in {area} is used today, so that there is enough of it in the "
        "years to come.",
        "plan {service} for the years to come",
        Basis.PUBLIC_TASK,
        "figures from which nobody can be known",
    ),
    Task(
        "surveys",
        "Asking people about {service} in {area}",
        "When we ask what you think",
        "We ask people in {area} what they think of {service}. Nobody has to answer.",
        "learn what people think of {service}",
        Basis.CONSENT,
        "answers to surveys",
    ),
    Task(
        "fraud",
        "Preventing fraud in {service} in {area}",
        "When we look for fraud",
        "We compare records about {service} in {area} to find mistakes and fraud early.",
        "prevent fraud in {service} and find it early",
        Basis.PUBLIC_TASK,
        "records we compared",
        holds_offences=True,
    ),
    Task(
        "reporting",
        "Reporting to government on {service} in {area}",
        "When we report to government",
        "The law asks us for figures and records about {service} in {area}. We collect them and "
        "send them.",
        "report on {service} as the law requires",
        Basis.LEGAL_OBLIGATION,
        "returns to government",
    ),
    Task(
        "contracts",
        "Managing contracts for {service} in {area}",
        "When others work for us",
        "Other bodies help with {service} in {area}. We choose them, pay them and see to it that "
        "they do what was agreed.",
        "choose and pay those who help us with {service}",
        Basis.CONTRACT,
        "bids and contracts",
    ),
    Task(
        "reviews",
        "Reviewing decisions about {service} in {area}",
        "When you ask us to think again",
        "When somebody in {area} disagrees with a decision about {service}, a colleague who did "
        "not make it looks at it again.",
        "look again at decisions about {service}",
        Basis.LEGAL_OBLIGATION,
        "reviews and appeals",
    ),
    Task(
        "safeguarding",
        "Keeping people safe in {service} in {area}",
        "When somebody may be at risk",
        "When we worry that somebody who comes into contact with {service} in {area} may be at "
        "risk, we find out more and act.",
        "keep people safe who come into contact with {service}",
        Basis.PUBLIC_TASK,
        "concerns and what we did about them",
        holds_offences=True,
    ),
)

ENFORCEMENT_TASKS = (
    Task(
        "investigating",
        "Investigating {service} in {area}",
        "When we investigate",
        "When we learn of {service} in {area}, we find out what happened and who did it.",
        "investigate {service} and find out who did it",
        Basis.LE_TASK,
        "case files",
        holds_offences=True,
    ),
    Task(
        "prosecuting",
        "Preparing prosecutions of {service} in {area}",
        "When a case goes to court",
        "We put together what a court needs to decide cases of {service} in {area}.",
        "bring cases of {service} to court",
        Basis.LE_TASK,
        "files of cases that went to court",
        holds_offences=True,
    ),
    Task(
        "preventing",
        "Preventing {service} in {area}",
        "When we prevent crime",
        "We look at where and when {service} happens in {area}, and act before it happens again.",
        "prevent {service}",
        Basis.LE_TASK,
        "reports about crime in the area",
        holds_offences=True,
    ),
    Task(
        "evidence",
        "Keeping evidence of {service} in {area}",
        "When we keep evidence",
        "We keep what was found in cases of {service} in {area} safe, and give back what we no "
        "longer need.",
        "keep evidence of {service} safe until it is no longer needed",
        Basis.LE_TASK,
        "evidence",
        holds_offences=True,
    ),
    Task(
        "victims",
        "Helping victims of {service} in {area}",
        "When you are a victim",
        "We keep victims of {service} in {area} informed and put them in touch with those who can "
        "help them.",
        "tell victims of {service} what happens in their case",
        Basis.LE_CONSENT,
        "what victims told us",
    ),
    Task(
        "wanted",
        "Finding people wanted for {service} in {area}",
        "When we look for somebody",
        "We look for people who did not come to court in cases of {service} in {area}.",
        "find people who are wanted for {service}",
        Basis.LE_TASK,
        "warrants and what we did about them",
        holds_offences=True,
    ),
)
