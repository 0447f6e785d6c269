"""The page “The register as it stood”: what was in force at an instant, for those who audit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from ropa import permissions
from ropa.documents.as_at import versions_as_at
from ropa.documents.heads import head_as_at
from ropa.models import Notice, Version
from ropa.reports.instants import DayOrMinute, NotAnInstant

from ..shared.access import allowed


@dataclass(frozen=True)
class InForce:
    """A version that was in force, under the name that its document gives; of a notice with its
    `Notice.Kind`."""

    version: Version
    name: str
    kind: str = ""


class AsAtForm(forms.Form):
    """The day, or the minute, at whose end the register is shown."""

    at = forms.CharField(
        label="Day, or day and time",
        required=False,
        strip=True,
        help_text="For example 31 March 2026 for the end of that day, or 31 March 2026, 14:30. "
        "Times are those of London. Leave it empty for the register as it stands.",
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
    form = AsAtForm({"at": request.GET.get("at", "")}, label_suffix="")
    context: dict[str, Any] = {"title": "The register as it stood", "form": form}
    if form.is_valid():
        context |= _in_force_context(request, form.cleaned_data["at"])
    return TemplateResponse(
        request, "admin/as_at/page.html", {**site.each_context(request), **context}
    )


def _in_force_context(request: HttpRequest, instant: datetime) -> dict[str, Any]:
    versions = permissions.rows(request.user, versions_as_at(instant))
    found = sorted(map(_in_force, versions), key=lambda row: row.name)
    return {
        "instant": instant,
        "head": head_as_at(instant),
        "kinds": [
            ("Entries", [row for row in found if row.version.activity_id]),
            ("Privacy notices", [row for row in found if row.kind == Notice.Kind.PRIVACY_NOTICE]),
            ("Policy documents", [row for row in found if row.kind == Notice.Kind.POLICY_DOCUMENT]),
        ],
    }


def _in_force(version: Version) -> InForce:
    document = json.loads(version.document)
    name = " ".join(filter(None, [document.get("reference"), document["title"]]))
    # Documents said no kind before there was another than privacy notices.
    of_notice = document.get("kind", {}).get("code", Notice.Kind.PRIVACY_NOTICE)
    return InForce(version, name, of_notice if version.notice_id else "")
