"""Example documents: an activity of an inspectorate, and the notice that tells of it."""

from __future__ import annotations

from typing import Any

from ropa.documents.public_schema import public_model
from ropa.documents.schema import ActivityDocument, NoticeDocument

SITE = "https://register.example.org"
BODY = "example-inspectorate"
ACT = "example-act-2000"
SECTION = "example-act-2000-section-31"
ACTIVITY = "RPA-0001"
NOTICE = "inspections"
ACTIVITY_TITLE = "Inspecting care homes"
NOTICE_TITLE = "Inspections of care homes"
SUMMARY = "We visit care homes to see whether the people who live there are well looked after."
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def term(code: str, name: str) -> dict[str, Any]:
    """Return a term."""
    return {"code": code, "name": name}


def body() -> dict[str, Any]:
    """Return the organisation of the examples."""
    return {
        "code": BODY,
        "name": "Example Inspectorate",
        "short_name": "EI",
        "description": "Inspects care homes.",
        "website": "https://inspectorate.example.org",
        "privacy_notice_url": "https://inspectorate.example.org/privacy",
        "contact_points": [
            {
                "subject": term("dpo", "Data protection officer"),
                "name": "Data protection officer",
                "email": "dpo@inspectorate.example.org",
                "telephone": "",
                "address": "",
                "url": "",
                "to_be_supplied": "",
            }
        ],
        "is_public_authority": True,
    }


def provision() -> dict[str, Any]:
    """Return the provision of the examples."""
    return {
        "code": SECTION,
        "citation": "Example Act 2000, section 31",
        "label": "section 31",
        "legislation": term(ACT, "Example Act 2000"),
        "subject": "inspections by persons authorised by the registration authority",
        "url": "https://legislation.example.org/2000/1/section/31",
        "verified_on": "2026-03-14",
    }


def power() -> dict[str, Any]:
    """Return the power of the examples."""
    return {
        "code": "example-power",
        "name": "require a provider to give information",
        "kind": term("require", "Power to require information"),
        "provision": provision(),
        "offence": None,
    }


def activity() -> dict[str, Any]:
    """Return the activity of the examples, as it is answered."""
    recipient = term("example-council", "Example Council")
    return _complete(
        ActivityDocument,
        {
            "reference": ACTIVITY,
            "title": ACTIVITY_TITLE,
            "summary": SUMMARY,
            "legal_regime": term("uk-gdpr", "UK GDPR (general processing)"),
            "controllers": [
                {
                    "organisation": body(),
                    "role": term("sole", "Controller"),
                    "scope": "",
                    "essence": "",
                }
            ],
            "purposes": [
                {
                    "statement": "inspect care homes and report on them",
                    "lawful_basis": term("6-1-e", "Public task: Article 6(1)(e)"),
                    "provisions": [provision()],
                    "interest": "",
                }
            ],
            "conditions": [
                {
                    "covers": term("special", "Special category data"),
                    "article_9": term("9-2-g", "Substantial public interest: Article 9(2)(g)"),
                    "schedule_1": term("6", "Statutory and government purposes: paragraph 6"),
                    "schedule_8": None,
                    "explanation": "The Act asks us to look at the care people get.",
                }
            ],
            "data_holdings": [
                {
                    "people": {
                        **term("residents", "people who live in care homes"),
                        "description": "",
                        "are_children": False,
                    },
                    "data": {
                        **term("names", "names"),
                        "description": "",
                        "sensitivity": term("none", "Not sensitive"),
                    },
                    "detail": "",
                }
            ],
            "data_sources": [
                {
                    "group": term("themselves", "The people themselves"),
                    "origin": None,
                    "including": [],
                    "detail": "",
                }
            ],
            "channels": [{"channel": term("visit", "On a visit"), "detail": ""}],
            "internal_recipients": "Inspectors and those who check their reports.",
            "sharing_note": "",
            "disclosures": [
                {
                    "recipient": recipient,
                    "including": [],
                    "purpose": "keep people in care homes safe",
                    "gateway": power(),
                    "frequency": term("when-needed", "When needed"),
                    "detail": "",
                }
            ],
            "retention_rules": [
                {
                    "covers": "notes of inspections",
                    "minimum_period": "P6Y",
                    "is_usual": False,
                    "trigger": "the report is published",
                    "extension": "",
                    "end_action": term("erase", "Erased"),
                    "review_interval": "",
                    "schedule_reference": "",
                    "to_be_supplied": "",
                }
            ],
            "power_uses": [
                {
                    "power": power(),
                    "held_by": term(BODY, "Example Inspectorate"),
                    "applied_through": None,
                    "explanation": "",
                }
            ],
            "providing": term("required", "The law requires it"),
            "if_not_provided": "The provider can be prosecuted.",
            "automated_decisions": term("none", "None"),
            "automated_decisions_detail": "",
            "transfers_position": term("none", "It stays in the United Kingdom"),
            "transfers": [],
            "security_measures": [
                {
                    "kind": term("organisational", "Organisational"),
                    "description": "Only those who need it for their work can see it.",
                    "to_be_supplied": "",
                }
            ],
            "rights": [
                {
                    "code": "access",
                    "name": "Get a copy",
                    "explanation": "You can ask for a copy of what is held about you.",
                    "citation": "UK GDPR Article 15",
                }
            ],
        },
    )


def notice() -> dict[str, Any]:
    """Return the notice of the examples, as it is answered."""
    return _complete(
        NoticeDocument,
        {
            "slug": NOTICE,
            "title": NOTICE_TITLE,
            "organisation": body(),
            "applies_to": "People who live or work in care homes",
            "summary": "What we do with information about you when we inspect a care home.",
            "introduction": "This notice is for everybody whom we meet on an inspection.",
            "sections": [
                {
                    "slug": "care-homes",
                    "title": "Care homes",
                    "covers": "Inspections of care homes.",
                    "why": "The law asks us to inspect them.",
                    "audiences": [
                        {
                            "slug": "residents",
                            "heading": "I live in a care home",
                            "people": {
                                **term("residents", "people who live in care homes"),
                                "description": "",
                                "are_children": False,
                            },
                            "text": "We may talk with you, and look at notes on your care.",
                        }
                    ],
                    "activities": [ACTIVITY],
                    "annexes": {},
                }
            ],
            "activities": [{"number": 1, "digest": DIGEST, "document": activity()}],
            "regulator": None,
        },
    )


def _complete(model: Any, document: dict[str, Any]) -> dict[str, Any]:
    """The document with every field, and no field that the schema does not have."""
    return public_model(model).model_validate(document).model_dump(mode="json")
