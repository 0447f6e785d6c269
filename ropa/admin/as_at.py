"""The page “The register as it stood”: what was in force at an instant, for those who audit."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
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
from ropa.models import Version

from .access import allowed

_AT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ](?P<time>[0-9]{2}:[0-9]{2}))?", re.ASCII
)


@dataclass(frozen=True)
class InForce:
    """A version that was in force, under the name that its document gives."""

    version: Version
    name: str


class AsAtForm(forms.Form):
    """The day, or the minute, at whose end the register is shown."""

    at = forms.CharField(
        label="Day, or day and time",
        required=False,
        strip=True,
        help_text="For example 2026-03-31 for the end of that day, or 2026-03-31T14:30. "
        "Times are those of London. Leave it empty for now.",
    )

    def clean_at(self) -> datetime:
        """Return the instant that was asked for, and now if none was."""
        now = timezone.now()
        if not self.cleaned_data["at"]:
            return now
        match = _AT.fullmatch(self.cleaned_data["at"])
        if match is None:
            raise forms.ValidationError(
                "Write the day as year, month and day, for example 2026-03-31. To name a time as "
                "well, write 2026-03-31T14:30."
            )
        try:
            began = datetime.fromisoformat(f"{match['day']}T{match['time'] or '00:00'}")
        except ValueError:
            raise forms.ValidationError(
                "There is no such day or time. Check the number of days in that month."
            ) from None
        zone = timezone.get_current_timezone()
        if began.replace(tzinfo=zone) > now:
            raise forms.ValidationError("That is still to come. Choose today or an earlier day.")
        # The end of what was named; of an hour that the clocks repeat, the second one.
        lasting = timedelta(minutes=1) if match["time"] else timedelta(days=1)
        ended = began + lasting - timedelta(microseconds=1)
        return min(ended.replace(tzinfo=zone, fold=1), now)


def as_at(request: HttpRequest) -> HttpResponse:
    """Show which version of each entry and notice within the person's reach was in force."""
    if not allowed(request, "view", Version):
        raise PermissionDenied(permissions.may(request.user, "view", Version).reason)
    form = AsAtForm({"at": request.GET.get("at", "")}, label_suffix="")
    context: dict[str, Any] = {"title": "The register as it stood", "form": form}
    if form.is_valid():
        context |= _standing(request, form.cleaned_data["at"])
    return TemplateResponse(
        request, "admin/as_at/page.html", {**site.each_context(request), **context}
    )


def _standing(request: HttpRequest, instant: datetime) -> dict[str, Any]:
    versions = permissions.rows(request.user, versions_as_at(instant))
    found = sorted(map(_named, versions), key=lambda row: row.name)
    return {
        "instant": instant,
        "head": head_as_at(instant),
        "kinds": [
            ("Entries", [row for row in found if row.version.activity_id]),
            ("Notices", [row for row in found if row.version.notice_id]),
        ],
    }


def _named(version: Version) -> InForce:
    said = json.loads(version.document)
    return InForce(version, " ".join(filter(None, [said.get("reference"), said["title"]])))
