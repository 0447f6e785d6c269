"""Where sessions are kept, and when they end: `SESSION_ENGINE`.

A session ends when it has not been used for `SESSION_IDLE_SECONDS`, and in any case
`SESSION_ABSOLUTE_SECONDS` after signing in (OWASP ASVS 5.0, 7.3.1 and 7.3.2). Both limits are in
the row's `expire_date`, which is asked of the database with every session.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from ropa.models.sign_ins import SignInSession

SIGNED_IN_AT = "_signed_in_at"
ADDRESS = "_address"
DEVICE = "_device"

# How exactly it is known when a session was last used: it is written no more often.
TOUCH_EVERY = timedelta(minutes=1)
# So long a session that ended by itself still tells whose form arrives too late.
REMEMBERED_FOR = timedelta(days=7)


class SessionStore(db.SessionStore):
    """Sessions in the table of `SignInSession`.

    `row` is the session as it was read. `expired` is that of somebody whose session has ended by
    itself: it lets nobody in, and tells whose form comes too late.
    """

    row: SignInSession | None = None
    expired: SignInSession | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        return SignInSession

    def load(self) -> dict[str, Any]:
        requested_key = self.session_key
        self.row = self._get_session_from_db()  # type: ignore[attr-defined]
        if self.row is not None:
            return self.decode(self.row.session_data)
        found = SignInSession.objects.filter(session_key=requested_key, user__isnull=False)
        self.expired = found.select_related("user").first()
        return {}

    def is_empty(self) -> bool:
        # The cookie of a session that ended by itself stays: another window may have a form open.
        return self.expired is None and super().is_empty()

    def create_model_instance(self, data: dict[str, Any]) -> SignInSession:
        signed_in_at = data.get(SIGNED_IN_AT)
        return SignInSession(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=_ends(signed_in_at),
            user_id=data.get(SESSION_KEY),
            signed_in_at=datetime.fromtimestamp(signed_in_at, UTC) if signed_in_at else None,
            address=data.get(ADDRESS),
            device=data.get(DEVICE, ""),
        )

    def save(self, must_create: bool = False) -> None:
        """Store the session, unless it was ended meanwhile: that is no fault of the request, whose
        answer goes out. It is not brought back."""
        try:
            super().save(must_create)
        except UpdateError:
            if self.exists(self.session_key or ""):
                raise

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        return _ends(self.get(SIGNED_IN_AT))

    def get_expiry_age(self, **kwargs: Any) -> int:
        return max(0, int((self.get_expiry_date() - timezone.now()).total_seconds()))

    def touch(self) -> None:
        """Note that the session is in use, which moves the end of the idle limit.

        Writes two columns of the row and leaves what the session holds alone, so that requests
        that run side by side do not undo what each other stored.
        """
        now = timezone.now()
        if self.row is None or self.row.user_id is None:
            return
        if now - self.row.last_used_at >= TOUCH_EVERY:
            SignInSession.objects.filter(
                session_key=self.row.session_key, expire_date__gt=now
            ).update(last_used_at=now, expire_date=self.get_expiry_date())

    @classmethod
    def clear_expired(cls) -> None:
        """Delete the sessions that ended long ago. `manage.py clearsessions` calls it."""
        SignInSession.objects.filter(expire_date__lt=timezone.now() - REMEMBERED_FOR).delete()
        SignInSession.objects.filter(user=None, expire_date__lt=timezone.now()).delete()


def _ends(signed_in_at: int | None) -> datetime:
    idle = timezone.now() + timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    if signed_in_at is None:
        return idle
    absolute = timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS)
    return min(idle, datetime.fromtimestamp(signed_in_at, UTC) + absolute)
