"""Ask for the PDF of each new public version, so that readers seldom wait for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save

from ropa.models import Version


def connect() -> None:
    """Let each public version that is added ask for its PDF once it is committed, unless PDFs wait
    until a reader asks for them."""
    post_save.connect(_on_added, sender=Version, dispatch_uid="ropa.public.pdf")


def _on_added(instance: Version, **_told: Any) -> None:
    if settings.PDFS_ON_REQUEST or not (instance.is_public and instance.is_in_force):
        return
    # Of a thousand versions in one transaction, one asks for all.
    asked = transaction.get_connection().run_on_commit
    if not any(each[1] is _ask_after_commit for each in asked):
        transaction.on_commit(_ask_after_commit, robust=True)


def _ask_after_commit() -> None:
    from .tasks import ask_for_new_pdfs

    ask_for_new_pdfs()
