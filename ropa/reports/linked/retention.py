"""How long data is kept, and how it is protected."""

from __future__ import annotations

from ropa.documents.schema import RetentionDocument, SecurityDocument

from .labelled_fields import labelled_properties
from .other_terms import END_ACTION, LIMIT, MEASURE_KIND
from .values import Node, duration, ref, without_empty


def storage(document: RetentionDocument) -> Node:
    """Return how long something is kept. `ropa:limit` says whether its duration is a floor, the
    very time or a ceiling."""
    end = document.end_action
    return without_empty(
        {
            "@type": ["dpv:StorageCondition", "dpv:StorageDuration"],
            "dct:title": document.covers,
            "dpv:hasDuration": _duration(document),
            "ropa:limit": ref(LIMIT.term(document.limit.code)),
            "ropa:isUsual": document.is_usual,
            "dpv:hasJustification": _reason(document.reason),
            "dct:description": document.extension,
            "ropa:endAction": ref(END_ACTION.term(end.code)) if end else None,
            "ropa:reviewInterval": duration(document.review_interval),
            "dpv:hasPolicy": _policy(document.schedule_reference),
            **_gap(document.to_be_supplied),
            **labelled_properties(document),
        }
    )


def _duration(document: RetentionDocument) -> Node | None:
    if document.minimum_period:
        return without_empty(
            {
                "@type": ["dpv:Duration", "dpv:TemporalDuration"],
                "rdf:value": duration(document.minimum_period),
                "ropa:runsFrom": document.trigger,
            }
        )
    if document.trigger:
        return {
            "@type": ["dpv:Duration", "dpv:UntilEventDuration"],
            "dct:description": document.trigger,
        }
    return None


def _reason(reason: str) -> Node | None:
    return {"@type": "dpv:Justification", "dct:description": reason} if reason else None


def _policy(schedule: str) -> Node | None:
    return {"@type": "dpv:DataStoragePolicy", "dct:title": schedule} if schedule else None


def measure(document: SecurityDocument) -> Node:
    """Return how data is protected, in general terms (Article 30(1)(g))."""
    return without_empty(
        {
            "@type": MEASURE_KIND.term(document.kind.code),
            "dct:description": document.description,
            **_gap(document.to_be_supplied),
            **labelled_properties(document),
        }
    )


def _gap(to_be_supplied: str) -> Node:
    if not to_be_supplied:
        return {}
    return {
        "dpv:hasApplicability": ref("dpv:NotAvailable"),
        "ropa:toBeSupplied": to_be_supplied,
    }
