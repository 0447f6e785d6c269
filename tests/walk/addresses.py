"""Every address the register serves, filled in with rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from ropa import permissions
from ropa.actions.publishing import draft_digest
from ropa.actions.transitions import transitions_of
from ropa.admin.imports.names import field_of
from ropa.admin.shared.links import page_url
from ropa.documents.status import State, activity_statuses
from ropa.imports.mapping.results import NEW, ORGANISATIONS
from ropa.models import (
    DataHolding,
    Frequency,
    Notice,
    NoticeSection,
    NotificationKind,
    ProcessingActivity,
    Provision,
)
from tests.admin.forms import fields_of
from tests.imports.uploading import MAPPING, UNKNOWN, own_entry, own_rows

from .register import WHY, Register


@dataclass(frozen=True)
class Address:
    """One address: as the table names it, as it is asked for, and what is posted to it."""

    name: str
    url: str
    body: dict[str, Any] = field(default_factory=dict)


def routes() -> list[str]:
    """Return every pattern of the resolver, as it stands there."""
    return list(_routes(get_resolver()))


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        else:
            yield route


# From patterns to addresses

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_OF_A_MODEL = re.compile(r"^admin/(\w+)/(\w+)/(.*)$")
_REFERENCE = {model._meta.model_name for model in permissions.reference_models()}


def addresses(register: Register, route: str) -> list[Address]:
    """Return the addresses of a pattern, one for each row that makes a difference.

    Raises `LookupError` for a pattern that nobody has said how to fill in.
    """
    if route in _FILLED:
        return [
            Address(f"/{name}", f"/{url}", body) for name, url, body in _FILLED[route](register)
        ]
    of_model = _OF_A_MODEL.match(route)
    if of_model and of_model[2] in register.rows:
        return list(_of_model(register, *of_model.groups()))
    if "<" in route:
        raise LookupError(f"Say in tests/walk/addresses.py how to fill in {route}")
    return [Address(f"/{route}", f"/{route}")]


def _of_model(register: Register, app: str, model: str, page: str) -> Iterator[Address]:
    kind = "{reference}" if model in _REFERENCE else f"{app}/{model}"
    if not _PARAMETER.search(page):
        yield Address(f"/admin/{kind}/{page}", f"/admin/{app}/{model}/{page}", _body(page))
        return
    rest = page.partition(">/")[2]
    for whose, row in register.rows[model].items():
        subject = _in_fitting_state(register, row, whose, rest.rstrip("/"))
        url = f"/admin/{app}/{model}/{subject.pk}/{rest}"
        if rest == "change/":
            body = _changed(url, register.clerk if model == "user" else register.superuser)
        else:
            body = (
                _body(rest)
                | _chosen(register, rest, model, whose)
                | _seen_by_decider(rest, subject)
            )
        yield Address(f"/admin/{kind}/<{whose}>/{rest}", url, body)


def _in_fitting_state(register: Register, row: Model, whose: str, verb: str) -> Model:
    """The row or, for a decision, one of the same team about which it can be taken."""
    if isinstance(row, ProcessingActivity | Notice):
        for each in transitions_of(row):
            if each.verb == verb:
                return register.states[type(row), each.before[0], whose]
    return row


def _body(page: str) -> dict[str, Any]:
    if page == "delete/":
        return {"post": "yes"}
    if page.endswith("/") and page not in {"add/", ""}:
        return {"reason": WHY, "change_note": "It has ended.", "post": "yes"}
    return {}


def _chosen(register: Register, page: str, model: str, whose: str) -> dict[str, Any]:
    match page:
        case "supersede/":
            today = timezone.localdate().isoformat()
            return {"successor": register.successors[model].pk, "from_day": today}
        case "pairs/":
            held = DataHolding.objects.filter(activity=register.rows[model][whose].pk).first()
            return {"pair": f"{held.people_category_id}-{held.data_category_id}"} if held else {}
        case "keepers/":
            return {"person": register.rows["user"]["colleague"].pk}
        case "start/":
            return {"notice": register.rows["notice"][whose].pk}
        case "sign-in/":
            return {"help": "release"}
        case _:
            return {}


def _seen_by_decider(page: str, subject: Any) -> dict[str, Any]:
    """What somebody looked at who decides about it now."""
    match page:
        case "approve/" | "reinstate/":
            return {"seen": activity_statuses([subject])[subject.pk].digest}
        case "publish/":
            return {"seen": draft_digest(subject)}
        case _:
            return {}


def _changed(url: str, client: Client) -> dict[str, Any]:
    """Return what somebody would post to save the row with another name."""
    fields = fields_of(client.get(url).text)
    named = {
        name: ["Forged"] for name in ("title", "name", "label", "first_name") if name in fields
    }
    return fields | dict(list(named.items())[:1])


def _filled(name: str, url: str, **body: Any) -> tuple[str, str, dict[str, Any]]:
    return name, url, body


def _public(
    route: str, model: type[Model], key: str, before: State, after: State
) -> Callable[[Register], list[tuple[str, str, dict[str, Any]]]]:
    """How to fill in a public address: never published, in force, ended."""

    def fill(register: Register) -> list[tuple[str, str, dict[str, Any]]]:
        found = []
        for whose, state in (("draft", State.DRAFT), ("public", before), ("ended", after)):
            row = register.states[model, state, "own"]
            filled = re.sub(r"<slug:\w+>", str(getattr(row, key)), route)
            name = re.sub(r"<slug:\w+>", f"<{whose}>", route).replace("<int:number>", "1")
            found.append(_filled(name, filled.replace("<int:number>", "1")))
        return found

    return fill


def _policy_document(
    route: str,
) -> Callable[[Register], list[tuple[str, str, dict[str, Any]]]]:
    """How to fill in the address of a policy document: never published, in force, withdrawn."""
    route = route.replace("<int:number>", "1")
    states = (("draft", State.DRAFT), ("public", State.PUBLISHED), ("ended", State.WITHDRAWN))
    return lambda register: [
        _filled(
            _with_keys(route, {"slug": f"<{whose}>"}),
            _with_keys(route, {"slug": register.policy_documents[state].slug}),
        )
        for whose, state in states
    ]


def _section(route: str) -> Callable[[Register], list[tuple[str, str, dict[str, Any]]]]:
    """How to fill in the address of a section: of a notice as in `_public`, and of none it has."""
    route = route.replace("<int:number>", "1")

    def fill(register: Register) -> list[tuple[str, str, dict[str, Any]]]:
        found = []
        states = (("draft", State.DRAFT), ("public", State.PUBLISHED), ("ended", State.WITHDRAWN))
        for whose, state in states:
            notice = cast("Notice", register.states[Notice, state, "own"])
            slug = NoticeSection.objects.filter(notice=notice)[0].slug
            for words, section in (("section", slug), ("no section", "no-such")):
                name = _with_keys(route, {"slug": f"<{whose}>", "section": f"<{words}>"})
                keys = {"slug": notice.slug, "section": section}
                found.append(_filled(name, _with_keys(route, keys)))
        return found

    return fill


def _bulk_decisions(
    page: str, model: type[Model], state: State
) -> Callable[[Register], list[tuple[str, str, dict[str, Any]]]]:
    """How to decide about several rows: about one's own, and about another team's with them."""

    def fill(register: Register) -> list[tuple[str, str, dict[str, Any]]]:
        found = []
        for words, whose in (("own", ["own"]), ("own and other", ["own", "other"])):
            rows: list[Any] = [register.states[model, state, each] for each in whose]
            body = {"chosen": [row.pk for row in rows], "reason": WHY, "change_note": "It is new."}
            if model is ProcessingActivity:
                body |= {
                    f"seen-{pk}": status.digest for pk, status in activity_statuses(rows).items()
                }
            found.append(_filled(f"{page} <{words}>", page, **body))
        return found

    return fill


def _change_together(register: Register) -> list[tuple[str, str, dict[str, Any]]]:
    """How to change several entries: one's own, and another team's with them."""
    page = "admin/ropa/processingactivity/change-together/"
    return [
        _filled(
            f"{page} <{words}>",
            page,
            chosen=[register.states[ProcessingActivity, State.DRAFT, each].pk for each in whose],
            business_function="Given to several",
            reason=WHY,
            sure="yes",
        )
        for words, whose in (("own", ["own"]), ("own and other", ["own", "other"]))
    ]


class _File(SimpleUploadedFile):
    """A file that can be sent again and again."""

    def read(self, *size: int) -> bytes:
        self.seek(0)
        return super().read(*size)


def _uploaded_import(register: Register) -> dict[str, Any]:
    content = own_rows(own_entry("RPA-7002", register.own))
    return {"file": _File("register.xlsx", content)}


def _import(page: str) -> Callable[[Register], list[tuple[str, str, dict[str, Any]]]]:
    """How to fill in the address of a page of an import: the editor's, and somebody else's."""
    kind = {"columns/": "choosing", "names/": "naming"}.get(page, "ready")

    def fill(register: Register) -> list[tuple[str, str, dict[str, Any]]]:
        bodies = {
            "columns/": {
                "team": register.own.code,
                **{f"column-{place}": each for place, each in enumerate(MAPPING.values())},
            },
            "answers/": {"forget": "1"},
            "names/": {field_of(ORGANISATIONS, UNKNOWN): NEW},
            "correct/": _uploaded_import(register),
        }
        return [
            _filled(
                f"admin/import/<{whose}>/{page}",
                f"admin/import/{imports[kind].pk}/{page}",
                **bodies.get(page, {}),
            )
            for whose, imports in register.imports.items()
        ]

    return fill


def _gathered(
    route: str, key_of: Callable[[ProcessingActivity], dict[str, str]]
) -> Callable[[Register], list[tuple[str, str, dict[str, Any]]]]:
    """How to fill in the address of what entries name: what a public one names, and nothing."""

    def fill(register: Register) -> list[tuple[str, str, dict[str, Any]]]:
        entry = register.states[ProcessingActivity, State.APPROVED, "own"]
        named = key_of(cast("ProcessingActivity", entry))
        return [
            _filled(
                re.sub(r"<slug:\w+>", f"<{words}>", route),
                _with_keys(route, keys),
            )
            for words, keys in (("named", named), ("unknown", dict.fromkeys(named, "no-such")))
        ]

    return fill


def _regime(page: str) -> Callable[[Register], list[tuple[str, str, dict[str, Any]]]]:
    """How to fill in the address of a page about a regime that no notice has published."""

    def fill(register: Register) -> list[tuple[str, str, dict[str, Any]]]:
        regime: Any = register.rows["inspectionregime"]["own"]
        return [_filled(f"inspections/<not published>/{page}", f"inspections/{regime.slug}/{page}")]

    return fill


def _with_keys(route: str, keys: dict[str, str]) -> str:
    return re.sub(r"<slug:(\w+)>", lambda match: keys[match[1]], route)


def _provision_of(entry: ProcessingActivity) -> Provision:
    return Provision.objects.filter(purposes__activity=entry)[0]


_VERSIONS = ("", "/versions", "/versions/<int:number>")
_NOTICE = (Notice, "slug", State.PUBLISHED, State.WITHDRAWN)
_ENTRY = (ProcessingActivity, "reference", State.APPROVED, State.RETIRED)


def _alone(address: str) -> Callable[[Register], list[tuple[str, str, dict[str, Any]]]]:
    """An address that names no row, and stands for all of its kind."""
    return lambda _register: [_filled(address, address)]


def _choices() -> tuple[str, str, dict[str, Any]]:
    page = "account/notifications/"
    return page, page, {kind.value: Frequency.WEEKLY.value for kind in NotificationKind}


_FILLED: dict[str, Callable[[Register], list[tuple[str, str, dict[str, Any]]]]] = {
    **{
        route: _public(route, *_NOTICE)
        for route in (
            "notices/<slug:slug>.json",
            "notices/<slug:slug>.pdf",
            "notices/<slug:slug>/",
            "notices/<slug:slug>/whole/",
            "notices/<slug:slug>/updates.atom",
            "notices/<slug:slug>/updates/",
            "notices/<slug:slug>/updates/compare/",
            "notices/<slug:slug>/versions/<int:number>/",
            "notices/<slug:slug>/versions/<int:number>.pdf",
            "notices/<slug:slug>/versions/<int:number>/whole/",
        )
    },
    **{
        route: _section(route)
        for route in (
            "notices/<slug:slug>/sections/<slug:section>/",
            "notices/<slug:slug>/versions/<int:number>/sections/<slug:section>/",
        )
    },
    **{
        route: _policy_document(route)
        for route in (
            "policy-documents/<slug:slug>.json",
            "policy-documents/<slug:slug>.pdf",
            "policy-documents/<slug:slug>/",
            "policy-documents/<slug:slug>/updates.atom",
            "policy-documents/<slug:slug>/updates/",
            "policy-documents/<slug:slug>/updates/compare/",
            "policy-documents/<slug:slug>/versions/<int:number>/",
            "policy-documents/<slug:slug>/versions/<int:number>.pdf",
        )
    },
    **{
        route: _public(route, *_ENTRY)
        for route in (
            "register/<slug:reference>.json",
            "register/<slug:reference>.pdf",
            "register/<slug:reference>/",
            "register/<slug:reference>/flow.svg",
            "register/<slug:reference>/updates/",
            "register/<slug:reference>/updates/compare/",
            "register/<slug:reference>/versions/<int:number>/",
            "register/<slug:reference>/versions/<int:number>/flow.svg",
            "register/<slug:reference>/versions/<int:number>.pdf",
        )
    },
    **{
        route: _gathered(route, key_of)
        for route, key_of in (
            (
                "people/<slug:code>/",
                lambda entry: {"code": entry.data_holdings.all()[0].people_category.code},
            ),
            (
                "people/<slug:code>/on-one-sheet/",
                lambda entry: {"code": entry.data_holdings.all()[0].people_category.code},
            ),
            (
                "people/<slug:code>/<slug:question>/",
                lambda entry: {
                    "code": entry.data_holdings.all()[0].people_category.code,
                    "question": "who-gets-it",
                },
            ),
            (
                "people/<slug:code>/<slug:question>/information/<slug:data>/",
                lambda entry: {
                    "code": entry.data_holdings.all()[0].people_category.code,
                    "question": "who-gets-it",
                    "data": entry.data_holdings.all()[0].data_category.code,
                },
            ),
            (
                "people/<slug:code>/<slug:question>/body/<slug:body>/",
                lambda entry: {
                    "code": entry.data_holdings.all()[0].people_category.code,
                    "question": "who-gets-it",
                    "body": entry.controller_roles.all()[0].organisation.code,
                },
            ),
            (
                "data/<slug:code>/",
                lambda entry: {"code": entry.data_holdings.all()[0].data_category.code},
            ),
            (
                "organisations/<slug:code>/",
                lambda entry: {"code": entry.controller_roles.all()[0].organisation.code},
            ),
            ("law/<slug:code>/", lambda entry: {"code": _provision_of(entry).legislation.code}),
            (
                "law/<slug:legislation>/<slug:code>/",
                lambda entry: {
                    "legislation": _provision_of(entry).legislation.code,
                    "code": _provision_of(entry).code,
                },
            ),
        )
    },
    "letters/<slug:kind>/<slug:key>/": _public("letters/entry/<slug:key>/", *_ENTRY),
    **{f"inspections/<slug:slug>/{page}": _regime(page) for page in ("", "flow.svg")},
    **{
        f"api/v1/notices/<slug:slug>{rest}": _public(f"api/v1/notices/<slug:slug>{rest}", *_NOTICE)
        for rest in _VERSIONS
    },
    **{
        route: _policy_document(route)
        for route in (f"api/v1/policy-documents/<slug:slug>{rest}" for rest in _VERSIONS)
    },
    **{
        f"api/v1/activities/<slug:reference>{rest}": _public(
            f"api/v1/activities/<slug:reference>{rest}", *_ENTRY
        )
        for rest in _VERSIONS
    },
    **{
        route: _gathered(route, key_of)
        for route, key_of in (
            (
                "api/v1/organisations/<slug:code>",
                lambda entry: {"code": entry.controller_roles.all()[0].organisation.code},
            ),
            (
                "api/v1/legislation/<slug:code>",
                lambda entry: {"code": _provision_of(entry).legislation.code},
            ),
        )
    },
    **{
        route.replace("retention", "<slug:name>").replace("csv", "<slug:form>"): _alone(route)
        for route in (
            "registers/retention/",
            "registers/retention.csv",
            "admin/registers/retention/",
            "admin/registers/retention/csv/",
        )
    },
    "admin/entry/<slug:reference>/": lambda register: [
        _filled(
            f"admin/entry/<{whose}>/",
            f"admin/entry/{register.rows['processingactivity'][whose].reference}/",  # type: ignore[attr-defined]
        )
        for whose in ("own", "other")
    ],
    "api/v1/regimes/<slug:slug>": lambda register: [
        _filled(
            "api/v1/regimes/<not published>",
            f"api/v1/regimes/{register.rows['inspectionregime']['own'].slug}",  # type: ignore[attr-defined]
        )
    ],
    "api/v1/<path:rest>": lambda _: [
        _filled("api/v1/<nothing there>", "api/v1/nothing/there"),
    ],
    **{
        page: _bulk_decisions(page, model, state)
        for page, model, state in (
            ("admin/approvals/", ProcessingActivity, State.SUBMITTED),
            ("admin/publications/", Notice, State.SUBMITTED),
            ("admin/reviews/", ProcessingActivity, State.APPROVED),
        )
    },
    "admin/ropa/processingactivity/change-together/": _change_together,
    "admin/packs/<slug:code>/": lambda register: [
        _filled(
            "admin/packs/<pack>/",
            "admin/packs/everyone/",
            organisation=register.own.organisation.code,
            entry="sickness-absence",
            **{"team-5": register.own.code, "sure": "yes"},
        )
    ],
    "admin/background/": lambda register: [
        _filled("admin/background/", "admin/background/", row=register.job.pk, decision="discard")
    ],
    "admin/mail/": lambda register: [
        _filled("admin/mail/", "admin/mail/", row=register.message.pk, decision="again")
    ],
    "account/notifications/": lambda _: [_choices()],
    "account/unsubscribe/<str:token>/": lambda _: [
        _filled("account/unsubscribe/<dead link>/", "account/unsubscribe/dead-link/")
    ],
    "admin/import/": lambda register: [
        _filled("admin/import/", "admin/import/", **_uploaded_import(register))
    ],
    **{
        f"admin/import/<int:pk>/{page}": _import(page)
        for page in (
            "",
            "progress.json",
            "problems.csv",
            "annotated.xlsx",
            "columns/",
            "cells/",
            "cells.csv",
            "names/",
            "answers/",
            "correct/",
            "check/",
            "carry-out/",
            "discard/",
            "undo/",
        )
    },
    "account/password/change/": lambda _: [
        _filled(
            "account/password/change/",
            "account/password/change/",
            oldpassword="lamp-coffee-tractor",
            password1="a-new-long-secret",
            password2="a-new-long-secret",
        )
    ],
    "admin/held/<str:token>/": lambda _: [
        _filled("admin/held/<nothing there>/", "admin/held/nothing-there/"),
    ],
    "admin/drafts/<str:key>/": lambda _: [
        _filled("admin/drafts/<nothing there>/", "admin/drafts/nothing-there/"),
    ],
    # Links that work are the subject of tests/accounts/.
    "account/password/reset/<slug:uidb36>/<str:key>/": lambda _: [
        _filled("account/password/reset/<dead link>/", "account/password/reset/1/dead-link/")
    ],
    "account/email/confirm/<str:key>/": lambda _: [
        _filled("account/email/confirm/<dead link>/", "account/email/confirm/dead-link/")
    ],
    "account/factors/passkeys/<int:pk>/": lambda _: [
        _filled("account/factors/passkeys/<none>/", "account/factors/passkeys/9/")
    ],
    "account/factors/passkeys/<int:pk>/remove/": lambda _: [
        _filled("account/factors/passkeys/<none>/remove/", "account/factors/passkeys/9/remove/")
    ],
    "admin/autocomplete/": lambda _: [
        _filled(
            f"admin/autocomplete/ ({words})",
            f"admin/autocomplete/?app_label={model}&field_name={name}",
        )
        for words, model, name in (
            ("bodies, for a disclosure", "ropa&model_name=disclosure", "recipient"),
            ("entries, for a section", "ropa&model_name=sectionactivity", "activity"),
            ("sections, for a regime", "inspections&model_name=inspectionregime", "section"),
        )
    ],
    "admin/r/<path:content_type_id>/<path:object_id>/": lambda register: [
        _filled(
            f"admin/r/<entry>/<{whose}>/",
            f"admin/r/{ContentType.objects.get_for_model(ProcessingActivity).pk}/{row.pk}/",
        )
        for whose, row in register.rows["processingactivity"].items()
    ],
    r"admin/^(?P<app_label>ropa|auth|inspections)/$": lambda _: [
        _filled(f"admin/{app}/", f"admin/{app}/") for app in ("ropa", "auth", "inspections")
    ],
    r"admin/(?P<url>.*)$": lambda register: [
        _filled("admin/<nothing there>", "admin/nothing/there/"),
        _filled(
            "admin/<permissions of one row>",
            f"{page_url(register.rows['processingactivity']['own'], 'change')[1:-7]}permissions/",
        ),
        _filled("admin/<import page>", "admin/ropa/processingactivity/import/"),
        _filled("admin/<groups>", "admin/auth/group/"),
    ],
}
