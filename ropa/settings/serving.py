"""How the register is reached: through which proxies, how often, and with how large a form."""

from ropa import environment
from ropa.serving import limits
from ropa.serving.rate_limits import Rate

# How many proxies stand between clients and the register, each adding to `X-Forwarded-For`.
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 1)

# Form fields in one request: each part of an entry has ten or so, and some entries have hundreds.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# What a form may hold besides its files, in bytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = limits.BODY_OF_STAFF

# What one address may ask for. A whole office may share it, so these are far above what people do:
# they stop programs. Who guesses passwords is stopped much earlier, by ropa.accounts.
RATES_APPLY = True
RATES = {
    "search": Rate(at_once=120, seconds_each=0.5),
    "comparisons": Rate(at_once=60, seconds_each=1),
    "whole record": Rate(at_once=30, seconds_each=10),
    "PDFs": Rate(at_once=120, seconds_each=1),
    "lists for programs": Rate(at_once=300, seconds_each=0.5),
    "forms of visitors": Rate(at_once=60, seconds_each=2),
    "forms of staff": Rate(at_once=300, seconds_each=0.1),
}
RATES_OF_VIEWS = {
    "public:search": "search",
    "public:notice-comparison": "comparisons",
    "public:activity-comparison": "comparisons",
    "public:policy-document-comparison": "comparisons",
    "public:register-csv": "whole record",
    "public:register-xlsx": "whole record",
    "public:register-zip": "whole record",
    "public:register-json": "whole record",
    "public:register-jsonld": "whole record",
    "public:notice-pdf": "PDFs",
    "public:notice-version-pdf": "PDFs",
    "public:policy-document-pdf": "PDFs",
    "public:policy-document-version-pdf": "PDFs",
    "public:activity-pdf": "PDFs",
    "public:activity-version-pdf": "PDFs",
    "api:v1:notices": "lists for programs",
    "api:v1:activities": "lists for programs",
    "api:v1:organisations": "lists for programs",
    "api:v1:legislation": "lists for programs",
    "api:v1:notice-versions": "lists for programs",
    "api:v1:activity-versions": "lists for programs",
}
# Where somebody becomes signed in, or asks for a link: a cookie is no reason to let more through.
SIGN_IN_VIEWS = {
    "account_login",
    "account_reset_password",
    "account_reset_password_from_key",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "directory_begin",
    "directory_callback",
}
