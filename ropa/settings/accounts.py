"""People: how they sign in, and what says what they may do."""

from ropa import environment

from .core import DEBUG

AUTHENTICATION_BACKENDS = [
    "ropa.accounts.backends.StaffBackend",
    "guardian.backends.ObjectPermissionBackend",
]
# Memory-hard, with the parameters OWASP recommends, and in Python's own library: a guess costs a
# quarter of a second and 16 MB. Passwords kept by the other one are kept anew when they are used.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "ropa.accounts.passwords.LongEnoughValidator"},
    {"NAME": "ropa.accounts.passwords.NotCommonValidator"},
    {"NAME": "ropa.accounts.passwords.NotOfKnownWordsValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
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
    "reset_password": "ropa.accounts.forms.AskForLinkForm",
    "reset_password_from_key": "ropa.accounts.forms.SetPasswordByLinkForm",
    "user_token": "ropa.accounts.forms.LinkForm",
}
# Administrators know the people whose addresses they enter.
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody learns from a form whether an address has an account, and no mail goes to strangers.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# People are told of every change of their password, address and second factors.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A link to set a new password can be used once, within an hour, and until the password changes.
PASSWORD_RESET_TIMEOUT = 60 * 60
# Nobody stays signed in on a shared computer after its browser was closed.
ACCOUNT_SESSION_REMEMBER = False
# `ropa.accounts.throttling` counts wrong passwords; allauth counts the rest, in the cache that all
# processes share. Of "login_failed" these are wrong one-time codes, by account.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key,25/d/key",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "10/h/user",
    "reauthenticate": "10/m/user",
    "confirm_email": "10/h/user",
}
# The browser in which somebody has signed in before; `__Host-` is only for HTTPS.
KNOWN_BROWSER_COOKIE_NAME = "known_browser" if DEBUG else "__Host-known_browser"
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
# No account stands for visitors: what they may see is what has been published.
ANONYMOUS_USER_NAME = None
# The past is read, never edited: putting a former state back is a change like any other.
SIMPLE_HISTORY_REVERT_DISABLED = True

# Second factors. Whose role is among these is led to setting one up before anything else: names of
# roles, "superusers", "everybody" or "nobody". Those who decide what the public reads, and those
# who give out accounts, unless it is the demonstration.
MFA_REQUIRED_ROLES = environment.words("MFA_REQUIRED_ROLES") or (
    ["nobody"] if DEBUG else ["Approver", "Data protection lead", "Administrator", "superusers"]
)
MFA_ADAPTER = "ropa.accounts.mfa_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Administrators know the people whose addresses they enter.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "ropa.accounts.mfa_forms.AuthenticateForm",
    "reauthenticate": "ropa.accounts.mfa_forms.ReauthenticateForm",
    "activate_totp": "ropa.accounts.mfa_forms.ActivateTOTPForm",
    "authenticate_webauthn": "ropa.accounts.mfa_forms.AuthenticateWebAuthnForm",
    "login_webauthn": "ropa.accounts.mfa_forms.LoginWebAuthnForm",
    "reauthenticate_webauthn": "ropa.accounts.mfa_forms.ReauthenticateWebAuthnForm",
    "add_webauthn": "ropa.accounts.mfa_forms.AddWebAuthnForm",
    "edit_webauthn": "ropa.accounts.mfa_forms.EditWebAuthnForm",
}
