"""Check an import or carry it out, in the request or in a worker."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from typing import Protocol

from django.contrib.auth.models import User
from django.db import OperationalError, transaction
from django.utils import timezone

from ropa import permissions
from ropa.models import ImportFile, RegisterImport
from ropa.models.attributed import person_name
from ropa.monitoring.events import record_on_commit
from ropa.notifications import tell_of_import

from .content import Content, read_content
from .loading import REASON_LENGTH, load
from .outcome import Outcome
from .problems import CannotLoad, Problem
from .remembered_mappings import remember_mapping
from .rows import RowPlace
from .stored_outcome import (
    reading_options_of,
    store_entries,
    store_findings,
    store_outcome,
    store_with_ledger,
)
from .uploads import forget_file, reopen_upload

logger = logging.getLogger(__name__)

# So many digits of a file's digest tell it from every other that anybody will bring.
DIGITS = 16
BUSY = (
    "The database did not answer: somebody else was writing for long. Nothing was changed. Try "
    "again."
)
_AT_WORK = (RegisterImport.State.CHECKING, RegisterImport.State.IMPORTING)
_GONE = "The file is no longer kept. Bring it again."
NO_RIGHT = (
    "This file needs what {} has no role to do: {}. An approver can: they find this file under "
    "“Imports” and can import it as it is."
)


class Reporting(Protocol):
    """Whom to tell how far the work has come."""

    def doing(self, what: str) -> None: ...

    def rows(self, done: int, total: int) -> None: ...


def run_import(key: int, *, report: Reporting | None = None, is_tried_again: bool = False) -> None:
    """Do with an import what its state asks for: check it, or carry it out, all or nothing.

    What comes of it stands in its record. The register may have changed since the import was
    checked, so carrying it out checks everything again, and finds what is wrong then. An import
    whose state asks for nothing is left alone. If the database does not answer, the record says
    so, unless it `is_tried_again`: then that is raised.
    """
    imported = RegisterImport.objects.select_related("asked_by", "team").get(pk=key)
    state = imported.state
    if not imported.is_at_work:
        return
    try:
        if not (answer := permissions.may_import(imported.asked_by)):
            raise CannotLoad([_of_whole(imported, answer.reason)])
        content = read_content(reopen_upload(imported), reading_options_of(imported))
        if state == RegisterImport.State.CHECKING:
            _check(imported, content, report)
        else:
            _carry_out(imported, content, report)
    except CannotLoad as error:
        _save_findings(imported, Content([], error.problems, []))
    except ImportFile.DoesNotExist:
        _save_findings(imported, Content([], [_of_whole(imported, _GONE)], []))
    except OperationalError:
        if is_tried_again:
            raise
        logger.exception("Import %s stopped", key)
        record_on_commit("import.failed", person=imported.asked_by, outcome="failed", row=key)
        imported.state, imported.failure = RegisterImport.State.FAILED, BUSY
        imported.save(update_fields=["state", "failure"])
        tell_of_import(imported)


def change_reason(file_name: str, digest: str) -> str:
    """Return what the history of each row that an import changed says of it."""
    end = f", SHA-256 {digest[:DIGITS]}"
    room = REASON_LENGTH - len("Imported from ") - len(end)
    name = file_name if len(file_name) <= room else f"{file_name[: room - 1]}…"
    return f"Imported from {name}{end}"


def import_at_once(
    content: Content,
    *,
    by: User | None,
    name: str,
    size: int,
    digest: str,
    kind: RegisterImport.Kind,
    report: Reporting | None = None,
) -> tuple[RegisterImport, Outcome]:
    """Import what is at hand, without problems or unknown names; return the record of it, and what
    was changed.

    `name`, `size` (in bytes) and `digest` (SHA-256) are those of the file; nobody (`by`) is whoever
    runs the register. Raises `CannotLoad`; then nothing has been changed.
    """
    now = timezone.now()
    person = person_name(by)
    imported = RegisterImport(
        brought_by=by,
        brought_by_name=person,
        brought_at=now,
        file_name=name,
        size=size,
        digest=digest,
        kind=kind,
        rows=len(content.rows),
        state=RegisterImport.State.IMPORTED,
        asked_by=by,
        asked_by_name=person,
        asked_at=now,
    )
    with transaction.atomic():
        outcome = load(
            content.rows,
            by=by,
            source=change_reason(name, digest),
            progress=report.rows if report else None,
        )
        imported.finished_at = timezone.now()
        store_outcome(imported, outcome)
        store_findings(imported, [], notes=content.notes)
        store_with_ledger(imported, content.ledger)
        store_entries(imported, outcome)
        _log_made(imported)
    return imported, outcome


def problems_and_outcome(
    content: Content, *, by: User | None, report: Reporting | None = None
) -> tuple[list[Problem], Outcome | None]:
    """Return every problem of a file, and what importing it would do, in a dry run. There is no
    outcome while there are problems, or names to decide on."""
    if not content.can_be_tried:
        return content.problems, None
    try:
        outcome = load(content.rows, by=by, dry_run=True, progress=report.rows if report else None)
    except CannotLoad as error:
        # What is missing because it could not be read is told already.
        known_cells = {_cell(problem) for problem in content.problems}
        others = [problem for problem in error.problems if _cell(problem) not in known_cells]
        return [*content.problems, *_with_who_can(others, by)], None
    is_whole = not (content.problems or content.unknown)
    return content.problems, outcome if is_whole else None


def _check(imported: RegisterImport, content: Content, report: Reporting | None) -> None:
    problems, outcome = problems_and_outcome(content, by=imported.asked_by, report=report)
    _save_findings(imported, replace(content, problems=problems), outcome)


def _carry_out(imported: RegisterImport, content: Content, report: Reporting | None) -> None:
    if content.problems or content.unknown:
        _check(imported, content, report)
        return
    reason = change_reason(imported.file_name, imported.digest)
    with transaction.atomic():
        # Who started it twice finds it done, or waits for the end of the other.
        RegisterImport.objects.select_for_update().get(pk=imported.pk)
        imported.refresh_from_db(fields=["state"])
        if imported.state != RegisterImport.State.IMPORTING:
            return
        try:
            outcome = load(
                content.rows,
                by=imported.asked_by,
                source=reason,
                progress=report.rows if report else None,
            )
        except CannotLoad as error:
            raise CannotLoad(_with_who_can(error.problems, imported.asked_by)) from error
        imported.state = RegisterImport.State.IMPORTED
        imported.finished_at = timezone.now()
        store_outcome(imported, outcome)
        store_findings(imported, [], notes=content.notes)
        store_with_ledger(imported, content.ledger)
        store_entries(imported, outcome)
        forget_file(imported)
        remember_mapping(imported)
        tell_of_import(imported)
        _log_made(imported)


def _log_made(imported: RegisterImport) -> None:
    record_on_commit("import.made", person=imported.asked_by, row=imported.pk, rows=imported.rows)


def _save_findings(
    imported: RegisterImport, content: Content, outcome: Outcome | None = None
) -> None:
    """Note what a check found, unless somebody has discarded the import meanwhile."""
    imported.state = RegisterImport.State.CHECKED
    imported.counts, imported.changes, imported.failure = {}, [], ""
    if outcome:
        store_outcome(imported, outcome)
    store_findings(imported, content.problems, content.unknown, content.notes, content.remarks)
    with transaction.atomic():
        asked = RegisterImport.objects.select_for_update().filter(pk=imported.pk)
        before = asked.filter(state__in=_AT_WORK).first()
        if before is not None:
            store_with_ledger(imported, content.ledger)
            if before.state == RegisterImport.State.IMPORTING:
                tell_of_import(imported)
            record_on_commit(
                "import.checked",
                person=imported.asked_by,
                outcome="refused" if content.problems else "ok",
                row=imported.pk,
                problems=len(content.problems),
            )


def _cell(problem: Problem) -> tuple[str, int, str]:
    return problem.place.sheet, problem.place.number, problem.title


def _with_who_can(problems: list[Problem], by: User | None) -> list[Problem]:
    """The same, but those that stand in the way of one who has no right to reference data are one,
    which says how many rows of which kinds they are, and who has it."""
    if by is None:
        return problems
    refused = {
        answer.reason: f"{verb} {model._meta.verbose_name_plural}"
        for model in permissions.reference_models()
        for verb in ("add", "change")
        if not (answer := permissions.may(by, verb, model))
    }
    counts = Counter(refused[each.says] for each in problems if each.says in refused)
    if not counts:
        return problems
    kinds = ", ".join(f"{kind} ({count:,})" for kind, count in counts.items())
    says = NO_RIGHT.format(person_name(by), kinds)
    told = Problem(RowPlace(problems[0].place.file, ""), "", "", says, needs_approver=True)
    return [told, *(each for each in problems if each.says not in refused)]


def _of_whole(imported: RegisterImport, says: str) -> Problem:
    return Problem(RowPlace(imported.file_name, ""), "", "", says)
