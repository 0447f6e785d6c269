"""Typesetting in a process of its own.

It takes many seconds, and in this process it would hold the interpreter's lock for all of them.
The other process gets the page and nothing else: no file, no database, none of our environment.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

_FONTS = Path(__file__).parent / "fonts.conf"
# Where the libraries are, on machines that do not know it themselves.
_SEARCHED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")


class NotTypeset(Exception):
    """The process ended without a PDF. The message says how."""


class TookTooLong(NotTypeset):
    """The process was stopped since it took too long."""


def typeset(page: str, identifier: str, *, seconds: int, styles: Sequence[str] = ()) -> bytes:
    """Return a page of HTML as PDF: the same bytes for the same page on the same machine.

    `identifier` is that of the document, `styles` are further style sheets, as paths within
    `static/`. Raises `TookTooLong` after so many seconds, and `NotTypeset` if there will be no PDF.
    """
    program = [sys.executable, "-m", "ropa.typesetting.program"]
    command = [*program, identifier, str(settings.STATICFILES_DIRS[0]), str(seconds), *styles]
    # Nothing of the register's own environment, which holds its secrets.
    environment = {
        "FONTCONFIG_FILE": str(_FONTS),
        "PYTHONHASHSEED": "0",
        # The hour that a font cut down to its used letters would otherwise carry.
        "SOURCE_DATE_EPOCH": "0",
        # There are none on purpose.
        "PYTHONWARNINGS": "ignore:No fonts configured in FontConfig",
    }
    environment |= {name: os.environ[name] for name in _SEARCHED if name in os.environ}
    # Should we be stopped meanwhile, `run` ends the process; should we be killed, it ends itself
    # in time.
    done = subprocess.run(  # noqa: S603 -- nothing in it is anybody's but ours
        command,
        input=page.encode(),
        stdout=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        env=environment,
        check=False,
    )
    if done.returncode == -signal.SIGALRM:
        raise TookTooLong(f"It took longer than {seconds} seconds.")
    if done.returncode or not done.stdout:
        raise NotTypeset(f"The process that makes it ended with status {done.returncode}.")
    return done.stdout
