"""What the program adds to a page: with other code, templates or styles, it may read otherwise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

_SOURCES = (
    "requirements.txt",
    "ropa/**/*.py",
    "ropa/**/*.json",
    "templates/**/*.html",
    "templates/**/*.xml",
    "static/govuk/*",
    "static/ropa/*",
    "static/fonts/*",
    "ropa/typesetting/fonts.conf",
)

_OF_EXTENSION = ("**/*.py", "**/*.json", "templates/**/*.html")


@dataclass(frozen=True)
class Deployment:
    """The files that pages are made with: one digest of them all, and when the last changed."""

    digest: str
    changed: datetime

    @classmethod
    def of(cls, paths: Iterable[Path]) -> Deployment:
        """Return the deployment that consists of `paths`."""
        whole = hashlib.sha256()
        last = 0.0
        for path in sorted(paths):
            content = path.read_bytes()
            whole.update(f"{path}\n{len(content)}\n".encode())
            whole.update(content)
            last = max(last, path.stat().st_mtime)
        return cls(whole.hexdigest(), datetime.fromtimestamp(last, UTC))


@cache
def deployment() -> Deployment:
    """Return the deployment that this process runs, read once."""
    extensions = (Path(apps.get_app_config(label).path) for label in settings.EXTENSIONS)
    sources = [(settings.BASE_DIR, pattern) for pattern in _SOURCES]
    sources += [(folder, pattern) for folder in extensions for pattern in _OF_EXTENSION]
    return Deployment.of(
        path for folder, pattern in sources for path in folder.glob(pattern) if path.is_file()
    )
