"""The API: its routers and its exception handlers."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError

from ropa.documents.public_schema import public_model

from . import activities, legislation, notices, organisations, policy_documents
from .extension_resources import extension_resources
from .parameters import advice
from .problems import WrongParameter, not_found, wrong_parameters
from .responses import address, from_program, page_address
from .schemas import Root

VERSION = "1"
# Each collection, and the name of the operation that lists it.
_RESOURCES = {
    "notices": ("notices", notices.router),
    "policy-documents": ("policy-documents", policy_documents.router),
    "activities": ("activities", activities.router),
    "organisations": ("organisations", organisations.router),
    "legislation": ("legislation", legislation.router),
}

router = Router(tags=["Start"])


@router.get(
    "",
    response=public_model(Root),
    operation_id="getRoot",
    url_name="root",
    summary="Find every resource",
    description="Where the lists are, the documentation and the OpenAPI document.",
)
def root(request: HttpRequest) -> HttpResponse:
    listed = {name: list_name for name, (list_name, _) in _RESOURCES.items()}
    listed |= {each.name: each.list_name for each in extension_resources()}
    return from_program(
        request,
        lambda: Root(
            name=settings.REGISTER_NAME,
            documentation=page_address(request, "api:documentation"),
            openapi=address(request, "openapi"),
            resources={name: address(request, list_name) for name, list_name in listed.items()},
        ),
    )


@cache
def api() -> NinjaAPI:
    """Return the API with the resources of the register and of all other applications."""
    made = NinjaAPI(
        title="Register of processing", version=VERSION, openapi_url=None, docs_url=None
    )
    made.add_router("", router)
    for name, (_, resources) in _RESOURCES.items():
        made.add_router(f"/{name}", resources)
    for each in extension_resources():
        made.add_router(f"/{each.name}", each.router)
    handlers: dict[type[Exception], Any] = {
        Http404: _missed,
        ValidationError: _not_valid,
        # What is left is for the middleware, and never to be shown.
        Exception: _raised,
    }
    for kind, handler in handlers.items():
        made.add_exception_handler(kind, handler)
    return made


def _missed(request: HttpRequest, _error: Http404) -> HttpResponse:
    return not_found(request)


def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = dict.fromkeys(str(each["loc"][-1]) for each in error.errors)
    return wrong_parameters(
        request, [WrongParameter(parameter=name, detail=advice(name)) for name in names]
    )


def _raised(_request: HttpRequest, error: Exception) -> HttpResponse:
    raise error
