"""Phrases for the parts of an entry that are alike in every field of work."""

from __future__ import annotations

from ropa.models import CollectionChannel, SecurityMeasure, SupportingDocument, Transfer
from ropa.models.grounds import LawfulBasis as Basis

Channel = CollectionChannel.Channel
Kind = SecurityMeasure.Kind
Paper = SupportingDocument.Kind
Mechanism = Transfer.Mechanism

# Purposes that go with almost any work, and the basis of each.
FURTHER_PURPOSES = (
    ("answer questions and keep people informed", Basis.PUBLIC_TASK),
    ("train our staff and check their work", Basis.PUBLIC_TASK),
    ("keep the accounts that auditors ask for", Basis.LEGAL_OBLIGATION),
    ("show that we treat everybody fairly", Basis.LEGAL_OBLIGATION),
    ("send news to people who have asked for it", Basis.CONSENT),
    ("help at once when a life is in danger", Basis.VITAL_INTERESTS),
    ("keep our buildings and computers secure", Basis.LEGITIMATE_INTERESTS),
)
INTEREST = "We and those who visit us have an interest in safe buildings and working computers."
FURTHER_ENFORCEMENT_PURPOSES = (
    "answer for what we did when a court asks",
    "warn people who may be in danger",
    "work together with other bodies that fight crime",
)

DATA_DETAILS = ("since the case began", "only where it matters to the case")

WHY_SHARED = (
    "to do the part of the work that is theirs",
    "to check what people have told us",
    "to keep somebody safe who may be at risk",
    "to meet a duty that the law lays down",
    "to find and prevent fraud",
    "to answer a complaint or an appeal",
    "to pay for what has been done",
    "to learn how well the service works",
)
SHARING_NOTES = (
    "We share only what others need for their part of the work.",
    "We share information where the law lets us or makes us, and tell people where we can.",
    "Nobody outside the organisation gets more than they need.",
)
SHARED_DETAILS = (
    "only names and contact details",
    "once a year, as a list",
    "through a secure connection",
    "after a colleague has agreed to it",
)

INSIDE = (
    "Colleagues in the team, and managers who need it for their work.",
    "The team, colleagues who handle complaints, and auditors.",
    "Staff of the service and of the contact centre.",
)

CHANNELS = (
    Channel.TELEPHONE,
    Channel.EMAIL,
    Channel.POST,
    Channel.SOCIAL_MEDIA,
    Channel.ONLINE_FORM,
    Channel.REFERRAL,
    Channel.SURVEY,
    Channel.DATA_RETURN,
    Channel.IN_PERSON,
)
# By the kind of body that data comes to.
FURTHER_CHANNELS = {
    "council": (Channel.INSPECTION, Channel.NOTIFICATION),
    "trust": (Channel.NOTIFICATION,),
    "school": (Channel.ADMISSION,),
}
CHANNEL_DETAILS = {
    Channel.TELEPHONE: "our contact centre",
    Channel.ONLINE_FORM: "the form on our website",
    Channel.DATA_RETURN: "every quarter",
    Channel.IN_PERSON: "at our front desk",
}

PERIODS = ("P6M", "P1Y", "P18M", "P2Y", "P3Y", "P5Y", "P6Y", "P7Y", "P8Y", "P10Y", "P25Y")
TRIGGERS = (
    "the case is closed",
    "the last payment is made",
    "the person stops using the service",
    "the contract ends",
    "the decision is final",
    "the person turns 25",
    "the year ends in which it was collected",
)
FURTHER_KEPT = (
    "letters, emails and notes of calls",
    "payment records",
    "recordings of calls",
    "reports without names",
    "copies of documents that prove who somebody is",
)
EXTENSIONS = (
    "We keep it longer while a complaint or a court case is open.",
    "We keep it longer if an inquiry asks us to.",
)
REVIEW_INTERVALS = ("P6M", "P1Y", "P2Y")
RETENTION_GAPS = (
    "The team is finding out which line of the retention schedule applies.",
    "How long the supplier of the system keeps its copies.",
)

MEASURES = (
    (Kind.TECHNICAL, "Data is encrypted on its way and where it is stored."),
    (Kind.TECHNICAL, "Staff sign in with two proofs of who they are."),
    (Kind.TECHNICAL, "Who looks at a record, and when, is written down and checked."),
    (Kind.TECHNICAL, "Copies are made every night and tried out twice a year."),
    (Kind.TECHNICAL, "Weak spots are looked for every year, and mended."),
    (Kind.ORGANISATIONAL, "Only staff who need the information for their work can see it."),
    (Kind.ORGANISATIONAL, "Everybody is trained in data protection once a year."),
    (Kind.ORGANISATIONAL, "Staff are checked before they start."),
    (Kind.ORGANISATIONAL, "Papers are locked away and shredded when no longer needed."),
    (Kind.ORGANISATIONAL, "Rights to see records are looked at when somebody changes jobs."),
)
SECURITY_GAPS = ("What the supplier of the system does to protect it.",)

PAPERS = {
    Paper.DPIA: "Impact assessment: {subject}",
    Paper.POLICY: "Policy on sensitive data: {subject}",
    Paper.RETENTION_POLICY: "Retention schedule: {subject}",
    Paper.PROCESSOR_CONTRACT: "Contract with the processor: {subject}",
    Paper.JOINT_ARRANGEMENT: "Arrangement of the joint controllers: {subject}",
    Paper.INTERESTS_ASSESSMENT: "Assessment of legitimate interests: {subject}",
    Paper.CONSENT_RECORD: "Record of consent: {subject}",
    Paper.OTHER: "Description of the process: {subject}",
}

TRANSFERS = (
    ("Ireland", Mechanism.ADEQUACY, ""),
    ("Japan", Mechanism.ADEQUACY, ""),
    ("New Zealand", Mechanism.ADEQUACY, "Only while our staff in the United Kingdom are asleep."),
    (
        "India",
        Mechanism.IDTA,
        "Our supplier has agreed to the same protection as here. Ask us for a copy.",
    ),
    (
        "Australia",
        Mechanism.ADDENDUM,
        "The contract holds the clauses that the regulator has issued. Ask us for a copy.",
    ),
    (
        "the country in which a person fell ill",
        Mechanism.DEROGATION,
        "We send only what the hospital there needs, and write down what we sent.",
    ),
)
ENFORCEMENT_TRANSFERS = (
    ("the country in which a suspect is", Mechanism.PART_3, "Each request is decided singly."),
    ("an international police organisation", Mechanism.PART_3, "Only through its secure network."),
)

PROFILING = (
    "A program puts cases in order by how urgent they look. A member of staff decides on each.",
    "A program marks records that do not fit together. A member of staff looks at each of them.",
)
DECISIONS = (
    "A program decides by fixed rules when all the answers are clear. Anybody may ask for a person "
    "to look at it again.",
)
IF_NOT_PROVIDED = (
    "Without it we cannot decide, and may have to turn the application down.",
    "Without it we cannot provide the service.",
    "The law makes it an offence to keep it back.",
)
NOT_FOLLOWED = (
    "An inquiry has asked us to destroy nothing for the time being.",
    "The system cannot yet erase single records. It will be replaced next year.",
)
LOCATIONS = (
    "Case management system, in data centres in the United Kingdom.",
    "Shared folders of the team, and paper files in the archive.",
    "The supplier’s system in London, with a copy in Cardiff.",
)
INTERNAL_NOTES = (
    "Agreed with the team. The list of recipients is to be looked at again after the new contract.",
    "Two systems hold this data. Ask the team which one is to be kept.",
    "Taken over from a spreadsheet.",
)
NOTE_TO_CONFIRM = "The legal team is looking at it."
NOTE_ON_GAP = "The records manager has been asked."
