"""The register as it stood at an instant: from its versions alone."""

from __future__ import annotations

from datetime import datetime

from ropa.models import Version
from ropa.models.versions import VersionQuerySet


def versions_as_at(instant: datetime) -> VersionQuerySet:
    """Return the version of each entry and notice that was in force at an instant.

    What had not been approved or published by then is left out, and so is what had been retired
    or withdrawn.
    """
    return Version.objects.newest(at=instant).in_force()
