"""The page “The register as it stood”: what was in force at an instant, for those who audit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from ropa import permissions
from ropa.documents.as_at import versions_as_at
from ropa.documents.heads import head_as_at
from ropa.models import Notice, ProcessingActivity, Version
from ropa.reports.instants import DayOrMinute, NotAnInstant

from ..shared.access import allowed

# Rows of each kind on a page.
ROWS = 50


@dataclass(frozen=True)
class InForce:
    """A version that was in force, under the name that its document gives."""

    version: Version
    name: str


@dataclass(frozen=True)
class Listing:
    """What was in force of a kind: a page of it. `other_pages` is what the address of another page
    ends with after its number, which `parameter` takes."""

    heading: str
    parameter: str
    page: Page
    rows: list[InForce]
    other_pages: str

    @property
    def place(self) -> str:
        """The anchor of its heading."""
        return f"{self.parameter}-in-force"


class AsAtForm(forms.Form):
    """The day, or the minute, at whose end the register is shown."""

    at = forms.CharField(
        label="Day, or day and time",
        required=False,
        strip=True,
        help_text="For example 31 March 2026 for the end of that day, or 31 March 2026, 14:30. "
        "Times are those of London. Leave it empty for the register as it stands.",
    )
    q = forms.CharField(
        label="Reference or title",
        required=False,
        max_length=200,
        help_text="Only what has these words in its reference or its web address, or in any title "
        "that it has had. Leave it empty for everything.",
    )

    def clean_at(self) -> datetime:
        """Return the instant that was asked for, and now if none was."""
        if not self.cleaned_data["at"]:
            return timezone.now()
        try:
            return DayOrMinute.of(self.cleaned_data["at"]).ended
        except NotAnInstant as error:
            raise forms.ValidationError(str(error)) from None


def as_at(request: HttpRequest) -> HttpResponse:
    """Show which version of each entry and notice within the person's reach was in force."""
    if not allowed(request, "view", Version):
        raise PermissionDenied(permissions.may(request.user, "view", Version).reason)
    asked = {name: request.GET.get(name, "") for name in ("at", "q")}
    form = AsAtForm(asked, label_suffix="")
    context: dict[str, Any] = {"title": "The register as it stood", "form": form}
    if form.is_valid():
        context |= _in_force_context(request, form.cleaned_data["at"], form.cleaned_data["q"])
    return TemplateResponse(
        request, "admin/as_at/page.html", {**site.each_context(request), **context}
    )


def _in_force_context(request: HttpRequest, instant: datetime, words: str) -> dict[str, Any]:
    versions = permissions.rows(request.user, versions_as_at(instant))
    for word in words.split():
        versions = versions.filter(_named(word))
    numbers = versions.order_by().aggregate(
        **{parameter: Count("pk", filter=kind) for _, parameter, kind in _KINDS}
    )
    return {
        "instant": instant,
        "head": head_as_at(instant),
        "listings": [
            _listing(request, heading, parameter, versions.filter(kind), numbers[parameter])
            for heading, parameter, kind in _KINDS
        ],
    }


_KINDS = (
    ("Entries", "entries", Q(activity__isnull=False)),
    ("Privacy notices", "notices", Q(notice__kind=Notice.Kind.PRIVACY_NOTICE)),
    ("Policy documents", "policy-documents", Q(notice__kind=Notice.Kind.POLICY_DOCUMENT)),
)


def _named(word: str) -> Q:
    """What says a word where it is named. What it was called stands in the row history."""
    entries = ProcessingActivity.history.filter(title__icontains=word).values("id")
    notices = Notice.history.filter(title__icontains=word).values("id")
    return (
        Q(activity__reference__icontains=word)
        | Q(notice__slug__icontains=word)
        | Q(activity__in=entries)
        | Q(notice__in=notices)
    )


def _listing(
    request: HttpRequest, heading: str, parameter: str, versions: QuerySet[Version], number: int
) -> Listing:
    in_order = versions.order_by("activity__reference", "notice__slug", "pk")
    paginator = Paginator(in_order, ROWS)
    # All kinds were counted at once.
    paginator.count = number
    page = paginator.get_page(request.GET.get(parameter))
    others = request.GET.copy()
    others.pop(parameter, None)
    rows = [_in_force(version) for version in page.object_list] if number else []
    return Listing(heading, parameter, page, rows, f"&{others.urlencode()}" if others else "")


def _in_force(version: Version) -> InForce:
    document = json.loads(version.document)
    return InForce(version, " ".join(filter(None, [document.get("reference"), document["title"]])))
