"""What a task is: a function with a name for people, and how often it may be tried."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.tasks import Task
from django.tasks import task as django_task
from django.utils.module_loading import import_string

# How urgent a job is: somebody waits for it, or nobody will miss it for a while.
SOON, NORMAL, LATER = 50, 0, -50

_LONGEST_PAUSE = timedelta(hours=1)


class TaskFailed(Exception):
    """A task cannot be done, and trying again would not help. The message is one sentence that
    says why, for the page of the work in the background."""


class UnknownTask(Exception):
    """This program has no such task, or it takes other arguments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTask(Task):
    """A task of the register.

    `title` is what people call it. `attempts` is how often it is tried at most, a worker's end in
    the middle included. `pause` is how many seconds after a failure it is tried again; it doubles
    with each failure, up to an hour. Of the tasks in one `lane`, one is done at a time, however
    many workers there are.
    """

    title: str = ""
    attempts: int = 4
    pause: int = 15
    lane: str = ""

    def pause_after(self, attempts: int) -> timedelta:
        """Return how long to wait after so many attempts have failed."""
        doubled = min(max(attempts, 1) - 1, 20)
        return min(timedelta(seconds=self.pause) * 2**doubled, _LONGEST_PAUSE)


def task[**P, R](
    *, title: str, attempts: int = 4, pause: int = 15, lane: str = ""
) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Make a function at the level of a module a task: `RegisterTask` says what the words mean."""
    return django_task(  # type: ignore[call-overload]
        title=title, attempts=attempts, pause=pause, lane=lane
    )


def known_task(path: str, arguments: dict[str, Any]) -> RegisterTask:
    """Return the task at a path, which takes these arguments.

    Raises `UnknownTask` if this program has none there, or it does not take them: a newer or an
    older program has asked for it.
    """
    try:
        found = import_string(path)
    except (ImportError, AttributeError, ValueError) as error:
        raise UnknownTask(path) from error
    if not isinstance(found, RegisterTask):
        raise UnknownTask(path)
    try:
        inspect.signature(found.func).bind(*arguments["args"], **arguments["kwargs"])
    except (TypeError, KeyError) as error:
        raise UnknownTask(f"{path} takes other arguments") from error
    return found


def title_of(path: str) -> str:
    """Return what people call the task at a path; of one this program does not know, its name."""
    name = path.rpartition(".")[2].replace("_", " ")
    try:
        found = import_string(path)
    except (ImportError, AttributeError, ValueError):
        return name
    return getattr(found, "title", "") or name


def lane_of(path: str) -> str:
    """Return the lane of the task at a path; an empty text if it has none, or is not known."""
    try:
        found = import_string(path)
    except (ImportError, AttributeError, ValueError):
        return ""
    return getattr(found, "lane", "")
