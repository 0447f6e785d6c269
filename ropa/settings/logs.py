"""What is written to the log."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refusals": {"()": "ropa.logs.RefusalsInOneLine"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["refusals"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own set-up writes to the console only when DEBUG is on, and posts errors to
        # administrators, whom this project does not list.
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "ropa": {"level": "INFO"},
        "inspections": {"level": "INFO"},
    },
}
