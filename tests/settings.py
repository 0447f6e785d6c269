"""The settings the tests run under: those of development, whatever the environment holds, but for
DATABASE_URL, which chooses the engine."""

import os
import tempfile
from pathlib import Path

for name in (
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "MFA_REQUIRED_ROLES",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "REGISTER_NAME",
    "SECURE_HSTS_SECONDS",
    "OIDC_ISSUER",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_NAME",
    "OIDC_ROLES_CLAIM",
    "OIDC_ROLES",
    "OIDC_EMAIL_DOMAINS",
    "OIDC_CREATE_PEOPLE",
    "OIDC_LINK_BY_EMAIL",
    "OIDC_SECOND_FACTOR",
    "LOCAL_PASSWORDS_OFF",
    "SESSION_IDLE_MINUTES",
    "SESSION_HOURS",
    "FRESH_SIGN_IN_MINUTES",
    "BEHIND_HTTPS_PROXY",
    "TRUSTED_PROXIES",
    "HEADS_FILE",
    "HEADS_TO",
    "HEADS_SECRET",
    "MADE_FILES_MEGABYTES",
    "PDFS_ON_REQUEST",
    "REGISTER_ADDRESS",
    "REPLICA_URL",
    "SECURITY_CONTACT",
    "DATABASE_STATEMENT_SECONDS",
    "DATABASE_LOCK_SECONDS",
    "DATABASE_JOB_SECONDS",
    "DATABASE_JOB_LOCK_SECONDS",
    "EMAIL_URL",
    "MAIL_FROM",
):
    os.environ.pop(name, None)
os.environ["DEBUG"] = "1"

from ropa.settings import *  # noqa: E402, F403

# The usual hasher is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests that write heads name a file of their own.
HEADS_FILE = Path(tempfile.gettempdir()) / f"heads-of-tests-{os.getpid()}.log"
# Tests ask faster than people; those of the rates turn them on.
RATES_APPLY = False
SECURITY_CONTACT = "mailto:security@example.org"
# Looks each file up when it is asked for, so that no test needs collectstatic first.
WHITENOISE_AUTOREFRESH = True
