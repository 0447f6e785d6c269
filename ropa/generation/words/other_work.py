"""What health bodies, schools and ombudsmen do."""

from __future__ import annotations

from .domain import Domain, Ground

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
