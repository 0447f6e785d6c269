#!/usr/bin/env python
"""Run one of the project's commands: manage.py help lists them."""

import os
import sys


def main() -> None:
    """Run the command, and answer a wrong setting or an absent database with one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ropa.settings")
    from django.core.management import execute_from_command_line

    from ropa.environment import explain

    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        sentence = explain(error)
        if sentence is None or "--traceback" in sys.argv:
            raise
        sys.exit(sentence)


if __name__ == "__main__":
    main()
