"""The types of problem that the API reports: meaning, advice and example."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

from .examples import API, SITE
from .parameters import advice
from .problems import EndedProblem, ParameterProblem, Problem, WrongParameter


@dataclass(frozen=True)
class ProblemType:
    """A kind of problem: what it is called in the OpenAPI document, the anchor at which it is
    explained, what it means, what to do, and an example."""

    name: str
    anchor: str
    means: str
    do: str
    example: Problem


_VERSIONS = f"{API}/notices/admissions/versions"

PROBLEMS = (
    ProblemType(
        "NotFound",
        "not-found",
        "Nothing public is at this address, or it was never published.",
        "Check the address, or start from a list.",
        Problem(
            type=f"{SITE}/api/#not-found",
            title="Nothing is published at this address",
            status=HTTPStatus.NOT_FOUND,
            detail="Check the address.",
        ),
    ),
    ProblemType(
        "Ended",
        "ended",
        "The notice was withdrawn, or the activity has ended: the answer says when and why.",
        "Read an earlier version if you need one: they stay where they were.",
        EndedProblem(
            type=f"{SITE}/api/#ended",
            title="This notice was withdrawn",
            status=HTTPStatus.GONE,
            detail=f"Read an earlier version: they are listed at {_VERSIONS}",
            ended=datetime(2026, 3, 31, 9, 30, tzinfo=UTC),
            change_note="The council decides on admissions now.",
            versions=_VERSIONS,
        ),
    ),
    ProblemType(
        "WrongParameter",
        "wrong-parameter",
        "A parameter has a value that cannot be used, is given twice, or is not known here. None "
        "is passed over in silence.",
        "The answer names each one and says what to enter.",
        ParameterProblem(
            type=f"{SITE}/api/#wrong-parameter",
            title="A parameter cannot be used",
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            detail=f"limit: {advice('limit')}",
            errors=(WrongParameter(parameter="limit", detail=advice("limit")),),
        ),
    ),
    ProblemType(
        "TooManyRequests",
        "too-many-requests",
        "Too many requests came from your address. Only lists are counted.",
        "Ask again after the number of seconds in the Retry-After header.",
        Problem(
            type="about:blank",
            title="Too Many Requests",
            status=HTTPStatus.TOO_MANY_REQUESTS,
            detail="Too many requests came from your address. Ask again in 3 seconds.",
        ),
    ),
    ProblemType(
        "Unavailable",
        "unavailable",
        "The register cannot be read at the moment.",
        "Ask again after the number of seconds in the Retry-After header.",
        Problem(
            type=f"{SITE}/api/#unavailable",
            title="The register cannot be read at the moment",
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            detail="Ask again after the number of seconds in the Retry-After header.",
        ),
    ),
    ProblemType(
        "Damaged",
        "damaged",
        "What is stored is not what was published, so it is not shown.",
        "Ask again on another day. Everything else can be read.",
        Problem(
            type=f"{SITE}/api/#damaged",
            title="This cannot be shown at the moment",
            status=HTTPStatus.INTERNAL_SERVER_ERROR,
            detail="What is stored here is not what was published. We have been told and are "
            "putting it right. Everything else can be read.",
        ),
    ),
)
