"""What is written to the log: docs/logging.md."""

from ropa.monitoring import lines

from .core import DEBUG, EXTENSIONS

lines.configure()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "ropa.monitoring.lines.formatter", "readable": DEBUG}},
    "filters": {"said_by_the_request": {"()": "ropa.monitoring.lines.SaidByTheRequest"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["said_by_the_request"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own set-up writes to the console only when DEBUG is on, and posts errors to
        # administrators, whom this project does not list.
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "ropa": {"level": "INFO"},
        **{name: {"level": "INFO"} for name in EXTENSIONS},
        # A line for each request is what who runs the register reads, not who tries it out.
        "ropa.requests": {"level": "WARNING" if DEBUG else "INFO"},
    },
}
