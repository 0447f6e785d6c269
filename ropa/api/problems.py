"""Error responses: problem details, as in RFC 9457."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from pydantic import BaseModel, ConfigDict, Field

from .json_values import as_json

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """Says what happened (`title`) and what to do about it (`detail`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str = Field(description="Where this kind of problem is explained.")
    title: str = Field(description="What happened.")
    status: int = Field(description="The HTTP status of the answer.")
    detail: str = Field(description="What to do.")


class WrongParameter(BaseModel):
    """A parameter that cannot be used, and what to do about it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    parameter: str = Field(description="The name of the parameter.")
    detail: str = Field(description="What to do.")


class ParameterProblem(Problem):
    """Names every parameter that cannot be used."""

    errors: tuple[WrongParameter, ...] = Field(description="The parameters, and what to do.")


class EndedProblem(Problem):
    """Says since when a notice is withdrawn, or an activity ended, and why."""

    ended: datetime = Field(description="When it was withdrawn or ended.")
    change_note: str = Field(description="Why, in the words the public reads.")
    versions: str = Field(description="Where its versions are listed. They stay.")


def problem_type(request: HttpRequest, kind: str) -> str:
    """Return the address at which a kind of problem is explained."""
    return request.build_absolute_uri(f"{reverse('api:documentation')}#{kind}")


def problem_response(problem: Problem) -> HttpResponse:
    """Return a problem as a response under its status."""
    content = json.dumps(as_json(problem), ensure_ascii=False, indent=1)
    return HttpResponse(content, content_type=MEDIA_TYPE, status=problem.status)


def not_found(request: HttpRequest) -> HttpResponse:
    """Say that nothing public is at this address."""
    return _problem(
        request,
        "not-found",
        HTTPStatus.NOT_FOUND,
        "Nothing is published at this address",
        "Check the address. It has no slash at its end. The lists at the root of the API lead to "
        "everything that is published.",
    )


def not_allowed(request: HttpRequest) -> HttpResponse:
    """Say that the API can only be read."""
    response = _problem(
        request,
        "method-not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        "This API can only be read",
        "Use GET or HEAD.",
    )
    response.headers["Allow"] = "GET, HEAD"
    return response


def unavailable(request: HttpRequest, retry_after: int) -> HttpResponse:
    """Say that the register cannot be read now; `retry_after` is in seconds."""
    response = _problem(
        request,
        "unavailable",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The register cannot be read at the moment",
        "Ask again after the number of seconds in the Retry-After header.",
    )
    response.headers["Retry-After"] = str(retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response


def damaged(request: HttpRequest) -> HttpResponse:
    """Say that what is stored is not what was published, so that it is not shown."""
    response = _problem(
        request,
        "damaged",
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "This cannot be shown at the moment",
        "What is stored here is not what was published. We have been told and are putting it "
        "right. Everything else can be read.",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def wrong_parameters(request: HttpRequest, errors: Sequence[WrongParameter]) -> HttpResponse:
    """Say which parameters cannot be used."""
    return problem_response(
        ParameterProblem(
            type=problem_type(request, "wrong-parameter"),
            title="A parameter cannot be used"
            if len(errors) == 1
            else f"{len(errors)} parameters cannot be used",
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            detail=" ".join(f"{error.parameter}: {error.detail}" for error in errors),
            errors=tuple(errors),
        )
    )


def _problem(
    request: HttpRequest, kind: str, status: HTTPStatus, title: str, detail: str
) -> HttpResponse:
    found: dict[str, Any] = {"title": title, "status": status, "detail": detail}
    return problem_response(Problem(type=problem_type(request, kind), **found))
