"""Generated files that are kept: PDFs, and the public record as a workbook.

They stand in the database, so that whoever serves them need not be on the machine that made them.
They can be made again at any time.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from .base import Operational


class MadeFile(Operational):
    """A file, named by the digest of everything it is made from: one that is there is right."""

    # One that the replica does not have yet is asked for again.
    read_from_replica = True
    in_backups = False

    name = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=40, help_text="Such as “pdf”, or a form of the register.")
    program = models.CharField(max_length=64, help_text="The digest of the program that made it.")
    size = models.PositiveBigIntegerField(default=0, help_text="In bytes.")
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    replaced_at = models.DateTimeField(null=True, help_text="Since when another is in its place.")

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class MadeFilePiece(Operational):
    """A piece of such a file, so that none need be in memory as a whole."""

    read_from_replica = True
    in_backups = False

    file = models.ForeignKey(MadeFile, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta(Operational.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="made_file_piece_number")
        ]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"
