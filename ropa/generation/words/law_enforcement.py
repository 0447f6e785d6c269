"""What is done under Part 3 of the Data Protection Act 2018."""

from __future__ import annotations

from .domain import Domain, Ground

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
