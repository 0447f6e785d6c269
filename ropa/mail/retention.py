"""Removing old messages from the outbox."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from ropa.models import OutgoingMail
from ropa.models.mail import DAYS_KEPT


def forget() -> int:
    """Remove messages that ended `DAYS_KEPT` days ago, and return how many there were."""
    long_ago = timezone.now() - timedelta(days=DAYS_KEPT)
    removed, _ = OutgoingMail.objects.filter(ended_at__lt=long_ago).delete()
    return removed
