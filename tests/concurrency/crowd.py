"""Eight processes that approve and publish at once: `python -m tests.concurrency.crowd`.

Run in a process of its own, with a database of its own; prints what happened, as JSON.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

import django

WORKERS = 8
ENTRIES = NOTICES = 48
SHARED = 4
# Between two decisions, as long as SQLite lets a writer wait before it asks again: who never pauses
# takes the database back before any other notices that it is free, which no person can.
PAUSE_SECONDS = 0.1
# Whoever waits so long for another one waits for one that has ended with an error.
MOST_SECONDS = 300


def main() -> None:
    """Make the rows, let the workers at them, and say what became of it."""
    django.setup()
    from django.db import connections

    from ropa.models import Notice, ProcessingActivity
    from tests.factories import approve, make_activity, make_notice, make_user

    approver = make_user("Approver")
    ready = make_activity()
    approve(ready, approver)
    own = [make_activity() for _ in range(ENTRIES)]
    own_notices = [make_notice(ready) for _ in range(NOTICES)]
    shared = [make_activity() for _ in range(SHARED)]
    shared_notices = [make_notice(ready, entry) for entry in shared]
    tasks = [(ProcessingActivity, row.pk) for row in own] + [
        (Notice, row.pk) for row in own_notices
    ]
    random.Random(1).shuffle(tasks)
    everybodys = [row.pk for row in shared_notices]

    # Forked, so that all have the same code at once; each opens connections of its own.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    barrier, outcomes = context.Barrier(WORKERS, timeout=MOST_SECONDS), context.Queue()
    workers = [
        context.Process(
            target=work,
            kwargs={
                "number": number,
                "barrier": barrier,
                "outcomes": outcomes,
                "approver": approver.pk,
                "tasks": tasks[number::WORKERS],
                "everybodys": everybodys,
            },
        )
        for number in range(WORKERS)
    ]
    for worker in workers:
        worker.start()
    found = [outcomes.get(timeout=MOST_SECONDS) for _ in workers]
    for worker in workers:
        worker.join()
    total = {name: [each for part in found for each in part[name]] for name in found[0]}
    json.dump(total, sys.stdout)


def work(
    *,
    number: int,
    barrier: Any,
    outcomes: Any,
    approver: int,
    tasks: list[tuple[type[Any], int]],
    everybodys: list[int],
) -> None:
    """Do the tasks of one worker, among them some that every other worker tries as well."""
    from django.contrib.auth.models import User

    from ropa.actions.approving import approve_activity
    from ropa.actions.publishing import publish_notice, publish_notices
    from ropa.actions.refusal import Refused
    from ropa.models import Notice

    by = User.objects.get(pk=approver)
    chance = random.Random(number)
    outcome: dict[str, list[str]] = {"done": [], "refused": [], "errors": []}

    def attempt(what: str, act: Callable[..., Any], **given: Any) -> None:
        try:
            act(by=by, reason="It is ready.", **given)
        except Refused as refused:
            outcome["refused"].append(str(refused))
        except Exception:  # noqa: BLE001 -- whatever a person would have seen as an error page
            outcome["errors"].append(traceback.format_exc())
        else:
            outcome["done"].append(what)
        time.sleep(PAUSE_SECONDS)

    barrier.wait()
    notices = list(Notice.objects.filter(pk__in=everybodys))
    chance.shuffle(notices)
    for notice in notices:
        attempt(str(notice), publish_notice, notice=notice, approve_changed=True)
    # Whoever is slow would otherwise publish, rightly, what the fast have changed since.
    barrier.wait()

    def reword(notice: Notice, **_decision: Any) -> None:
        notice.summary = f"In the words of worker {number}."
        notice.save()

    for notice in notices:
        attempt("reworded", reword, notice=notice)
        attempt("together", publish_notices, notices=notices, change_note="Together.")
        attempt("alone", publish_notice, notice=notice, change_note="Alone.")
    for model, pk in tasks:
        row = model.objects.get(pk=pk)
        if model is Notice:
            attempt(str(row), publish_notice, notice=row)
        else:
            attempt(str(row), approve_activity, activity=row)
    outcomes.put(outcome)


if __name__ == "__main__":
    main()
