"""What public bodies do: for each field of work its services, its people, its data and its law.

Codes name reference data, of fixtures/reference or of ropa/generation/reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Ground(Enum):
    """On which conditions a field of work uses sensitive data."""

    CARE = "care"
    HEALTH = "health"
    EMPLOYMENT = "employment"
    PUBLIC = "public"


@dataclass(frozen=True)
class Domain:
    """A field of work: one team of a body does it.

    `kind` is the kind of body it belongs to, as `ropa.generation.bodies` has them. Under law
    enforcement, `services` are the offences that are looked into.
    """

    code: str
    team: str
    function: str
    kind: str
    ground: Ground
    services: tuple[str, ...]
    people: tuple[str, ...]
    ordinary: tuple[str, ...]
    special: tuple[str, ...]
    criminal: tuple[str, ...]
    provisions: tuple[str, ...]
    powers: tuple[str, ...]
    recipients: tuple[str, ...]
    law_enforcement: bool = False


ADULT_CARE = Domain(
    "adult-care",
    "Adult social care",
    "Care and support",
    "council",
    Ground.CARE,
    ("care at home", "day centres", "residential care", "help for unpaid carers", "meals at home"),
    ("adults-needing-care", "unpaid-carers", "relatives"),
    ("date-of-birth", "household", "income-and-savings", "case-notes", "nhs-number"),
    ("care-and-support-needs", "health", "disability", "ethnicity", "mental-health"),
    ("offences-of-household",),
    ("care-2014-s1", "care-2014-s9", "care-2014-s42", "equality-2010-s149"),
    ("promote-adult-well-being", "assess-adult-needs", "enquire-about-adults-at-risk"),
    ("care-providers", "nhs", "general-practices", "the-police", "advice-charities"),
)
HOUSING = Domain(
    "housing",
    "Housing",
    "Homes",
    "council",
    Ground.PUBLIC,
    ("council housing", "housing advice", "temporary housing", "home repairs", "home adaptations"),
    ("tenants", "homeless-people", "landlords-and-owners"),
    ("date-of-birth", "household", "tenancy", "property", "payments-and-debts", "correspondence"),
    ("health", "disability", "ethnicity"),
    ("offences-of-household",),
    ("housing-1996-s166a", "housing-1996-s184", "equality-2010-s149"),
    ("allocate-council-housing", "enquire-about-homelessness"),
    ("housing-associations", "landlords", "the-police", "advice-charities", "care-providers"),
)
REVENUES = Domain(
    "revenues",
    "Revenues and benefits",
    "Finance",
    "council",
    Ground.PUBLIC,
    ("council tax", "council tax support", "business rates", "help with rent", "hardship funds"),
    ("council-taxpayers", "benefit-claimants", "business-owners"),
    ("household", "income-and-savings", "bank-details", "national-insurance-number", "property"),
    ("disability", "health"),
    ("fraud-indicators",),
    ("lgfa-1992-s1", "lgfa-1992-s13a", "wra-2012-s131"),
    ("charge-council-tax", "reduce-council-tax"),
    ("government-departments", "debt-collectors", "auditors", "landlords", "employers"),
)
EDUCATION = Domain(
    "education",
    "Schools and learning",
    "Education",
    "council",
    Ground.PUBLIC,
    (
        "school places",
        "travel to school",
        "free school meals",
        "school attendance",
        "night classes",
    ),
    ("pupils", "parents", "learners"),
    ("date-of-birth", "address", "school-history", "attendance", "household", "qualifications"),
    ("special-educational-need-or-disability", "ethnicity", "religion-or-belief"),
    ("offences-of-household",),
    ("education-1996-s13", "education-1996-s508b", "ssfa-1998-s86"),
    ("provide-education", "arrange-school-travel", "offer-school-places", "hear-school-appeals"),
    ("schools-and-education-settings", "dfe", "transport-operators", "local-authorities", "nhs"),
)
CHILDREN = Domain(
    "children",
    "Children and families",
    "Care and support",
    "council",
    Ground.CARE,
    ("early help", "fostering", "adoption support", "help for care leavers", "family centres"),
    ("children-in-need", "looked-after-children", "parents", "foster-carers-and-adopters"),
    ("date-of-birth", "household", "case-notes", "family-circumstances", "school-history"),
    ("safeguarding", "health", "disability", "ethnicity"),
    ("offences-of-household", "convictions-and-alleged-offences"),
    ("ca-1989-s17", "ca-2004-s11", "ca-1989-s47"),
    ("help-children-in-need", "safeguard-children-duty", "ca1989-enquiries"),
    ("schools-and-education-settings", "nhs", "the-police", "courts-and-tribunals", "ofsted"),
)
ENVIRONMENT = Domain(
    "environment",
    "Environment and licensing",
    "Regulation",
    "council",
    Ground.PUBLIC,
    (
        "waste collection",
        "food hygiene checks",
        "licences for premises",
        "parking permits",
        "allotments",
    ),
    ("residents", "licence-holders", "business-owners"),
    ("address", "licence-details", "vehicle", "payments-and-debts", "correspondence", "property"),
    ("disability", "health"),
    ("convictions-and-alleged-offences",),
    ("epa-1990-s45", "licensing-2003-s4", "food-1990-s32"),
    ("collect-household-waste", "license-premises", "enter-food-premises"),
    ("the-police", "fire-services", "government-departments", "courts-and-tribunals", "hse"),
)
LEISURE = Domain(
    "leisure",
    "Libraries and leisure",
    "Culture",
    "council",
    Ground.PUBLIC,
    ("public libraries", "museum visits", "swimming lessons", "sports courses", "local festivals"),
    ("library-members", "young-visitors", "residents"),
    ("date-of-birth", "address", "loans-and-bookings", "payments-and-debts", "photographs"),
    ("disability", "health"),
    ("offences-of-household",),
    ("libraries-1964-s7", "lga-1972-s111", "equality-2010-s149"),
    ("provide-libraries", "support-council-functions"),
    ("schools-and-education-settings", "debt-collectors", "auditors", "advice-charities"),
)
STAFF = Domain(
    "staff",
    "Human resources",
    "Human resources",
    "council",
    Ground.EMPLOYMENT,
    ("staff training", "health at work", "staff pensions", "apprenticeships", "volunteering"),
    ("employees", "job-applicants", "volunteers"),
    ("bank-details", "national-insurance-number", "employment", "qualifications", "appointments"),
    ("health", "trade-union-membership", "ethnicity", "disability", "sexual-orientation"),
    ("convictions-cautions-and-alleged-offences",),
    ("lga-1972-s112", "equality-2010-s149"),
    ("appoint-council-staff", "equality-duty"),
    ("pension-funds", "government-departments", "dbs", "health-specialists", "auditors"),
)
DEMOCRACY = Domain(
    "democracy",
    "Democratic services",
    "Governance",
    "council",
    Ground.PUBLIC,
    (
        "postal voting",
        "electoral registration",
        "petitions",
        "citizens’ panels",
        "council meetings",
    ),
    ("electors", "candidates", "residents"),
    ("date-of-birth", "address", "voting-details", "correspondence", "survey-answers"),
    ("disability", "ethnicity"),
    ("fraud-indicators",),
    ("rpa-1983-s9", "lga-1972-s111"),
    ("keep-electoral-registers", "support-council-functions"),
    ("elected-representatives", "the-police", "credit-agencies", "courts-and-tribunals"),
)
COMMUNITY_HEALTH = Domain(
    "community-health",
    "Community health",
    "Health care",
    "trust",
    Ground.HEALTH,
    ("health visiting", "physiotherapy", "speech therapy", "wound clinics", "hearing clinics"),
    ("patients", "young-patients", "relatives"),
    ("date-of-birth", "nhs-number", "appointments", "case-notes", "household"),
    ("health", "medical-conditions-and-treatment", "disability", "ethnicity"),
    ("offences-of-household",),
    ("nhs-2006-s3", "hsca-2012-s251b"),
    ("arrange-health-services", "share-for-care"),
    ("general-practices", "local-authorities", "care-providers", "health-specialists", "cqc"),
)
SCREENING = Domain(
    "screening",
    "Screening and vaccination",
    "Health care",
    "trust",
    Ground.HEALTH,
    (
        "vaccination",
        "eye screening",
        "weight loss courses",
        "help to stop smoking",
        "sexual health clinics",
    ),
    ("patients", "young-patients", "parents"),
    ("date-of-birth", "nhs-number", "appointments", "address", "survey-answers"),
    ("health", "ethnicity", "medical-conditions-and-treatment", "sexual-orientation"),
    ("offences-of-household",),
    ("nhs-2006-s2b", "hsca-2012-s251b"),
    ("improve-public-health", "share-for-care"),
    ("general-practices", "schools-and-education-settings", "universities", "local-authorities"),
)
PUPILS = Domain(
    "pupils",
    "Pupil services",
    "Education",
    "school",
    Ground.PUBLIC,
    ("school meals", "after-school clubs", "exam entries", "school trips", "music lessons"),
    ("pupils", "parents", "volunteers"),
    ("date-of-birth", "attendance", "educational-performance", "photographs", "household"),
    ("special-educational-needs-and-attainment", "health", "religion-or-belief"),
    ("police-involved-incidents",),
    ("education-act-2002-s175", "pupil-information-regulations-2013-r3"),
    ("safeguarding-guidance-duties", "pupil-information"),
    ("dfe", "local-authorities", "health-specialists", "safeguarding-leads", "transport-operators"),
)
CASEWORK = Domain(
    "casework",
    "Casework",
    "Complaints",
    "ombudsman",
    Ground.PUBLIC,
    ("mediation", "case reviews", "advice lines", "public hearings", "follow-up of findings"),
    ("complainants", "people-complained-about", "witnesses"),
    ("address", "case-notes", "correspondence", "employment", "property"),
    ("health", "disability", "care-and-support-needs"),
    ("convictions-and-alleged-offences",),
    ("lga-1974-s26", "lga-1974-s29"),
    ("investigate-complaints", "require-evidence-for-complaints"),
    ("local-authorities", "elected-representatives", "courts-and-tribunals", "lgsco", "nhs"),
)
INVESTIGATIONS = Domain(
    "investigations",
    "Criminal investigations",
    "Law enforcement",
    "police",
    Ground.PUBLIC,
    ("burglary", "robbery", "theft of vehicles", "assault", "online fraud", "criminal damage"),
    ("suspects", "victims", "witnesses", "convicted-people"),
    ("date-of-birth", "vehicle", "body-worn-video", "witness-statements", "communications-data"),
    ("genetic-or-biometric-data", "health", "ethnicity"),
    ("custody-records", "convictions-and-alleged-offences"),
    ("dpa-2018-s30", "dpa-2018-s35", "pace-1984-s8", "cpia-1996-s3"),
    ("search-with-warrant", "seize-evidence", "disclose-prosecution-material"),
    ("prosecutors", "courts-and-tribunals", "probation-services", "the-police", "hmpps"),
    law_enforcement=True,
)
ENFORCEMENT = Domain(
    "enforcement",
    "Counter fraud and enforcement",
    "Law enforcement",
    "council",
    Ground.PUBLIC,
    ("benefit fraud", "tenancy fraud", "misuse of permits", "dumping of waste", "unsafe goods"),
    ("suspects", "witnesses", "business-owners"),
    ("address", "bank-details", "property", "vehicle", "witness-statements"),
    ("disability", "health"),
    ("fraud-indicators", "convictions-and-alleged-offences"),
    ("dpa-2018-s30", "dpa-2018-s35", "fraud-2006-s1", "epa-1990-s33"),
    ("fraud-offence", "dumping-waste-offence"),
    ("the-police", "prosecutors", "courts-and-tribunals", "government-departments"),
    law_enforcement=True,
)

DOMAINS = (
    ADULT_CARE,
    HOUSING,
    REVENUES,
    EDUCATION,
    CHILDREN,
    ENVIRONMENT,
    LEISURE,
    STAFF,
    DEMOCRACY,
    COMMUNITY_HEALTH,
    SCREENING,
    PUPILS,
    CASEWORK,
    INVESTIGATIONS,
    ENFORCEMENT,
)
