"""Base classes and fields of the recorded models."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from ropa.names import refuse_unseen

from .days import not_too_early, refuse_not_meant
from .recording import Records

validate_code = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z",
    "Use lower-case letters and digits with single hyphens between them, like social-care.",
)


ENDS_BEFORE_START = "The last day is before the first. Correct one of them."


class CodeField(models.CharField):
    """A stable natural key: files and addresses name a row by it, never by its number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("validators", [validate_code])
        kwargs.setdefault(
            "help_text",
            "Short stable name, used in addresses and files. Do not change it once published.",
        )
        super().__init__(*args, **kwargs)


class Operational(models.Model):
    """A row that comes and goes with the running of the register. It says nothing of the record, so
    it has no history, and may be written in any way."""

    # What comes and goes is read where it is written.
    read_from_replica = False
    in_backups = True

    class Meta:
        abstract = True
        default_permissions: ClassVar[tuple[str, ...]] = ()


class Recorded(models.Model):
    """A row whose every change is kept: who, when, from what to what.

    `key_field` names the natural key that files use for the row.
    """

    key_field: ClassVar[str] = "code"

    history = Records(inherit=True)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse what nobody sees in a text of one line, and days that cannot be meant, in forms
        and files alike; a longer text is kept exactly as it is given."""
        wrong: dict[str, list[ValidationError]] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            wrong = error.error_dict
        left_out = {*(exclude or ()), *wrong}
        for field in self._meta.concrete_fields:
            if field.name in left_out:
                continue
            try:
                if isinstance(field, models.CharField):
                    refuse_unseen(getattr(self, field.attname) or "")
                elif isinstance(field, models.DateField):
                    refuse_not_meant(field.name, getattr(self, field.attname))
            except ValidationError as error:
                wrong[field.name] = [error]
        if wrong:
            raise ValidationError(wrong)

    @classmethod
    def checked_together(cls, _keys: Collection[str]) -> AbstractContextManager[None]:
        """While it lasts, `clean()` of rows with these natural keys asks no query of its own for
        what can be asked for all at once."""
        return nullcontext()

    def natural_key_text(self) -> str:
        """Return the natural key by which files and people name this row."""
        return str(getattr(self, self.key_field))


class ReferenceRow(Recorded):
    """Shared reference data: true from a date, perhaps until a date, checked on a date.

    A row that is no longer true is not edited away. It gets an end date and a successor, so that
    whatever was published before still says what it said.
    """

    code = CodeField(unique=True)
    valid_from = models.DateField(
        "in force or existing since", null=True, blank=True, help_text="Empty if you do not know."
    )
    valid_to = models.DateField(
        "last day",
        null=True,
        blank=True,
        help_text="Set this, and what replaces it, when it is no longer right to use this row.",
    )
    superseded_by = models.ForeignKey(
        "self",
        verbose_name="replaced by",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
    )
    verified_on = models.DateField(
        "checked at the source on",
        null=True,
        blank=True,
        help_text="Leave empty until somebody has read the source: "
        "until then staff find it as not yet verified.",
    )
    source_read = models.CharField(
        "what was read",
        max_length=300,
        blank=True,
        help_text="For staff only. Which text, where, and how far: needed with the day on which it "
        "was checked.",
    )
    internal_note = models.TextField(
        blank=True, help_text="For staff only. The public never reads this."
    )

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="%(class)s_ends_after_start",
                violation_error_message=ENDS_BEFORE_START,
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
                name="%(class)s_not_own_successor",
                violation_error_message="A row cannot replace itself. Choose what replaces it.",
            ),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | ~Q(source_read=""),
                name="%(class)s_checked_by_reading",
                violation_error_message="Say what was read, or leave the day empty on which it was "
                "checked.",
            ),
            not_too_early("%(class)s_not_too_early", "valid_from", "valid_to", "verified_on"),
        ]

    def clean(self) -> None:
        """Refuse a last day before the first: at the field that states it."""
        super().clean()
        if is_before(self.valid_to, self.valid_from):
            raise ValidationError({"valid_to": ENDS_BEFORE_START})

    def end(self, last_day: date, successor: ReferenceRow) -> None:
        """Set the last day on which the row is right to use, and what takes its place."""
        self.valid_to, self.superseded_by = last_day, successor


def is_before(later: Any, earlier: Any) -> bool:
    """Say whether what is to come later comes before what is to come earlier; not if either is
    empty."""
    return later is not None and earlier is not None and later < earlier


def refuse_circle(row: models.Model, name: str, itself: str) -> None:
    """Refuse a row whose field `name` leads back to it, from one row to the next, with a sentence
    at the field; `itself` is that for a row that names itself."""
    passed: set[Any] = set()
    reached: Any = getattr(row, name)
    while row.pk and reached is not None and reached.pk not in passed:
        if reached.pk == row.pk:
            first = getattr(row, name)
            says = f"“{first}” follows this one already, or one that does. Choose an earlier one."
            raise ValidationError({name: says if passed else itself})
        passed.add(reached.pk)
        reached = getattr(reached, name)


class Part(Recorded):
    """A row that belongs to one owner and keeps its place in the owner's list.

    `owner_field` names the foreign key to the owner.
    """

    owner_field: ClassVar[str] = "activity"

    position = models.PositiveSmallIntegerField(
        "order", default=0, help_text="Smaller numbers come first."
    )

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "pk"]

    @classmethod
    def problems_together(cls, _parts: Sequence[Self], /) -> Mapping[int, Mapping[str, str]]:
        """Return what is wrong with all parts of one owner taken together: for the place of a part
        in the list, a sentence for each field at fault."""
        return {}


class Fact(Part):
    """A part that says what a body does: the body itself says so, or the register reads it so.

    A body states what it does; often it does not say why the law allows that, or how often. Who
    keeps the register may say it for the body: then it is inferred, and everybody is told so until
    the body has confirmed it.
    """

    is_inferred = models.BooleanField(
        "the register’s reading",
        default=False,
        help_text="Tick where the organisation has not said this itself. The public reads that it "
        "has not confirmed it; untick this once it has.",
    )

    class Meta(Part.Meta):
        abstract = True


class SharedRowsField(models.ManyToManyField):
    """Many shared rows, each protected as a foreign key with `PROTECT` protects one.

    Django would otherwise delete a row that is in use and take it out of the lists unasked.
    """

    def contribute_to_related_class(self, cls: type[models.Model], related: Any) -> None:
        super().contribute_to_related_class(cls, related)
        in_list: Any = self.remote_field.through
        shared = in_list._meta.get_field(self.m2m_reverse_field_name())
        shared.remote_field.on_delete = models.PROTECT
        # Whoever reads what keeps a row from being deleted wants to know in whose list it stands.
        owner = self.m2m_field_name()
        in_list.__str__ = lambda row: str(getattr(row, owner))

    def deconstruct(self) -> Any:
        """Migrations see a plain field: the database holds nothing else."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ManyToManyField", args, kwargs


def part_relations(model: type[models.Model]) -> dict[str, type[Part]]:
    """Return a model's own parts, by the name under which a row of it reaches them."""
    return {
        str(relation.get_accessor_name()): relation.related_model
        for relation in model._meta.related_objects
        if issubclass(relation.related_model, Part)
        and relation.related_model.owner_field == relation.field.name
    }


class Gappable(models.Model):
    """A part that may be a known gap instead of a fact.

    A gap is stated, never papered over: the row says what is missing, and staff and public see
    that it is still to be supplied. `gap_facts` names the fields of which one closes the gap.
    """

    gap_facts: ClassVar[tuple[str, ...]]

    to_be_supplied = models.TextField(
        "still to be supplied",
        blank=True,
        help_text="If you do not know the fact yet, say here what is missing. The public reads "
        "“We have not said this yet” with your words. Filling in the fact clears this.",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Close the gap when the fact has been filled in, so nobody has to do it by hand."""
        super().clean()
        if any(getattr(self, fact) for fact in self.gap_facts):
            self.to_be_supplied = ""


def fact_or_gap(name: str, *facts: str, is_stated: Q | None = None) -> models.CheckConstraint:
    """Return a constraint: one of the `facts` is stated, or `is_stated` holds, or else the row says
    what is missing."""
    stated = is_stated or Q()
    for fact in facts:
        stated |= ~Q(**{fact: ""})
    return models.CheckConstraint(
        condition=(stated & Q(to_be_supplied="")) | (~stated & ~Q(to_be_supplied="")),
        name=name,
        violation_error_message="State the fact, or say what is still to be supplied.",
    )
