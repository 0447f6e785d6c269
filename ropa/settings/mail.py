"""Mail: what it goes out by."""

from .core import DEBUG

MAILERS = {
    "default": {
        "BACKEND": f"django.core.mail.backends.{'console' if DEBUG else 'smtp'}.EmailBackend"
    }
}
