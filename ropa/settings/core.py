"""What the register is made of: its applications, what a request passes through, its language."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from ropa import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent

DEBUG = environment.flag("DEBUG")

SECRET_KEY = environment.text("SECRET_KEY", "insecure-key-for-development-only" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: set it to a long random text that only this installation knows, "
        "or set DEBUG=1 to try the register on your own machine."
    )

# Former keys, while something that they have signed or encrypted is still to be read.
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")

ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

# The name in the header of the public site and of the staff interface.
REGISTER_NAME = environment.text("REGISTER_NAME", "Privacy notices and record of processing")

# Its address, as PDFs print it; if it is empty, that by which a reader asked for one.
REGISTER_ADDRESS = environment.origin("REGISTER_ADDRESS")

# Applications that stand on the register and add to it (docs/architecture.md). None of its own
# modules names one: they are found here.
EXTENSIONS = environment.extensions("EXTENSIONS", default=["inspections"])

INSTALLED_APPS = [
    # Before Django's own, so that the project's templates and commands win.
    "ropa.apps.RopaConfig",
    *EXTENSIONS,
    "ropa.apps.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "guardian",
    "simple_history",
]

MIDDLEWARE = [
    # First, so that the log tells of whatever the others do with a request.
    "ropa.monitoring.requests.RequestLog",
    # Around all that may answer in place of a page, a redirect to HTTPS for one.
    "ropa.middleware.SafeByDefault",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "ropa.health.middleware.HealthChecks",
    "django.middleware.security.SecurityMiddleware",
    # Outside whatever may ask the database, so that it can answer for all of it.
    "ropa.unavailable.DatabaseUnavailable",
    "ropa.middleware.StyledErrors",
    # Before the others look at a form: what is refused here costs nothing.
    "ropa.serving.middleware.RateLimits",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ropa.accounts.middleware.RecordSessionUse",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ropa.damaged.DamagedDocuments",
    "ropa.accounts.middleware.HoldRefusedForms",
    "ropa.accounts.enrolment.SecondFactorRequired",
    "simple_history.middleware.HistoryRequestMiddleware",
    # Last, so that it is the view alone that reads from the replica.
    "ropa.database.public_reading.PublicReading",
]

ROOT_URLCONF = "ropa.urls"
WSGI_APPLICATION = "ropa.wsgi.application"

FORM_RENDERER = "ropa.form_renderer.FormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ropa.accounts.context.account_pages",
            ],
        },
    },
]

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
FORMAT_MODULE_PATH = "ropa.formats"
USE_TZ = True
