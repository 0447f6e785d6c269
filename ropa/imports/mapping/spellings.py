"""What the columns of spreadsheets are called: the regulator's thirty titles, and others that
registers have in use."""

from __future__ import annotations

from ropa.documents.description import described
from ropa.models import ProcessingActivity

from .targets import described_part_fields, described_targets


def spellings() -> dict[str, tuple[str, ...]]:
    """Return what columns are called that fill each target, those included that follow from the
    description of an entry and of its parts alone."""
    found = {
        target: (said.label, *said.spellings)
        for target, column in described_targets().items()
        if (said := described(ProcessingActivity, column))
    }
    of_parts = {each.target: (each.title, *each.spellings) for each in described_part_fields()}
    return SPELLINGS | found | of_parts


# The first of each is the regulator's own title, where the target is one of the thirty columns.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "reference": ("Reference", "Register reference", "ROPA reference", "Entry reference", "Ref"),
    "title": (
        "Title",
        "Name of processing activity",
        "Processing activity",
        "Activity",
        "Activity name",
        "Name of activity",
    ),
    "summary": (
        "Summary",
        "Description",
        "Description of processing",
        "Description of processing activity",
        "Description of activity",
    ),
    "team": ("Team", "Team name", "Service team", "Owning team"),
    "business-function": ("Business function", "Function", "Service area", "Department", "Service"),
    "purposes": ("Purpose of processing", "Purpose", "Purposes", "Purposes of processing"),
    "joint-controllers": (
        "Name and contact details of joint controller (if applicable)",
        "Joint controller name and contact",
        "Joint controller",
        "Joint controllers",
        "Name and contact details of joint controllers",
    ),
    "people": (
        "Categories of individuals",
        "Categories of people",
        "Categories of data subjects",
        "Data subjects",
        "Individuals",
        "Data subject categories",
    ),
    "data": (
        "Categories of personal data",
        "Categories of data",
        "Personal data",
        "Personal data categories",
        "Types of personal data",
        "Data categories",
    ),
    "recipients": (
        "Categories of recipients",
        "Recipients",
        "Shared with",
        "Who is the data shared with",
        "Data shared with",
    ),
    "processors": ("Processors", "Processor", "Name of processor", "Data processors"),
    "processor-contract": (
        "Link to contract with processor",
        "Contract with processor",
        "Processor contract",
        "Link to processor contract",
    ),
    "third-countries": (
        "Names of third countries or international organisations that personal data are "
        "transferred to (if applicable)",
        "Third countries or international organisations",
        "Third countries",
        "International transfers",
        "Transfers abroad",
        "Transfers outside the UK",
    ),
    "safeguards": (
        "Safeguards for exceptional transfers of personal data to third countries or "
        "international organisations (if applicable)",
        "Safeguards for exceptional transfers",
        "Safeguards",
        "Transfer safeguards",
    ),
    "retention": (
        "Retention schedule (if possible)",
        "Retention",
        "Retention period",
        "Retention schedule",
        "How long is it kept",
    ),
    "security": (
        "General description of technical and organisational security measures (if possible)",
        "Security measures",
        "Technical and organisational security measures",
        "Technical and organisational measures",
        "Security",
    ),
    "lawful-basis": (
        "Article 6 lawful basis for processing personal data",
        "Article 6 lawful basis",
        "Lawful basis",
        "Lawful basis for processing",
        "Legal basis",
        "Art 6 lawful basis",
    ),
    "article-9": (
        "Article 9 condition for processing special category data",
        "Article 9 condition",
        "Art 9 condition",
        "Article 9 basis for processing special category data",
        "Special category condition",
    ),
    "legitimate-interests": (
        "Legitimate interests for the processing (if applicable)",
        "Legitimate interests",
        "Legitimate interest",
    ),
    "interests-assessment": (
        "Link to record of legitimate interests assessment (if applicable)",
        "Link to legitimate interests assessment",
        "Legitimate interests assessment",
        "LIA",
        "Link to LIA",
    ),
    "rights": ("Rights available to individuals", "Rights available", "Rights"),
    "automated-decisions": (
        "Existence of automated decision-making, including profiling (if applicable)",
        "Automated decision-making, profiling",
        "Automated decision-making",
        "Automated decisions",
        "Profiling",
    ),
    "sources": (
        "The source of the personal data (if applicable)",
        "Source of the data",
        "Source of personal data",
        "Source",
        "Sources",
        "Data source",
    ),
    "consent-record": ("Link to record of consent", "Record of consent", "Consent record"),
    "location": (
        "Location of personal data",
        "Location of the data",
        "Location",
        "System",
        "Systems",
        "Where is it kept",
    ),
    "dpia-required": (
        "Data Protection Impact Assessment required?",
        "DPIA required?",
        "Is a DPIA required?",
    ),
    "dpia-progress": (
        "Data Protection Impact Assessment progress",
        "DPIA progress",
        "DPIA status",
    ),
    "dpia-link": (
        "Link to Data Protection Impact Assessment",
        "Link to DPIA",
        "DPIA",
        "DPIA link",
    ),
    "breach": (
        "Has a personal data breach occurred?",
        "Personal data breach?",
        "Personal data breach",
        "Breach",
    ),
    "breach-record": (
        "Link to record of personal data breach",
        "Link to record of breach",
        "Breach record",
    ),
    "schedule-1": (
        "Data Protection Act 2018 Schedule 1 Condition for processing",
        "Schedule 1 condition",
        "DPA 2018 Schedule 1 condition",
        "Schedule 1 condition for processing",
    ),
    "schedule-1-basis": (
        "GDPR Article 6 lawful basis for processing",
        "UK GDPR Article 6 lawful basis for processing",
        "Art 6 basis (for Schedule 1)",
        "Article 6 basis for Schedule 1",
    ),
    "retention-policy": (
        "Link to retention and erasure policy document",
        "Link to retention and erasure policy",
        "Retention and erasure policy",
        "Retention policy",
        "Appropriate policy document",
    ),
    "follows-policy": (
        "Is personal data retained and erased in accordance with the policy document?",
        "Retained and erased according to policy?",
        "Retained and erased in accordance with policy?",
    ),
    "why-not-followed": (
        "Reasons for not adhering to policy document (if applicable)",
        "Reasons for not adhering to retention and erasure policy document (if applicable)",
        "Reasons if not",
        "Reasons for not adhering to policy",
    ),
    "internal-note": ("Internal note", "Notes", "Comments", "Note"),
}
