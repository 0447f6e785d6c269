"""The codes of the law as terms: bases, conditions, transfers, rights.

DPV has the articles of the EU GDPR, of which the UK GDPR keeps the numbers; what only United
Kingdom law has is minted. An entry's `dpv:hasApplicableLaw` says which law is meant.
"""

from __future__ import annotations

from ropa.documents.rights import rights_for
from ropa.models.flows import Transfer
from ropa.models.grounds import (
    Article9,
    FurtherUse,
    LawfulBasis,
    LegalRegime,
    RecognisedInterest,
    Schedule1,
    Schedule8,
    Sensitivity,
)
from ropa.models.law import StatutoryPower

from .code_lists import CodeList, own_term

_BASIS = "dpv:LegalBasis"
_TRANSFER = "dpv:DataTransferLegalBasis"
_RIGHT = "dpv:DataSubjectRight"
_IN_PUBLIC_INTEREST = own_term("dpv:PublicInterest", related="eu-gdpr:A9-2-g")

REGIME = CodeList(
    "regime",
    dict(LegalRegime.choices),
    {"uk-gdpr": "legal-gb:law-GDPR", "dpa-part-3": own_term("legal-gb:law-DPA")},
    "dpv:Law",
)

LAWFUL_BASIS = CodeList(
    "lawful-basis",
    dict(LawfulBasis.choices),
    {f"6-1-{letter}": f"eu-gdpr:A6-1-{letter}" for letter in "abcdef"}
    | {
        "6-1-ea": own_term("dpv:LegitimateInterest", related="eu-gdpr:A6-1-f"),
        "35-2-a": own_term("dpv:Consent"),
        "35-2-b": own_term("dpv:OfficialAuthorityOfController"),
    },
    _BASIS,
)

RECOGNISED_INTEREST = CodeList(
    "recognised-interest",
    dict(RecognisedInterest.choices),
    dict.fromkeys(
        RecognisedInterest.values, own_term("dpv:LegitimateInterest", related="eu-gdpr:A6-1-f")
    ),
    _BASIS,
)

FURTHER_USE = CodeList(
    "further-use",
    dict(FurtherUse.choices),
    dict.fromkeys(FurtherUse.values, own_term("dpv:Justification")),
    "dpv:Justification",
)

ARTICLE_9 = CodeList(
    "article-9",
    dict(Article9.choices),
    {f"9-2-{letter}": f"eu-gdpr:A9-2-{letter}" for letter in "abcdefghij"},
    _BASIS,
)

SCHEDULE_1 = CodeList(
    "schedule-1",
    dict(Schedule1.choices),
    {
        "1-1": own_term(_BASIS, related="eu-gdpr:A9-2-b"),
        "1-2": own_term(_BASIS, related="eu-gdpr:A9-2-h"),
        "1-3": own_term("dpv:PublicInterest", related="eu-gdpr:A9-2-i"),
        "1-4": own_term("dpv:PublicInterest", related="eu-gdpr:A9-2-j"),
        **{code: _IN_PUBLIC_INTEREST for code in Schedule1.values if code.startswith("2-")},
        "3-29": own_term("dpv:Consent"),
        "3-30": own_term("dpv:VitalInterest"),
        "3-31": own_term("dpv:LegitimateInterest"),
        "3-32": own_term(_BASIS),
        "3-33": own_term(_BASIS),
        "3-34": own_term(_BASIS),
        "3-35": own_term(_BASIS),
        "3-36": own_term("dpv:PublicInterest"),
        "3-37": own_term(_BASIS),
    },
    _BASIS,
)

SCHEDULE_8 = CodeList(
    "schedule-8",
    dict(Schedule8.choices),
    {
        "8-1": own_term("dpv:PublicInterest"),
        "8-2": own_term("dpv:PublicInterest"),
        "8-3": own_term("dpv:VitalInterest"),
        "8-4": own_term("dpv:PublicInterest"),
        "8-5": own_term(_BASIS),
        "8-6": own_term(_BASIS),
        "8-7": own_term(_BASIS),
        "8-8": own_term(_BASIS),
        "8-9": own_term("dpv:PublicInterest"),
    },
    _BASIS,
)

# Classes that the data itself is an instance of.
SENSITIVITY = CodeList(
    "sensitivity",
    dict(Sensitivity.choices),
    {
        "ordinary": "dpv:PersonalData",
        "special": "dpv:SpecialCategoryPersonalData",
        "criminal": "pd:Criminal",
    },
)

MECHANISM = CodeList(
    "transfer",
    dict(Transfer.Mechanism.choices),
    {
        "adequacy": own_term(_TRANSFER, related="eu-gdpr:A45-3"),
        "idta": own_term("eu-gdpr:A46-2-d"),
        "addendum": own_term("eu-gdpr:A46-2-d"),
        "bcr": "eu-gdpr:A46-2-b",
        "public-bodies": own_term(_TRANSFER, related="eu-gdpr:A46-2-a eu-gdpr:A46-3-b"),
        "code": own_term(_TRANSFER, related="eu-gdpr:A46-2-e eu-gdpr:A46-2-f"),
        "derogation": own_term(_TRANSFER),
        "part-3": own_term(_TRANSFER),
        "not-settled": own_term(_TRANSFER),
    },
    _BASIS,
)

RIGHT = CodeList(
    "right",
    {right.code: right.name for right in rights_for(LawfulBasis.values, automated_decisions=True)},
    {
        "information": own_term(_RIGHT, related="eu-gdpr:A13 eu-gdpr:A14"),
        "access": "eu-gdpr:A15",
        "rectification": "eu-gdpr:A16",
        "erasure": "eu-gdpr:A17",
        "restriction": "eu-gdpr:A18",
        "portability": "eu-gdpr:A20",
        "objection": "eu-gdpr:A21",
        "withdraw-consent": "eu-gdpr:A7-3",
        "automated-decisions": own_term(_RIGHT, related="eu-gdpr:A22"),
        "law-enforcement-information": own_term(_RIGHT, related="eu-gdpr:A13 eu-gdpr:A14"),
        "law-enforcement-access": own_term(_RIGHT, related="eu-gdpr:A15"),
        "law-enforcement-rectification": own_term(_RIGHT, related="eu-gdpr:A16"),
        "law-enforcement-erasure": own_term(_RIGHT, related="eu-gdpr:A17 eu-gdpr:A18"),
        "law-enforcement-automated-decisions": own_term(_RIGHT, related="eu-gdpr:A22"),
    },
    "dpv:Right",
)

POWER_KIND = CodeList(
    "power",
    dict(StatutoryPower.Kind.choices),
    dict.fromkeys(StatutoryPower.Kind.values, own_term("dpv:Rule")),
)
