"""Serve figures for Prometheus beside the register, for as long as it serves."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from ropa.monitoring.figures import FOLDER_VARIABLE

# In memory, where there is such a place: a process that counts into a file on a full disk is killed
# by the system.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
SECONDS_TO_END = 5


@contextmanager
def figures_served() -> Iterator[None]:
    """Let the processes started in this block count, and serve what they count at METRICS_ADDRESS.

    Does nothing unless METRICS_ADDRESS is set.
    """
    if not settings.METRICS_ADDRESS:
        yield
        return
    host, port = settings.METRICS_ADDRESS
    in_memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    with tempfile.TemporaryDirectory(
        prefix="register-figures-", dir=MEMORY if in_memory else None
    ) as folder:
        os.environ[FOLDER_VARIABLE] = folder
        # A group of its own: Ctrl-C in a terminal is for the server, which then ends this.
        command = [sys.executable, "manage.py", "serve_figures", host, str(port)]
        exporter = subprocess.Popen(command, cwd=settings.BASE_DIR, process_group=0)  # noqa: S603
        try:
            yield
        finally:
            os.environ.pop(FOLDER_VARIABLE, None)
            exporter.terminate()
            try:
                exporter.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                exporter.kill()
                exporter.wait()
