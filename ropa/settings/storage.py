"""Where things are kept: the heads of the chain, files made, static files."""

from ropa import environment

from .core import BASE_DIR, DEBUG
from .database import DATABASES

# Where the head of each version is noted down: docs/evidence.md says what that proves.
HEADS_FILE = environment.heads_file(BASE_DIR, DATABASES["default"], debug=DEBUG)

# Where else the newest head is sent, and with what it is signed for a web service.
HEADS_TO = environment.words("HEADS_TO")
HEADS_SECRET = environment.text("HEADS_SECRET")

# What all processes and hosts must know of: which one-time codes were used, and how often somebody
# tried. And what each process may keep for itself, because it can be made again.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "ropa_shared_cache",
        # Beyond these the oldest go, and with them what they were to prevent.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Static files

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
