"""An example of every answer about inspection regimes."""

from __future__ import annotations

from typing import Any

from ropa.api.examples import (
    activity_reference,
    body,
    notice_reference,
    organisation_reference,
    page_of,
    power,
    provision,
    term,
)
from ropa.api.examples.answers import API, WHEN
from ropa.api.examples.documents import BODY, SITE

_SLUG = "care-homes"
_TITLE = "Inspections of care homes"
_SUMMARY = "The inspectorate visits every care home once a year."
_PLACES = {
    "published": WHEN,
    "url": f"{API}/regimes/{_SLUG}",
    "page": f"{SITE}/inspections/{_SLUG}/",
}


def regime_examples() -> dict[str, Any]:
    """Return an answer for each operation, by its identifier."""
    document = {
        "slug": _SLUG,
        "title": _TITLE,
        "summary": _SUMMARY,
        "service_types": [{"name": "Care homes", "detail": ""}],
        "law": [provision()],
        "lead": body(),
        "commissioned_by": None,
        "participants": [],
        "powers": [
            {
                "held_by": term(BODY, "Example Inspectorate"),
                "power": power(),
                "applied_through": None,
            }
        ],
        "controllership": term("sole", "The lead is the only controller"),
        "essence": "",
    }
    return {
        "listRegimes": page_of(
            {
                "slug": _SLUG,
                "title": _TITLE,
                "summary": _SUMMARY,
                "inspectorates": [organisation_reference()],
                **_PLACES,
            }
        ),
        "getRegime": {
            "notice": notice_reference(),
            "section": _SLUG,
            "activities": [activity_reference()],
            **_PLACES,
            "document": document,
        },
    }
