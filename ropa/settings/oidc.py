"""Signing in through the directory of one's own organisation: OpenID Connect, by settings alone."""

from ropa import environment

# The issuer exactly as the provider's own description names it; empty turns all of this off.
OIDC_ISSUER = environment.text("OIDC_ISSUER")
OIDC_CLIENT_ID = environment.text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = environment.text("OIDC_CLIENT_SECRET")
# What the button says after “Sign in with”.
OIDC_NAME = environment.text("OIDC_NAME", "your organisation’s account")

# The claim that carries roles or groups, and what each of its values gives.
OIDC_ROLES_CLAIM = environment.text("OIDC_ROLES_CLAIM", "roles")
OIDC_ROLES = environment.role_grants("OIDC_ROLES")
# Only addresses of these domains are let in; none means that the provider is believed.
OIDC_EMAIL_DOMAINS = [each.lower() for each in environment.words("OIDC_EMAIL_DOMAINS")]
# Whether people whom nobody has entered yet get an account when they first sign in.
OIDC_CREATE_PEOPLE = environment.flag("OIDC_CREATE_PEOPLE")
# Whether an account that is there already becomes that of whoever proves its mail address.
OIDC_LINK_BY_EMAIL = environment.flag("OIDC_LINK_BY_EMAIL")
# Values of the claims “amr” or “acr” that count as a second factor; “always” if it asks everybody.
OIDC_SECOND_FACTOR = environment.words("OIDC_SECOND_FACTOR")
# Whether passwords of the register's own are refused, so that the directory alone lets people in.
LOCAL_PASSWORDS_OFF = environment.flag("LOCAL_PASSWORDS_OFF")

environment.require_together(
    "OIDC_ISSUER",
    {"OIDC_CLIENT_ID": OIDC_CLIENT_ID, "OIDC_CLIENT_SECRET": OIDC_CLIENT_SECRET},
    is_on=bool(OIDC_ISSUER),
)
environment.require_together(
    "LOCAL_PASSWORDS_OFF", {"OIDC_ISSUER": OIDC_ISSUER}, is_on=LOCAL_PASSWORDS_OFF
)
