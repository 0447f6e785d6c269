"""Files that jobs make once for all who ask, kept in the database within a bound.

A file is named by the digest of everything it is made from, so one that is there is right, and one
that is no longer wanted has another name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from ropa.deployment import deployment
from ropa.models import MadeFile, MadeFilePiece

_PIECE = 1024 * 1024
# Whoever reads a file that another has replaced has so long to come to its end.
_READ_ON = timedelta(hours=1)


def name_of(*made_from: str) -> str:
    """Return the name of a file made from these texts, by this program."""
    all_parts = (*made_from, deployment().digest, settings.REGISTER_NAME)
    return hashlib.sha256("\n".join(all_parts).encode()).hexdigest()


def find_file(name: str) -> MadeFile | None:
    """Return the file with that name; None if it has not been made."""
    return MadeFile.objects.filter(name=name).first()


def pieces_of(file: MadeFile) -> Iterator[bytes]:
    """Yield a file piece by piece. Raises `EOFError` if it was removed meanwhile."""
    remaining, number = file.size, 0
    while remaining > 0:
        piece = MadeFilePiece.objects.filter(file=file, number=number).first()
        if piece is None:
            raise EOFError(f"{file} was removed while it was read")
        yield bytes(piece.content)
        remaining -= len(piece.content)
        number += 1


def keep_file(
    name: str, kind: str, content: Iterable[bytes], *, takes_place: bool = False
) -> MadeFile:
    """Keep a file, all of it or nothing, and return it.

    With `takes_place` it takes the place of the others of its kind. When all files together are
    larger than `MADE_FILES_MEGABYTES` allows, the oldest go.
    """
    pieces = _in_pieces(content)
    # Making it must not hold up whoever else writes.
    first = next(pieces, b"")
    try:
        with transaction.atomic():
            file = MadeFile.objects.create(name=name, kind=kind, program=deployment().digest)
            _write(file, first, pieces)
            if takes_place:
                _replace_others(file)
            remove_excess_files(file)
    except IntegrityError:
        # Another worker was faster.
        return MadeFile.objects.get(name=name)
    return file


def remove_excess_files(newest: MadeFile | None = None) -> int:
    """Remove files that were replaced long enough ago, then the oldest until all together are
    within the bound, but never `newest`; return how many."""
    replaced = MadeFile.objects.filter(replaced_at__lt=timezone.now() - _READ_ON)
    removed = _remove(list(replaced.values_list("pk", flat=True)))
    bound = settings.MADE_FILES_MEGABYTES * 1024 * 1024
    too_much = (MadeFile.objects.aggregate(size=Sum("size"))["size"] or 0) - bound
    excess = []
    if too_much > 0:
        others = MadeFile.objects.order_by("made_at")
        if newest is not None:
            others = others.exclude(pk=newest.pk)
        for key, size in others.values_list("pk", "size").iterator():
            excess.append(key)
            too_much -= size
            if too_much <= 0:
                break
    return removed + _remove(excess)


def remove_files(kind: str, keep: Iterable[str]) -> int:
    """Remove the files of a kind but those with certain names, and return how many."""
    kept_names = set(keep)
    stored = MadeFile.objects.filter(kind=kind).values_list("pk", "name")
    return _remove([key for key, name in stored if name not in kept_names])


def _replace_others(file: MadeFile) -> None:
    now = timezone.now()
    MadeFile.objects.filter(kind=file.kind, replaced_at__isnull=True).exclude(pk=file.pk).update(
        replaced_at=now
    )


def _remove(keys: list[int]) -> int:
    for key in keys:
        MadeFile.objects.filter(pk=key).delete()
    return len(keys)


def _write(file: MadeFile, first: bytes, others: Iterator[bytes]) -> None:
    number, piece = 0, first
    while piece:
        MadeFilePiece.objects.create(file=file, number=number, content=piece)
        file.size += len(piece)
        number, piece = number + 1, next(others, b"")
    file.save(update_fields=["size"])


def _in_pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    gathered = bytearray()
    for part in content:
        gathered += part
        while len(gathered) >= _PIECE:
            yield bytes(gathered[:_PIECE])
            del gathered[:_PIECE]
    if gathered:
        yield bytes(gathered)
