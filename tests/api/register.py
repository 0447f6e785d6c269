"""A register with something behind every address of the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client

from ropa.actions.publishing import withdraw_notice
from ropa.actions.retiring import retire_activity
from ropa.models import ProcessingActivity, Version
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_notice,
    make_policy_document,
    make_provision,
    make_regime,
    make_section,
    make_user,
    publish,
)

API = "/api/v1"


@dataclass(frozen=True)
class Published:
    """What is where: the parameters of every operation, by the name they have in its path."""

    reference: str
    slug: str
    policy: str
    organisation: str
    legislation: str
    regime: str
    ended_reference: str
    ended_slug: str
    ended_policy: str


def published_register() -> Published:
    """An entry with parts and a notice with an inspection, of two versions each; a policy document;
    and an entry, a notice and a policy document that ended with their second version."""
    activity, ended = make_activity(), make_activity()
    add_parts(activity, 1)
    approve(activity)
    approve(ended)
    notice, withdrawn = make_notice(activity), make_notice(activity)
    section = make_section(notice, activity)
    regime = make_regime(section=section)
    regime.law.add(make_provision())
    publish(notice)
    publish(withdrawn)
    activity.summary += " And more."
    activity.save()
    approve(activity)
    notice.introduction += " And more."
    notice.save()
    publish(notice, change_note="It says more.")
    policy, ended_policy = make_policy_document(activity), make_policy_document(activity)
    publish(policy)
    publish(ended_policy)
    by = make_user("Approver")
    for over in (withdrawn, ended_policy):
        withdraw_notice(notice=over, by=by, reason="Over.", change_note="It is over.")
    retire_activity(activity=ended, by=by, reason="Over.", change_note="It is over.")
    return Published(
        reference=activity.reference,
        slug=notice.slug,
        policy=policy.slug,
        organisation=activity.team.organisation.code,
        legislation=provision_of(activity).legislation.code,
        regime=regime.slug,
        ended_reference=ended.reference,
        ended_slug=withdrawn.slug,
        ended_policy=ended_policy.slug,
    )


def provision_of(activity: ProcessingActivity) -> Any:
    """The provision on which the first purpose of an entry rests."""
    return activity.purposes.all()[0].provisions.all()[0]


def addresses(there: Published) -> dict[str, str]:
    """An address of every operation, by its identifier."""
    notice, activity = f"{API}/notices/{there.slug}", f"{API}/activities/{there.reference}"
    policy = f"{API}/policy-documents/{there.policy}"
    return {
        "getRoot": f"{API}/",
        "listNotices": f"{API}/notices",
        "getNotice": notice,
        "listNoticeVersions": f"{notice}/versions",
        "getNoticeVersion": f"{notice}/versions/1",
        "listPolicyDocuments": f"{API}/policy-documents",
        "getPolicyDocument": policy,
        "listPolicyDocumentVersions": f"{policy}/versions",
        "getPolicyDocumentVersion": f"{policy}/versions/1",
        "listActivities": f"{API}/activities",
        "getActivity": activity,
        "listActivityVersions": f"{activity}/versions",
        "getActivityVersion": f"{activity}/versions/1",
        "listOrganisations": f"{API}/organisations",
        "getOrganisation": f"{API}/organisations/{there.organisation}",
        "listLegislation": f"{API}/legislation",
        "getLegislation": f"{API}/legislation/{there.legislation}",
        "listRegimes": f"{API}/regimes",
        "getRegime": f"{API}/regimes/{there.regime}",
    }


def get(client: Client, path: str, **query: Any) -> Any:
    """Return what an address of the API answers, as data."""
    response = client.get(f"{API}{path}", query)
    assert response.status_code == 200, response.text
    return response.json()


def keys(client: Client, path: str, key: str, **query: Any) -> list[str]:
    """Return the keys of what a list of the API names."""
    return [item[key] for item in get(client, path, **query)["items"]]


def republished(activity: ProcessingActivity, **fields: Any) -> Version:
    """Change an entry and approve it again."""
    for name, value in fields.items():
        setattr(activity, name, value)
    activity.save()
    return approve(activity)


def answers_of_everything(client: Client) -> dict[str, str]:
    """What every address answers that the API leads to, from its root."""
    found: dict[str, str] = {}
    to_ask = ["http://testserver/api/v1/"]
    while to_ask:
        address = to_ask.pop()
        if address in found:
            continue
        response = client.get(address)
        found[address] = response.text
        if response.headers["Content-Type"] == "application/json":
            to_ask += [each for each in _addresses_in(response.json()) if "/api/v1/" in each]
    return found


def _addresses_in(answer: object) -> list[str]:
    if isinstance(answer, dict):
        return [found for value in answer.values() for found in _addresses_in(value)]
    if isinstance(answer, list):
        return [found for value in answer for found in _addresses_in(value)]
    return [answer] if isinstance(answer, str) and answer.startswith("http://testserver") else []
