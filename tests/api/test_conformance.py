"""Whatever is asked of the API, it answers as its OpenAPI document promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from ropa.api.openapi import openapi_document
from ropa.wsgi import application
from tests.api.register import Published, published_register
from tests.properties import examples

# Requests for each operation, always the same.
EXAMPLES = examples(25)
HOST = "localhost"
# Schemathesis reads what is answered as it comes.
PLAIN = {"Accept-Encoding": "identity"}

pytestmark = pytest.mark.django_db

schema = schemathesis.openapi.from_dict(openapi_document())
schema.app = application
schema.config.generation.update(max_examples=EXAMPLES, deterministic=True)
# That something has ended is no refusal of what was asked.
schema.config.checks.positive_data_acceptance.expected_statuses.append("410")
OPERATIONS = [
    pytest.param(operation, id=operation.definition.raw["operationId"])
    for operation in (found.ok() for found in schema.get_all_operations() if isinstance(found, Ok))
]
unhurried = settings(
    deadline=None,
    derandomize=True,
    max_examples=EXAMPLES,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def served(settings: Any) -> Iterator[None]:
    """The program answers within the transaction of the test, as it does the test client."""
    settings.ALLOWED_HOSTS = [HOST]
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def there(django_db_setup: None, django_db_blocker: Any) -> Iterator[Published]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield published_register()
        transaction.set_rollback(True)


@schema.parametrize()
@unhurried
def test_every_request_is_answered_as_promised(case: Case, there: Published) -> None:
    """With what the schema allows and what it does not, by every check of schemathesis."""
    case.call_and_validate(headers=PLAIN)


def path_values(path: str, there: Published) -> Iterator[dict[str, Any]]:
    """What can stand in a path of what there is: what is in force, and what has ended."""
    numbers = (1, 2, 3) if "{number}" in path else (None,)
    whose = {
        "notices": ("slug", [there.slug, there.ended_slug]),
        "policy-documents": ("slug", [there.policy, there.ended_policy]),
        "activities": ("reference", [there.reference, there.ended_reference]),
        "organisations": ("code", [there.organisation]),
        "legislation": ("code", [there.legislation]),
        "regimes": ("slug", [there.regime]),
    }
    name, keys = whose[path.split("/")[3]]
    for key in keys:
        for number in numbers:
            yield {name: key} | ({"number": number} if number else {})


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_is_there_is_answered_as_promised(operation: Any, there: Published) -> None:
    """So that the test above does not pass by finding nothing."""
    met: Counter[int] = Counter()
    places = list(path_values(operation.path, there)) if "{" in operation.path else [{}]

    @unhurried
    @given(
        case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        place=st.sampled_from(places),
    )
    def ask(case: Case, place: dict[str, Any]) -> None:
        case.path_parameters.update(place)
        response = case.call_and_validate(headers=PLAIN)
        met[response.status_code] += 1

    ask()
    assert met[200] >= 1
    assert set(met) <= {200, 404, 410}
    assert (410 in met) == ("410" in operation.definition.raw["responses"])
