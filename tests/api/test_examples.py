"""The examples of the API: what it answers for the demonstration register, cut short and frozen.

Where the demonstration changes, `WRITE_EXAMPLES=1 pytest tests/api/test_examples.py` freezes them
anew. They stay valid where a field is added, as frozen versions do.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from ropa.api.examples import EXAMPLE_INSTANT, EXAMPLES_FILE, SITE, frozen_answers
from ropa.api.openapi import openapi_document, operations

ROOT = Path(settings.BASE_DIR)
SCHOOL, ENTRY = "cale-green-primary-school", "RPA-0101"
NOTICE = "looked-after-children-and-safeguarding"
REGIME = "area-send"
POLICY = "social-care-sensitive-information"
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|\+[0-9:]+)")
HASH = re.compile(r"[0-9a-f]{64}")


def shortened(value: Any) -> Any:
    """Return what was answered with at most one item in each list, and without what differs from
    one demonstration register to the next."""
    if isinstance(value, dict):
        return {name: shortened(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shortened(each) for each in value[:1]]
    if isinstance(value, str):
        value = HASH.sub(DIGEST, INSTANT.sub(EXAMPLE_INSTANT, value))
        return value.replace("http://testserver", SITE)
    return value


def addresses() -> dict[str, str]:
    """Return the address that each example is the answer of, by the operation."""
    return {
        "getRoot": "",
        "listNotices": f"notices?limit=1&organisation={SCHOOL}",
        "getNotice": f"notices/{NOTICE}",
        "listNoticeVersions": f"notices/{NOTICE}/versions?limit=1",
        "getNoticeVersion": f"notices/{NOTICE}/versions/1",
        "listPolicyDocuments": "policy-documents?limit=1",
        "getPolicyDocument": f"policy-documents/{POLICY}",
        "listPolicyDocumentVersions": f"policy-documents/{POLICY}/versions?limit=1",
        "getPolicyDocumentVersion": f"policy-documents/{POLICY}/versions/1",
        "listActivities": f"activities?limit=1&controller={SCHOOL}",
        "getActivity": f"activities/{ENTRY}",
        "listActivityVersions": f"activities/{ENTRY}/versions?limit=1",
        "getActivityVersion": f"activities/{ENTRY}/versions/1",
        "listOrganisations": "organisations?limit=1&q=cale",
        "getOrganisation": f"organisations/{SCHOOL}",
        "listLegislation": "legislation?limit=1&q=children+act+1989",
        "getLegislation": "legislation/children-act-1989",
        "listRegimes": "regimes?limit=1&q=send",
        "getRegime": f"regimes/{REGIME}",
    }


OF_REGIMES = ("listRegimes", "getRegime")
# Which answers are in which file.
FILES = {
    EXAMPLES_FILE: tuple(name for name in addresses() if name not in OF_REGIMES),
    ROOT / "inspections" / "examples.json": OF_REGIMES,
}


def answered(client: Client) -> dict[str, Any]:
    """Return what the demonstration register answers for each operation, cut short."""
    found = {}
    for name, address in addresses().items():
        response = client.get(f"/api/v1/{address}" if address else "/api/v1/")
        assert response.status_code == 200, address
        found[name] = shortened(response.json())
    return found


def known(answer: Any, example: Any) -> Any:
    """Return an answer without the fields that its example does not have."""
    if isinstance(answer, dict) and isinstance(example, dict):
        return {name: known(answer[name], each) for name, each in example.items() if name in answer}
    if isinstance(answer, list) and isinstance(example, list):
        return [known(each, other) for each, other in zip(answer, example, strict=False)]
    return answer


def freeze(answers: dict[str, Any]) -> None:
    for path, names in FILES.items():
        text = json.dumps({name: answers[name] for name in names}, ensure_ascii=False, indent=1)
        path.write_text(f"{text}\n", encoding="utf-8")


@pytest.mark.django_db
def test_each_is_what_the_demonstration_register_answers(
    demo_register: None, client: Client
) -> None:
    # when
    answers = answered(client)
    if os.environ.get("WRITE_EXAMPLES"):
        freeze(answers)

    # then
    examples = {name: each for path in FILES for name, each in frozen_answers(path).items()}
    assert set(examples) == set(answers)
    for name, example in examples.items():
        assert known(answers[name], example) == example, name


def test_there_is_one_for_every_operation() -> None:
    frozen = {name for path in FILES for name in frozen_answers(path)}
    assert frozen == {operation["operationId"] for _, operation in operations(openapi_document())}


def test_what_differs_from_one_register_to_the_next_is_left_out() -> None:
    answer = {"published": "2026-11-29T12:46:55.313667Z", "digest": "5" * 64, "items": [1, 2, 3]}
    assert shortened(answer) == {"published": EXAMPLE_INSTANT, "digest": DIGEST, "items": [1]}
    assert shortened("http://testserver/api/") == f"{SITE}/api/"
