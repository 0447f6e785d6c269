"""Pages of the staff interface that belong to no one kind of row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, reverse

from ropa.models import Job, Notice, OutgoingMail, ProcessingActivity, Version

from .decisions.bulk import bulk_approve, bulk_publish, bulk_review
from .editing.draft_pages import form_draft, keep_draft
from .editing.held_forms import held_form, signed_in
from .exports.pages import download, export
from .exports.topic_registers import (
    entry_by_reference,
    topic_register,
    topic_register_file,
    topic_registers,
)
from .history.as_at import as_at
from .history.changes import changes
from .imports.cells import cells, cells_csv
from .imports.columns import columns
from .imports.listing import imports
from .imports.page import one_import, progress
from .imports.problems import annotated_file, problems_csv
from .imports.steps import answer_problems, carry_out, check_again, correct, decide_names, discard
from .imports.undo import undo
from .operations.background import BackgroundWork
from .operations.outbox import Outbox
from .overview.checks_report import checks_report
from .overview.imported_drafts import imported_drafts
from .packs.listing import starter_packs
from .packs.taking import take_pack
from .people.sessions import own_sessions, stay_signed_in
from .shared.access import allowed


@dataclass(frozen=True)
class OwnPage:
    """A page, and the right that opens it."""

    route: str
    view: Callable[..., HttpResponseBase]
    title: str
    verb: str
    model: type[Model]

    @property
    def name(self) -> str:
        return self.route.replace("/", "-").strip("-")


PAGES = (
    OwnPage("approvals/", bulk_approve, "Approve together", "approve", ProcessingActivity),
    OwnPage("publications/", bulk_publish, "Publish together", "publish", Notice),
    OwnPage("reviews/", bulk_review, "Reviews due", "review", ProcessingActivity),
    OwnPage("checks/", checks_report, "What the checks find", "view", ProcessingActivity),
    OwnPage("changes/", changes, "Who changed what", "view", ProcessingActivity),
    OwnPage("as-at/", as_at, "The register as it stood", "view", Version),
    OwnPage("export/", export, "Download the register", "view", ProcessingActivity),
    OwnPage("registers/", topic_registers, "Registers", "view", ProcessingActivity),
    OwnPage("import/", imports, "Imports", "view", ProcessingActivity),
    OwnPage("packs/", starter_packs, "Starter packs", "view", ProcessingActivity),
    OwnPage("background/", BackgroundWork.as_view(), "Background work", "view", Job),
    OwnPage("mail/", Outbox.as_view(), "Mail", "view", OutgoingMail),
)

# The pages of one import, below its number.
_OF_IMPORT = {
    "": ("one", one_import),
    "progress.json": ("progress", progress),
    "problems.csv": ("problems", problems_csv),
    "annotated.xlsx": ("annotated", annotated_file),
    "columns/": ("columns", columns),
    "cells/": ("cells", cells),
    "cells.csv": ("cells-csv", cells_csv),
    "names/": ("names", decide_names),
    "answers/": ("answers", answer_problems),
    "correct/": ("correct", correct),
    "check/": ("check", check_again),
    "carry-out/": ("carry-out", carry_out),
    "discard/": ("discard", discard),
    "undo/": ("undo", undo),
}


def own_pages(site: AdminSite) -> list[Any]:
    """Return the addresses of these pages, each for people who are signed in as staff."""
    return [
        *(path(page.route, site.admin_view(page.view), name=page.name) for page in PAGES),
        path("import/drafts/", site.admin_view(imported_drafts), name="imported-drafts"),
        path("packs/<slug:code>/", site.admin_view(take_pack), name="packs-take"),
        path("export/download/", site.admin_view(download), name="export-download"),
        path("registers/<slug:name>/", site.admin_view(topic_register), name="topic-register"),
        path(
            "registers/<slug:name>/<slug:form>/",
            site.admin_view(topic_register_file),
            name="topic-register-file",
        ),
        path(
            "entry/<slug:reference>/",
            site.admin_view(entry_by_reference),
            name="entry-by-reference",
        ),
        path("held/<str:token>/", site.admin_view(held_form), name="held-form"),
        path("drafts/", site.admin_view(keep_draft), name="keep-draft"),
        path("drafts/<str:key>/", site.admin_view(form_draft), name="form-draft"),
        path("signed-in/", site.admin_view(signed_in), name="signed-in"),
        path("sessions/", site.admin_view(own_sessions), name="sessions"),
        path("stay-signed-in/", site.admin_view(stay_signed_in), name="stay-signed-in"),
        *(
            path(f"import/<int:pk>/{rest}", site.admin_view(view), name=f"import-{name}")
            for rest, (name, view) in _OF_IMPORT.items()
        ),
    ]


def pages_for(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the pages that the person may open, as the list of models names them."""
    return [
        {"name": page.title, "object_name": page.name, "admin_url": reverse(f"admin:{page.name}")}
        for page in PAGES
        if allowed(request, page.verb, page.model)
    ]
