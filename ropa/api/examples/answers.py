"""An answer for each operation of the register itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from .documents import (
    ACT,
    ACTIVITY,
    ACTIVITY_TITLE,
    BODY,
    DIGEST,
    NOTICE,
    NOTICE_TITLE,
    SITE,
    SUMMARY,
    activity,
    body,
    notice,
    power,
    provision,
    term,
)

API = f"{SITE}/api/v1"
WHEN = "2026-03-31T09:30:00Z"
NOTE = "It says for how long notes are kept."


@cache
def answers() -> Mapping[str, Any]:
    """Return an answer for each operation, by its identifier."""
    return {
        "getRoot": {
            "name": "Privacy notices and record of processing",
            "documentation": f"{SITE}/api/",
            "openapi": f"{API}/openapi.json",
            "resources": {
                name: f"{API}/{name}"
                for name in ("notices", "activities", "organisations", "legislation")
            },
        },
        "listNotices": page_of(_notice_item()),
        "getNotice": _frozen("notices", NOTICE) | {"document": notice()},
        "listNoticeVersions": page_of(_version("notices", NOTICE)),
        "getNoticeVersion": _frozen("notices", NOTICE) | {"document": notice()},
        "listActivities": page_of(_activity_item()),
        "getActivity": _activity(),
        "listActivityVersions": page_of(_version("activities", ACTIVITY)),
        "getActivityVersion": _activity(),
        "listOrganisations": page_of(
            {
                "code": BODY,
                "name": "Example Inspectorate",
                "short_name": "EI",
                "is_public_authority": True,
                "activities": 1,
                "url": f"{API}/organisations/{BODY}",
                "page": f"{SITE}/organisations/{BODY}/",
            }
        ),
        "getOrganisation": _organisation(),
        "listLegislation": page_of(_law() | {"provisions": 1, "activities": 1}),
        "getLegislation": _law()
        | {
            "address": "https://legislation.example.org/2000/1",
            "provisions": [
                {
                    "provision": provision(),
                    "activities": [activity_reference()],
                    "page": f"{SITE}/law/{ACT}/{provision()['code']}/",
                }
            ],
            "activities": [activity_reference()],
        },
    }


def page_of(item: dict[str, Any]) -> dict[str, Any]:
    """Return a list of one."""
    return {"total": 1, "limit": 50, "offset": 0, "next": None, "previous": None, "items": [item]}


def activity_reference() -> dict[str, Any]:
    """Return a reference to the activity of the examples."""
    return {
        "reference": ACTIVITY,
        "title": ACTIVITY_TITLE,
        "url": f"{API}/activities/{ACTIVITY}",
    }


def notice_reference() -> dict[str, Any]:
    """Return a reference to the notice of the examples."""
    return {"slug": NOTICE, "title": NOTICE_TITLE, "url": f"{API}/notices/{NOTICE}"}


def organisation_reference() -> dict[str, Any]:
    """Return a reference to the organisation of the examples."""
    return {
        "code": BODY,
        "name": "Example Inspectorate",
        "url": f"{API}/organisations/{BODY}",
    }


def _notice_item() -> dict[str, Any]:
    return {
        "slug": NOTICE,
        "title": NOTICE_TITLE,
        "summary": notice()["summary"],
        "applies_to": notice()["applies_to"],
        "organisation": organisation_reference(),
        "activities": 1,
        "version": 2,
        "digest": DIGEST,
        "published": WHEN,
        "change_note": NOTE,
        "url": f"{API}/notices/{NOTICE}",
        "page": f"{SITE}/notices/{NOTICE}/",
    }


def _activity_item() -> dict[str, Any]:
    document = activity()
    return {
        "reference": ACTIVITY,
        "title": ACTIVITY_TITLE,
        "summary": SUMMARY,
        "legal_regime": document["legal_regime"],
        "controllers": [
            {"organisation": organisation_reference(), "role": term("sole", "Controller")}
        ],
        "lawful_bases": [part["lawful_basis"] for part in document["purposes"]],
        "people": [term("residents", "people who live in care homes")],
        "data": [term("names", "names")],
        "version": 2,
        "digest": DIGEST,
        "published": WHEN,
        "change_note": NOTE,
        "url": f"{API}/activities/{ACTIVITY}",
        "page": f"{SITE}/register/{ACTIVITY}/",
    }


def _version(resource: str, key: str) -> dict[str, Any]:
    page = "register" if resource == "activities" else resource
    return {
        "version": 2,
        "schema_version": 2,
        "digest": DIGEST,
        "published": WHEN,
        "change_note": NOTE,
        "in_force": True,
        "url": f"{API}/{resource}/{key}/versions/2",
        "page": f"{SITE}/{page}/{key}/versions/2/",
    }


def _frozen(resource: str, key: str) -> dict[str, Any]:
    fields = _version(resource, key)
    del fields["in_force"]
    versions = f"{API}/{resource}/{key}/versions"
    return fields | {"newest": 2, "ended": None, "versions": versions}


def _activity() -> dict[str, Any]:
    frozen = _frozen("activities", ACTIVITY)
    return frozen | {"notices": [notice_reference()], "document": activity()}


def _organisation() -> dict[str, Any]:
    return {
        "organisation": body(),
        "is_regulator": False,
        "notices": [notice_reference()],
        "roles": [
            {
                "role": term("sole", "Controller"),
                "scope": "",
                "essences": [],
                "activities": [activity_reference()],
            }
        ],
        "receives": [
            {
                "givers": [organisation_reference()],
                "purpose": "check what was found on an earlier inspection",
                "frequency": term("when-needed", "When needed"),
                "gateway": power(),
                "detail": "",
                "among": None,
                "activities": [activity_reference()],
            }
        ],
        "supplies": [
            {
                "takers": [organisation_reference()],
                "details": ["findings of earlier inspections"],
                "among": None,
                "activities": [activity_reference()],
            }
        ],
        "transfers": [
            {
                "destination": "Norway",
                "mechanism": term("adequacy", "Approved by regulations (Article 45A)"),
                "safeguards": "",
                "activities": [activity_reference()],
            }
        ],
        "powers": [
            {
                "power": power(),
                "applied_through": None,
                "explanations": [],
                "activities": [activity_reference()],
            }
        ],
        "url": f"{API}/organisations/{BODY}",
        "page": f"{SITE}/organisations/{BODY}/",
    }


def _law() -> dict[str, Any]:
    return {
        "code": ACT,
        "title": "Example Act 2000",
        "kind": "act",
        "url": f"{API}/legislation/{ACT}",
        "page": f"{SITE}/law/{ACT}/",
    }
