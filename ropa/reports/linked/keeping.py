"""How long data is kept, and how it is protected."""

from __future__ import annotations

from ropa.documents.schema import RetentionDocument, SecurityDocument

from .other_terms import END_ACTION, MEASURE_KIND
from .plain import plain
from .values import Node, duration, ref, stated


def storage(document: RetentionDocument) -> Node:
    """Return how long something is kept. Its duration is a floor: kept at least so long."""
    end = document.end_action
    return stated(
        {
            "@type": ["dpv:StorageCondition", "dpv:StorageDuration"],
            "dct:title": document.covers,
            "dpv:hasDuration": _duration(document),
            "ropa:isUsual": document.is_usual,
            "dct:description": document.extension,
            "ropa:endAction": ref(END_ACTION.term(end.code)) if end else None,
            "ropa:reviewInterval": duration(document.review_interval),
            "dpv:hasPolicy": _policy(document.schedule_reference),
            **_gap(document.to_be_supplied),
            **plain(document),
        }
    )


def _duration(document: RetentionDocument) -> Node | None:
    if document.minimum_period:
        return stated(
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


def _policy(schedule: str) -> Node | None:
    return {"@type": "dpv:DataStoragePolicy", "dct:title": schedule} if schedule else None


def measure(document: SecurityDocument) -> Node:
    """Return how data is protected, in general terms (Article 30(1)(g))."""
    return stated(
        {
            "@type": MEASURE_KIND.term(document.kind.code),
            "dct:description": document.description,
            **_gap(document.to_be_supplied),
            **plain(document),
        }
    )


def _gap(to_be_supplied: str) -> Node:
    if not to_be_supplied:
        return {}
    return {
        "dpv:hasApplicability": ref("dpv:NotAvailable"),
        "ropa:toBeSupplied": to_be_supplied,
    }
