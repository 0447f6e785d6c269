"""Accept an uploaded file, recognise its kind, and keep it until it is imported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from io import BytesIO
from itertools import chain, islice
from typing import IO

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ropa.models import ImportFile, ImportLedger, MadeFile, RegisterImport
from ropa.models.attributed import person_name
from ropa.models.imports import DAYS_KEPT
from ropa.monitoring.events import record_on_commit

from .choosing import chosen_tables, tables_of
from .problems import refusal_of_file
from .reading import limits
from .reading.file_kinds import FileKind
from .reading.opening import ALL_ALIKE, OpenedFile, open_file
from .reading.own import is_own_file

# Rows that are counted, of a file whose rows there is no need to know exactly.
MOST_COUNTED = 2_000
# JSON says a row in about so many bytes.
_ROW_IN_JSON = 500
_NAME_LENGTH = 255


def accept_upload(
    file: IO[bytes], name: str, *, by: User, corrects: RegisterImport | None = None
) -> RegisterImport:
    """Keep a file and return the record of it, whose columns are to be chosen or which is to be
    checked.

    A file that `corrects` another one takes its place, with the same choices of columns and names.
    Raises `CannotLoad` for a file that cannot be imported at all, with what to do; then nothing is
    kept.
    """
    shown_name = printable_name(name)
    content = _content(file, shown_name)
    opened = open_file(BytesIO(content), shown_name)
    kind = kind_of_import(opened)
    state = RegisterImport.State
    imported = RegisterImport(
        brought_by=by,
        brought_by_name=person_name(by),
        brought_at=timezone.now(),
        file_name=shown_name,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        corrects=corrects,
        kind=kind,
        rows=count_rows(opened, len(content)),
        state=state.CHECKING if kind == RegisterImport.Kind.OWN else state.MAPPING,
    )
    if corrects:
        imported.sheet, imported.mapping = corrects.sheet, corrects.mapping
        imported.names, imported.team = corrects.names, corrects.team
        imported.with_hidden = corrects.with_hidden
        if _has_same_columns(opened, imported):
            imported.state = state.CHECKING
    with transaction.atomic():
        imported.save()
        ImportFile.objects.create(of=imported, content=content)
        if corrects:
            discard_import(corrects)
        record_on_commit("import.brought", person=by, row=imported.pk, bytes=len(content))
    return imported


def reopen_upload(imported: RegisterImport) -> OpenedFile:
    """Open the file that was kept. Raises `ImportFile.DoesNotExist` if it no longer is."""
    content = ImportFile.objects.get(of=imported).content
    return open_file(BytesIO(bytes(content)), imported.file_name)


def kind_of_import(opened: OpenedFile) -> RegisterImport.Kind:
    """Return whether a file is one of the register's own. Raises `CannotLoad` for JSON that is not
    one: it has no columns to choose."""
    if is_own_file(opened):
        return RegisterImport.Kind.OWN
    if opened.kind is FileKind.JSON:
        raise refusal_of_file(
            opened.name,
            "This JSON was not exported from a register like this one. Bring a workbook or CSV.",
        )
    return RegisterImport.Kind.MAPPED


def forget_file(imported: RegisterImport) -> None:
    """Keep the file of an import no longer, nor one that is made of it."""
    ImportFile.objects.filter(of=imported).delete()
    MadeFile.objects.filter(kind=kind_of_marked_file(imported)).delete()


def kind_of_marked_file(imported: RegisterImport) -> str:
    """Return the kind of made files that are the file of an import, with marks."""
    return f"import {imported.pk}, marked"


def discard_import(imported: RegisterImport, why: str = "") -> None:
    """Let nothing come of an import: its file goes, and what was found in it."""
    forget_file(imported)
    ImportLedger.objects.filter(of=imported).delete()
    imported.state = RegisterImport.State.DISCARDED
    imported.finished_at = timezone.now()
    imported.failure = why
    imported.problems, imported.unknown, imported.changes = [], [], []
    imported.remarks, imported.cells = [], {}
    imported.save()


def discard_old_imports(now: datetime) -> int:
    """Discard what was brought too long ago and never imported; return how many."""
    too_old = RegisterImport.objects.filter(
        brought_at__lt=now - timedelta(days=DAYS_KEPT), finished_at=None
    )
    count = 0
    for imported in too_old:
        discard_import(
            imported, f"Nobody imported it within {DAYS_KEPT} days, so the file was removed."
        )
        count += 1
    return count


def printable_name(name: str) -> str:
    """Return the name of a file as it can be kept and shown: its end, with what cannot be seen
    replaced."""
    seen = "".join(
        each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in name
    ).strip()
    return seen[-_NAME_LENGTH:] or "file"


def count_rows(opened: OpenedFile, size: int) -> int:
    """Return about how many rows a file has: those of sheets counted until they are many."""
    if opened.kind is FileKind.JSON:
        return size // _ROW_IN_JSON
    rows: Iterable[object] = chain.from_iterable(source.open().rows for source in opened.sheets)
    return sum(1 for _ in islice(rows, MOST_COUNTED + 1))


def _has_same_columns(opened: OpenedFile, imported: RegisterImport) -> bool:
    """Whether all columns are among those of which it is known what they hold."""
    if not imported.mapping:
        return False
    # The one sheet of a text has no title. As a workbook it has one.
    if imported.sheet not in {"", ALL_ALIKE, *(each.title for each in tables_of(opened))}:
        return False
    tables = chosen_tables(opened, imported.sheet, with_hidden=imported.with_hidden)
    columns = tables.columns(imported.mapping.keys())
    return {each.title for each in columns} <= imported.mapping.keys()


def _content(file: IO[bytes], name: str) -> bytes:
    file.seek(0)
    content = file.read(limits.FILE_SIZE + 1)
    if len(content) > limits.FILE_SIZE:
        raise refusal_of_file(name, too_large_message())
    return content


def too_large_message() -> str:
    """Return what to say of a file beyond the limit."""
    return (
        f"The file is larger than {limits.FILE_SIZE // limits.MEGABYTE} MB, the most that is "
        "taken. Take out pictures and what does not belong to the register, or bring it in several "
        "files."
    )
