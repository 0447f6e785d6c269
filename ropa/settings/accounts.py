"""People: how they sign in, and what says what they may do."""

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
# No account stands for visitors: what they may see is what has been published.
ANONYMOUS_USER_NAME = None
# The past is read, never edited: putting a former state back is a change like any other.
SIMPLE_HISTORY_REVERT_DISABLED = True
