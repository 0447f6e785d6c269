"""People: how they sign in, and what says what they may do."""

AUTHENTICATION_BACKENDS = [
    "ropa.accounts.backends.StaffBackend",
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
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"

# Sign-in is django-allauth's; `ropa.accounts.urls` names the pages of it that there are.
ACCOUNT_ADAPTER = "ropa.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
# Who has no account asks an administrator, so these are never asked for; allauth wants them named.
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "ropa.accounts.forms.SignInForm",
    "change_password": "ropa.accounts.forms.ChangePasswordForm",
    "reauthenticate": "ropa.accounts.forms.ReauthenticateForm",
}
# Administrators know the people whose addresses they enter.
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody learns from a form whether an address has an account, and no mail goes to strangers.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Nobody stays signed in on a shared computer after its browser was closed.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
# No account stands for visitors: what they may see is what has been published.
ANONYMOUS_USER_NAME = None
# The past is read, never edited: putting a former state back is a change like any other.
SIMPLE_HISTORY_REVERT_DISABLED = True
