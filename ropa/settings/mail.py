"""Mail: the server it goes out by, and who it comes from (docs/mail.md)."""

from ropa import environment_mail

from .core import BASE_DIR, DEBUG, REGISTER_NAME

# Whatever is sent with Django's own functions goes to the outbox, in the transaction of whoever
# sends it; only what delivers the outbox uses the server.
MAILERS = {"default": {"BACKEND": "ropa.mail.backend.OutboxBackend"}}
_server = environment_mail.mail_server(BASE_DIR) or (
    {"BACKEND": environment_mail.CONSOLE} if DEBUG else None
)
if _server:
    MAILERS["server"] = _server

DEFAULT_FROM_EMAIL = environment_mail.mail_from(
    REGISTER_NAME, needed=_server is not None, debug=DEBUG
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
