"""Fill an empty register with a made-up one: `.venv/bin/python -m bench.generate --help`."""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    """Run the command, on the register that `DATABASE_URL` names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ropa.settings")
    django.setup()
    # Its models need the settings.
    from .generator.command import Command

    Command().run_from_argv(["python -m", "bench.generate", *sys.argv[1:]])


if __name__ == "__main__":
    main()
