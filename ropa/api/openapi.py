"""Build the OpenAPI 3.1 document: what Ninja generates, and what it leaves out.

Added are the answers that are no success, the headers by which an answer is asked for again, and an
example of every answer and parameter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from pydantic import BaseModel

from ropa.serving.middleware import rate_of_view

from . import problems
from .examples import EXAMPLES_FILE, frozen_answers, values_in_path
from .extension_resources import extension_resources
from .json_values import as_json
from .problem_examples import PROBLEMS, ProblemType
from .responses import from_program
from .service import api

_DESCRIPTION = """\
What the public site says, as data: privacy notices, policy documents and the record of processing
activities, the organisations and the legislation they name. It is open to everybody, needs no key
and is read only. Everything comes from frozen, published versions; what is internal is never part
of it."""
_TAGS = {
    "Start": "Where everything is.",
    "Notices": "Privacy notices, and every version of them.",
    "Policy documents": "Appropriate policy documents, and every version of them.",
    "Activities": "The public record of processing, and every version of each entry.",
    "Organisations": "Who is controller, who receives, who supplies.",
    "Legislation": "The law that activities rely on.",
}
_HEADERS = {
    "ETag": "Send it back in If-None-Match: while nothing changed, the answer is 304, without "
    "content.",
    "Last-Modified": "When what is answered last changed.",
    "Cache-Control": "For how long the answer can be used without asking again.",
}
_RETRY_AFTER = "Retry-After"
# Problems that pass by themselves.
_PASSING = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
# What is in the path of an operation, by its name.
_IN_PATHS = {
    "slug": "The name of what is asked for in its address.",
    "reference": "The reference of an activity.",
    "number": "The number of a version.",
    "code": "The code of what is asked for.",
}
_USED = re.compile(r'"#/components/schemas/(\w+)"')
_WITH_VERSIONS = {"Notices", "Policy documents", "Activities"}


def openapi(request: HttpRequest) -> HttpResponse:
    """Serve the document. Raises `UnusableParameters`."""
    return from_program(request, openapi_document)


@cache
def openapi_document() -> dict[str, Any]:
    """Return the OpenAPI document, made once."""
    made: dict[str, Any] = json.loads(
        json.dumps(api().get_openapi_schema(path_prefix=reverse("api:v1:root")))
    )
    about = {tag: each.about for each in extension_resources() for tag in each.router.tags or ()}
    made["info"]["description"] = _DESCRIPTION
    made["servers"] = [{"url": "/", "description": "This register"}]
    made["tags"] = [
        {"name": name, "description": document} for name, document in (_TAGS | about).items()
    ]
    components = made["components"]
    components["headers"] = {
        name: {"description": document, "schema": {"type": "string"}}
        for name, document in _HEADERS.items()
    } | {_RETRY_AFTER: {"description": "In how many seconds.", "schema": {"type": "integer"}}}
    components["responses"] = {
        **{problem.name: _problem(problem) for problem in PROBLEMS},
        "NotModified": {"description": "What you have is still the same.", "headers": _headers()},
    }
    for model in (problems.Problem, problems.ParameterProblem, problems.EndedProblem):
        components["schemas"] |= _schemas(model)
    examples = frozen_answers(EXAMPLES_FILE)
    for each in extension_resources():
        examples |= frozen_answers(each.examples)
    for path, operation in operations(made):
        _complete(path, operation, examples)
    _leave_out_unused(made)
    return made


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every operation of an OpenAPI document with its path."""
    for path, methods in document["paths"].items():
        yield path, methods["get"]


def example_address(path: str, operation: Mapping[str, Any]) -> str:
    """Return an address of an operation, with the examples of the parameters in its path."""
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(str(parameter["example"])))
    return path


def _complete(path: str, operation: dict[str, Any], examples: dict[str, Any]) -> None:
    example = examples[operation["operationId"]]
    in_path = values_in_path(path, example)
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            parameter["example"] = in_path[parameter["name"]]
        _complete_parameter(parameter)
    responses = operation["responses"]
    success = responses["200"]
    success["description"] = "What was asked for."
    success["headers"] = _headers()
    success["content"]["application/json"]["example"] = example
    statuses = {"304": "NotModified", "422": "WrongParameter", "503": "Unavailable"}
    if rate_of_view(resolve(example_address(path, operation)).view_name):
        statuses["429"] = "TooManyRequests"
    if "{" in path:
        statuses["404"] = "NotFound"
        # Where all versions are listed is never gone.
        if _WITH_VERSIONS & set(operation["tags"]) and not path.endswith("/versions"):
            statuses["410"] = "Ended"
    responses |= {
        status: {"$ref": f"#/components/responses/{name}"}
        for status, name in sorted(statuses.items())
    }


def _complete_parameter(parameter: dict[str, Any]) -> None:
    schema = parameter["schema"]
    if parameter["in"] == "path":
        if schema.get("type") == "integer":
            parameter["example"] = int(parameter["example"])
        parameter.setdefault("description", _IN_PATHS[parameter["name"]])
    else:
        parameter["example"] = parameter.pop("examples")[0]
        del schema["examples"], schema["description"]
    schema.pop("title", None)
    # What may be absent from an address is not `null` in it.
    if schema.get("default", "") is None:
        del schema["default"]
    choices = schema.get("anyOf", [])
    if {"type": "null"} in choices:
        [only] = [choice for choice in choices if choice != {"type": "null"}]
        del schema["anyOf"]
        schema |= only
    bounds = [schema[bound] for bound in ("minimum", "maximum") if bound in schema]
    if len(bounds) == 2:
        parameter["description"] += f" A whole number from {bounds[0]:,} to {bounds[1]:,}."


def _leave_out_unused(document: dict[str, Any]) -> None:
    """Leave out the schemas that Ninja makes of what takes the parameters together."""
    schemas = document["components"]["schemas"]
    used = set(_USED.findall(json.dumps(document)))
    for name in set(schemas) - used:
        del schemas[name]


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names or _HEADERS}


def _problem(problem: ProblemType) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{type(problem.example).__name__}"}
    content = {"schema": schema, "example": as_json(problem.example)}
    answer = {"description": problem.means, "content": {problems.MEDIA_TYPE: content}}
    if problem.example.status in _PASSING:
        answer["headers"] = _headers(_RETRY_AFTER)
    return answer


def _schemas(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    return {**schema.pop("$defs", {}), model.__name__: schema}
