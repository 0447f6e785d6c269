"""How long somebody stays signed in, when they are asked again, and the cookies of that."""

from ropa import environment

from .core import DEBUG

# OWASP ASVS 5.0, 7.1.1 and 7.3: docs/signing-in.md says why these.
SESSION_IDLE_SECONDS = 60 * environment.number("SESSION_IDLE_MINUTES", 30, least=5)
SESSION_ABSOLUTE_SECONDS = 60 * 60 * environment.number("SESSION_HOURS", 12)
# So long after a sign-in nobody is asked to sign in afresh before a decision.
FRESH_SIGN_IN_SECONDS = 60 * environment.number("FRESH_SIGN_IN_MINUTES", 15)

SESSION_ENGINE = "ropa.accounts.session_store"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Messages such as “Saved” wait in the session, and need no cookie of their own.
MESSAGE_STORAGE = "ropa.accounts.messages.EachOnce"

# A browser takes a cookie with this prefix only over HTTPS, from this very host, for all its paths.
# The demonstration runs without HTTPS.
_PREFIX = "" if DEBUG else "__Host-"
SESSION_COOKIE_NAME = f"{_PREFIX}session"
SESSION_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_HTTPONLY = True
# Lax, not Strict: whoever comes back from the sign-in page of their own organisation, or by a link
# in a mail, is still who they were.
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_PREFIX}form"
CSRF_COOKIE_SECURE = not DEBUG
# Scripts read the token from the page.
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# Until the browser is closed.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "ropa.accounts.refused_forms.csrf_failure"
