"""Find what has been published. Nothing else in the public site asks the database."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from ropa.models import Version
from ropa.models.versions import VersionQuerySet


@dataclass(frozen=True)
class Reading:
    """A version that may be read, among all public versions of its subject, newest first."""

    version: Version
    history: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        return self.history[0]

    @property
    def is_newest(self) -> bool:
        return self.version.number == self.newest.number


def newest_notices() -> VersionQuerySet:
    """Return the newest version of every published notice."""
    return Version.objects.public().of_notices().newest()


def newest_activities() -> VersionQuerySet:
    """Return the newest version of every public entry."""
    return Version.objects.public().of_activities().newest()


def notice_reading(slug: str, number: int | None = None) -> Reading:
    """Return version `number` of a notice, or its newest. Raises `Http404` if there is none."""
    return _reading(Version.objects.filter(notice__slug=slug), number)


def activity_reading(reference: str, number: int | None = None) -> Reading:
    """Return version `number` of an entry, or its newest.

    Raises `Http404` if there is none, or if the newest one is internal: an entry that was taken
    out of the public record is out of it with all its past.
    """
    return _reading(Version.objects.filter(activity__reference=reference), number)


def _reading(versions: VersionQuerySet, number: int | None) -> Reading:
    every = list(versions.order_by("-number").defer("document"))
    if not every or not every[0].is_public:
        raise Http404
    history = tuple(version for version in every if version.is_public)
    wanted = history[0].number if number is None else number
    for version in history:
        if version.number == wanted:
            return Reading(version, history)
    raise Http404
