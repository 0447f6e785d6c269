"""What people do with an import: decide on names, correct the file, check, import, discard."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ropa.imports.problems import CannotLoad
from ropa.imports.remembered_mappings import remember_mapping
from ropa.imports.starting import (
    Step,
    interrupted_imports,
    is_being_undone,
    start_import,
    stop_import,
)
from ropa.imports.stored_outcome import add_cell_answers, add_name_decisions
from ropa.imports.uploads import discard_import, reopen_upload
from ropa.models import ImportFile, RegisterImport
from ropa.monitoring import events

from .access import import_to_continue
from .answers import cell_answers, given_answers
from .listing import continue_import
from .names import known_names, name_decisions, name_questions
from .page import page_of
from .uploads import error_sentences, takes_file, uploaded_import
from .words import would_change

_NO_NAME = "Choose what at least one name stands for."
_NO_ANSWER = "Answer at least one problem."
_STOPPING = "The work is being stopped. Nothing of it stays."
_NOT_NOW = "That could not be done: the import had gone on meanwhile. This is how it stands."


def decide_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what names that nobody knows stand for, and check the file anew."""
    imported = import_to_continue(request, pk)
    if request.method != "POST" or imported.state != RegisterImport.State.CHECKED:
        return _redirect_to(imported)
    known = known_names(imported.unknown)
    decided = name_decisions(imported.unknown, request.POST, known)
    questions = name_questions(imported.unknown, request.POST, known)
    problems = [(f"{each.field}-other-name", each.problem) for each in questions if each.problem]
    if problems or not decided:
        return page_of(request, imported, names_problems=problems or [("names", _NO_NAME)])
    imported.names = add_name_decisions(imported.names, decided)
    imported.save(update_fields=["names"])
    remember_mapping(imported)
    return _start(request, imported, Step.CHECK)


def answer_problems(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what is to be taken in place of cells with a problem, or forget all of that, and check
    the file anew."""
    imported = import_to_continue(request, pk)
    if request.method != "POST" or imported.state != RegisterImport.State.CHECKED:
        return _redirect_to(imported)
    if "forget" in request.POST:
        imported.answers = []
    else:
        given = given_answers(imported, request.POST)
        problems = [(each.field, each.problem) for each in given if each.problem]
        if problems or not given:
            return page_of(
                request, imported, answers_problems=problems or [("answers", _NO_ANSWER)]
            )
        try:
            answered, problems = cell_answers(imported, reopen_upload(imported), given)
        except (CannotLoad, ImportFile.DoesNotExist):
            return _start(request, imported, Step.CHECK)
        if problems:
            return page_of(request, imported, answers_problems=problems)
        imported.answers = add_cell_answers(imported.answers, answered)
    imported.save(update_fields=["answers"])
    return _start(request, imported, Step.CHECK)


@takes_file
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a corrected file in place of one that was checked, read in the same way."""
    imported = import_to_continue(request, pk)
    if request.method != "POST" or not imported.is_open or _is_at_work(imported):
        return _redirect_to(imported)
    try:
        corrected = uploaded_import(request, corrects=imported)
    except CannotLoad as error:
        events.record("import.refused", outcome="refused", row=imported.pk)
        return page_of(request, imported, file_problems=error_sentences(error))
    return continue_import(request, corrected)


def check_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the file anew: the register may have changed, or the work was interrupted."""
    imported = import_to_continue(request, pk)
    if request.method != "POST" or imported.state == RegisterImport.State.MAPPING:
        return _redirect_to(imported)
    return _start(request, imported, Step.CHECK)


def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Import the file as drafts, if nothing stands in the way."""
    imported = import_to_continue(request, pk)
    if request.method != "POST":
        return _redirect_to(imported)
    if not (imported.is_ready and would_change(imported)):
        messages.warning(request, _NOT_NOW)
        return _redirect_to(imported)
    return _start(request, imported, Step.CARRY_OUT)


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Let nothing come of the import; stop first what is being done with it."""
    imported = import_to_continue(request, pk)
    if request.method == "POST" and _is_at_work(imported) and stop_import(imported):
        messages.success(request, _STOPPING)
    elif request.method == "POST" and imported.is_open and not _is_at_work(imported):
        discard_import(imported)
        messages.success(request, f"Discarded {imported.file_name}. Nothing was imported.")
        return HttpResponseRedirect(reverse("admin:import"))
    return _redirect_to(imported)


def _start(request: HttpRequest, imported: RegisterImport, step: Step) -> HttpResponse:
    user: Any = request.user
    if not start_import(imported, step, by=user):
        messages.warning(request, _NOT_NOW)
    return _redirect_to(imported)


def _is_at_work(imported: RegisterImport) -> bool:
    is_at_work = imported.is_at_work and not interrupted_imports([imported])
    return is_at_work or is_being_undone(imported)


def _redirect_to(imported: RegisterImport) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:import-one", args=[imported.pk]))
