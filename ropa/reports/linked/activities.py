"""One entry of the register as one record of the catalogue, with everything in it."""

from __future__ import annotations

from ropa.documents.schema import ActivityDocument

from .bodies import roles
from .flows import processing, recipients, source
from .grounds import condition, data_held, legal_bases, purpose, right
from .labelled_fields import labelled_properties
from .law import power_use
from .legal_terms import REGIME
from .names import FrozenIn, NodeNames
from .other_terms import AUTOMATED_DECISIONS, CAPACITY, MEASURE_KIND, PROVIDING, TRANSFERS_POSITION
from .people import choice, decision
from .retention import measure, storage
from .values import Node, day, digest, instant, ref, without_empty


def record(names: NodeNames, activity: ActivityDocument, frozen: FrozenIn) -> Node:
    """Return an entry as `dpcat:ROPARecord`.

    Only what the public may read is used, so the published copy of a document and the whole one
    give the same.
    """
    return without_empty(
        {
            "@id": names.activity(activity.reference),
            "@type": ["dpcat:ROPARecord", "dcat:Dataset", "dpv:Process"],
            "dct:identifier": activity.reference,
            "dct:title": activity.title,
            "dct:description": activity.summary,
            "dct:publisher": ref(names.publisher),
            **_version(frozen),
            "dpv:hasApplicableLaw": ref(REGIME.term(activity.legal_regime.code)),
            "ropa:capacity": ref(CAPACITY.term(activity.capacity.code)),
            "ropa:beginsOn": day(activity.begins_on),
            "ropa:endsOn": day(activity.ends_on),
            **_follows(names, activity),
            "ropa:youngestChildren": activity.children_youngest,
            "ropa:oldestChildren": activity.children_oldest,
            "ropa:howChildrenAreTold": activity.how_children_are_told,
            **roles(names, activity.controllers),
            "dpv:hasPurpose": [purpose(names, each, activity.rights) for each in activity.purposes],
            "dpv:hasLegalBasis": legal_bases(activity),
            "ropa:hasCondition": [condition(each) for each in activity.conditions],
            **data_held(names, activity.data_holdings),
            "dpv:hasDataSource": [source(names, each) for each in activity.data_sources],
            "dpv:hasProcessing": list(processing(names, activity)),
            "dpv:hasRecipient": recipients(names, activity),
            "ropa:sharingNote": activity.sharing_note,
            "dpv:hasStorageCondition": [storage(each) for each in activity.retention_rules],
            "ropa:hasPowerUse": [power_use(names, each) for each in activity.power_uses],
            "ropa:providing": ref(PROVIDING.term(activity.providing.code)),
            "ropa:ifNotProvided": activity.if_not_provided,
            **_automated(activity),
            "ropa:transfersPosition": ref(
                TRANSFERS_POSITION.term(activity.transfers_position.code)
            ),
            **_measures(activity),
            "dpv:hasRight": [right(names, each) for each in activity.rights if not each.only_for],
            "ropa:hasDecision": [decision(names, each) for each in activity.decisions_made],
            "ropa:hasChoice": [choice(each) for each in activity.people_choices],
            **labelled_properties(activity),
        }
    )


def _follows(names: NodeNames, activity: ActivityDocument) -> Node:
    former = activity.follows
    return {"dct:replaces": ref(names.activity(former.code))} if former else {}


def _version(frozen: FrozenIn) -> Node:
    return {
        "dcat:version": str(frozen.number) if frozen.number is not None else None,
        "dct:issued": instant(frozen.frozen_at),
        "ropa:documentDigest": digest(frozen.digest),
        "ropa:isApproved": frozen.number is not None,
    }


def _automated(activity: ActivityDocument) -> Node:
    term = AUTOMATED_DECISIONS.term(activity.automated_decisions.code)
    logic = {
        "@type": "dpv:AlgorithmicLogic",
        "dct:description": activity.automated_decisions_detail,
    }
    decides = activity.automated_decisions.code == "decisions"
    return {
        "ropa:automatedDecisions": ref(term),
        "dpv:hasContext": ref(term) if decides else None,
        "dpv:hasAlgorithmicLogic": logic if activity.automated_decisions_detail else None,
    }


def _measures(activity: ActivityDocument) -> Node:
    found: dict[str, list[Node]] = {}
    for document in activity.security_measures:
        found.setdefault(_HAS_MEASURE.get(document.kind.code, _HAS_ANY_MEASURE), []).append(
            measure(document)
        )
    return dict(found)


_HAS_ANY_MEASURE = "dpv:hasTechnicalOrganisationalMeasure"
_HAS_MEASURE = {
    code: str(term).replace("dpv:", "dpv:has") for code, term in MEASURE_KIND.terms.items()
}
