"""What people are told by mail of the work that waits for them: docs/mail.md.

Whoever writes something that others are to know of says so in the same transaction.
"""

from .recording import tell_of_decision, tell_of_gift, tell_of_import

__all__ = ["tell_of_decision", "tell_of_gift", "tell_of_import"]
