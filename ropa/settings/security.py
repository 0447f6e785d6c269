"""What a browser may do with a page, and how HTTPS is kept."""

from django.utils.csp import CSP

from ropa import environment

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    # As is everything that is not named here; said because people look for it.
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# What no page of the register has a use for.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)

SECURE_HSTS_SECONDS = environment.seconds("SECURE_HSTS_SECONDS")
# What is below the register's own name, if anything ever is, is reached over HTTPS too.
SECURE_HSTS_INCLUDE_SUBDOMAINS = bool(SECURE_HSTS_SECONDS)

# Only behind a proxy that sets or removes this header itself can it be believed.
BEHIND_HTTPS_PROXY = environment.flag("BEHIND_HTTPS_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS_PROXY else None
SECURE_SSL_REDIRECT = BEHIND_HTTPS_PROXY

# The register has no name of its own below which others stand, so it is in nobody's power to
# promise for them; whoever runs the domain asks browsers for that list (security.W021).
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# Whom to tell of a weakness: in /.well-known/security.txt.
SECURITY_CONTACT = environment.contact("SECURITY_CONTACT")
