"""Responses for one version of a notice, a policy document or an activity, and for the list of
versions."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from ropa.models import Version
from ropa.public.published_versions import ReadableVersion

from .parameters import Paging
from .problems import EndedProblem, problem_response, problem_type
from .responses import address, page_address, page_of
from .schemas import VersionItem, VersionPage


@dataclass(frozen=True)
class Subject:
    """What has versions: “notice”, “policy-document” or “activity”, as addresses are called by it,
    and the words of its problem."""

    name: str
    ended: str

    def gone(self, request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
        """Say that it has ended, since when and why, and where its versions are."""
        version, versions = reading.version, self.versions(request, reading)
        return problem_response(
            EndedProblem(
                type=problem_type(request, "ended"),
                title=self.ended,
                status=HTTPStatus.GONE,
                detail=f"Read an earlier version: they are listed at {versions}",
                ended=version.created_at,
                change_note=version.change_note,
                versions=versions,
            )
        )

    def frozen(self, request: HttpRequest, reading: ReadableVersion) -> dict[str, Any]:
        """Return the fields that a version has beside its document."""
        version = reading.version
        return _version_fields(version) | {
            "newest": reading.newest.number,
            "ended": reading.newest.created_at if reading.has_ended else None,
            "versions": self.versions(request, reading),
            **self._places(request, reading, version),
        }

    def page(self, request: HttpRequest, reading: ReadableVersion, query: Paging) -> VersionPage:
        """Return part of the list of versions, newest first."""
        return page_of(
            VersionPage,
            request,
            query,
            reading.history,
            lambda version: VersionItem(
                **_version_fields(version),
                **self._places(request, reading, version),
                in_force=version.is_in_force,
            ),
        )

    def versions(self, request: HttpRequest, reading: ReadableVersion) -> str:
        """Return where all versions are listed."""
        return address(request, f"{self.name}-versions", reading.key)

    def _places(
        self, request: HttpRequest, reading: ReadableVersion, version: Version
    ) -> dict[str, str]:
        place = (f"{self.name}-version", reading.key, version.number)
        return {
            "url": address(request, *place),
            "page": page_address(request, f"public:{place[0]}", *place[1:]),
        }


NOTICE = Subject("notice", "This notice was withdrawn")
POLICY_DOCUMENT = Subject("policy-document", "This policy document was withdrawn")
ACTIVITY = Subject("activity", "This activity has ended")


def _version_fields(version: Version) -> dict[str, Any]:
    return {
        "version": version.number,
        "schema_version": version.schema_version,
        "digest": version.digest,
        "published": version.created_at,
        "change_note": version.change_note,
    }
