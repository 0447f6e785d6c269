"""Mail: an outbox in the database, and its delivery by the mail server that EMAIL_URL names.

from ropa import mail

mail.send(kind="invitation", to="anna@example.org", subject="...", text="...", secret=True)
"""

from .outbox import is_configured, send

__all__ = ["is_configured", "send"]
