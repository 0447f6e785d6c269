"""Uploaded files to import: the state and outcome of each, and remembered column mappings."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from .activities import ProcessingActivity
from .base import Operational
from .organisations import Organisation, Team

# After so many days a file that nobody imported is removed.
DAYS_KEPT = 14


class RegisterImport(models.Model):
    """A file that somebody brought, what was found in it, and what came of it.

    It is no recorded row: each step only adds to it, and the rows it changed have a history of
    their own, which names its file and digest. Whoever brings it by the command line without an
    account is nobody (`brought_by` is empty), and its name says so.
    """

    class Kind(models.TextChoices):
        OWN = "own", "One of the register’s own files"
        MAPPED = "mapped", "Another spreadsheet"
        PACK = "pack", "A starter pack"

    class State(models.TextChoices):
        MAPPING = "mapping", "Columns to be chosen"
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked"
        IMPORTING = "importing", "Being imported"
        IMPORTED = "imported", "Imported"
        FAILED = "failed", "Stopped"
        DISCARDED = "discarded", "Discarded"
        UNDONE = "undone", "Undone"

    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    brought_by_name = models.CharField("brought by", max_length=200)
    brought_at = models.DateTimeField("when")
    file_name = models.CharField("file", max_length=255)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    digest = models.CharField("SHA-256", max_length=64, db_index=True)
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    kind = models.CharField(max_length=6, choices=Kind)
    rows = models.PositiveIntegerField(
        default=0, help_text="About how many rows it has; how many at least, if it is large."
    )

    # How the columns of another spreadsheet are read.
    sheet = models.CharField(max_length=255, blank=True)
    with_hidden = models.BooleanField(
        default=False, help_text="Whether hidden rows and sheets are read like others."
    )
    mapping = models.JSONField(default=dict, help_text="What fills each column, by its title.")
    names = models.JSONField(default=list, help_text="Decisions on names: kind, name, code.")
    answers = models.JSONField(
        default=list, help_text="What is taken for cells: sheet, row, place of the column, text."
    )
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")

    # What was asked for last, by whom, and what came of it.
    state = models.CharField(max_length=9, choices=State)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_by_name = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_by_name = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    counts = models.JSONField(default=dict, help_text="Rows with their parts, by what happens.")
    changes = models.JSONField(default=list, help_text="Rows that are created or changed.")
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)
    unknown = models.JSONField(default=list, help_text="Names that no reference row has.")
    notes = models.JSONField(default=list)
    remarks = models.JSONField(
        default=list, help_text="Cells that leave a gap, or of which something was guessed."
    )
    cells = models.JSONField(default=dict, help_text="How many cells there are of each fate.")

    class Meta:
        verbose_name = "import"
        ordering: ClassVar = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_open(self) -> bool:
        """Whether something can still come of it."""
        return self.state not in {self.State.IMPORTED, self.State.DISCARDED, self.State.UNDONE}

    @property
    def is_at_work(self) -> bool:
        """Whether it is said to be checked or imported just now."""
        return self.state in {self.State.CHECKING, self.State.IMPORTING}

    @property
    def is_ready(self) -> bool:
        """Whether it was checked, and nothing stands in the way of importing it."""
        return self.state == self.State.CHECKED and not (self.problem_count or self.unknown)


class ImportFile(models.Model):
    """The file itself, kept until it is imported, discarded or too old: the register keeps
    nothing outside its database."""

    of = models.OneToOneField(
        RegisterImport, primary_key=True, on_delete=models.CASCADE, related_name="file"
    )
    content = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.of)


class ImportLedger(models.Model):
    """What became of each cell of the file, a line each, packed. It stays with the record of the
    import when the file is no longer kept."""

    of = models.OneToOneField(
        RegisterImport, primary_key=True, on_delete=models.CASCADE, related_name="ledger"
    )
    lines = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.of)


class ImportedEntry(Operational):
    """An entry that an import created or changed, for its team to look at. What the import did to
    it stands in its history."""

    of = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="entries")
    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="imported"
    )
    is_new = models.BooleanField()

    class Meta(Operational.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "activity"], name="importedentry_once")
        ]

    def __str__(self) -> str:
        return str(self.activity)


class RememberedMapping(models.Model):
    """How the columns of a sheet with certain titles were read last, to be proposed again."""

    titles_digest = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the titles, folded and sorted."
    )
    mapping = models.JSONField(help_text="What fills each column, by its folded title.")
    used_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{len(self.mapping)} columns"


class RememberedNames(Operational):
    """What one organisation decided that names in a sheet with certain titles stand for.

    Names mean what those who write them mean: “the Office” is another body in another
    organisation's sheet.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    titles_digest = models.CharField(
        max_length=64, help_text="SHA-256 of the titles, folded and sorted."
    )
    names = models.JSONField(help_text="Decisions on names: kind, name, code.")
    used_at = models.DateTimeField()

    class Meta(Operational.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "titles_digest"], name="rememberednames_one_of_a_sheet"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {len(self.names)} names"
