"""Have an import checked or carried out: at once if that takes a moment, and else by a process."""

from __future__ import annotations

import logging
import subprocess
import sys
from datetime import datetime, timedelta
from enum import Enum
from threading import Thread

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ropa.models import RegisterImport
from ropa.models.attributed import name_of

from .progress import make_room, progress_of
from .running import run

logger = logging.getLogger(__name__)

# An import of so many rows takes a second or two. A row of another spreadsheet is a whole entry,
# which becomes about ten.
FEW_ROWS = {RegisterImport.Kind.OWN: 2_000, RegisterImport.Kind.MAPPED: 200}
# How long a process may take until it has the lock that shows it at work.
_STARTING = timedelta(seconds=30)
_NO_PROCESS = "No process could be started for it. Ask whoever runs the register, then try again."

_State = RegisterImport.State


class Step(Enum):
    """What to do with an import: the state that says so, and those from which it may be asked."""

    CHECK = _State.CHECKING, (_State.MAPPING, _State.CHECKED, _State.FAILED)
    CARRY_OUT = _State.IMPORTING, (_State.CHECKED,)


def start(imported: RegisterImport, step: Step, *, by: User) -> bool:
    """Have somebody's request done; say whether it was open to them to ask.

    It is not if somebody else asked first, or the import has ended. One that was interrupted is
    checked again before it can be carried out.
    """
    if not _claimed(imported.pk, step, by):
        return False
    if imported.rows <= FEW_ROWS[RegisterImport.Kind(imported.kind)]:
        run(imported.pk)
    else:
        _start_process(imported.pk)
    return True


def _claimed(key: int, step: Step, by: User) -> bool:
    """Note who asks for what, if it is open to be asked for: of two who do, one."""
    state, before = step.value
    now = timezone.now()
    with transaction.atomic():
        imported = RegisterImport.objects.select_for_update().get(pk=key)
        goes_on = step is Step.CHECK and was_interrupted(imported, now)
        if not (imported.state in before or goes_on):
            return False
        imported.state, imported.failure = state, ""
        imported.asked_by, imported.asked_by_name, imported.asked_at = by, name_of(by), now
        imported.save(update_fields=["state", "failure", "asked_by", "asked_by_name", "asked_at"])
    return True


def was_interrupted(imported: RegisterImport, now: datetime) -> bool:
    """Whether an import is said to be worked on, and nobody does: its process has ended before its
    end. Of one that another machine works on, this is seen only if they share `WORK_FOLDER`."""
    if not imported.is_at_work:
        return False
    has_started = imported.asked_at is None or imported.asked_at + _STARTING < now
    return has_started and progress_of(imported.pk) is None


def _start_process(key: int) -> None:
    command = [sys.executable, "manage.py", "import_register", "--run", str(key)]
    try:
        make_room()
        process = subprocess.Popen(  # noqa: S603 -- nothing in it is anybody's but ours
            command,
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # Stopping the server in a terminal leaves it be.
            start_new_session=True,
        )
    except OSError:
        logger.exception("No process could be started for import %s", key)
        imported = RegisterImport.objects.get(pk=key)
        imported.state, imported.failure = _State.FAILED, _NO_PROCESS
        imported.save(update_fields=["state", "failure"])
        return
    # Nobody waits for it, but its end must be taken note of.
    Thread(target=process.wait, daemon=True).start()
