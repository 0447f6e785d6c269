"""The identifiers by which other registers know a body, and the form of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q


@dataclass(frozen=True)
class IdentifierForm:
    """The form of an identifier, in regular expressions of Python, SQLite and PostgreSQL alike, an
    example, and what it is called in a sentence. `lowered` ones are words, in small letters."""

    pattern: str
    example: str
    name: str
    lowered: bool = False

    @property
    def problem(self) -> str:
        """What people are told whose identifier has another form."""
        return f"This is no {self.name}. Write it like {self.example}."

    def normalised(self, written: str) -> str:
        """Return an identifier as it is kept: in letters of one size, and without blanks. Those
        between words stay, and make it none: without them it would be another."""
        return written.strip().lower() if self.lowered else "".join(written.split()).upper()


# By field. The forms are those of the bodies that give them: the Information Commissioner’s list
# of fee payers, GOV.UK, the Office for National Statistics, the NHS Organisation Data Service, Get
# Information about Schools, the UK Register of Learning Providers, Companies House, and the three
# charity regulators.
IDENTIFIER_FORMS = {
    "ico_registration": IdentifierForm(
        r"Z[0-9A-Z][0-9]{5}[0-9X]", "Z1234567", "data protection registration number"
    ),
    "govuk_slug": IdentifierForm(
        r"[a-z0-9]+(-[a-z0-9]+)*", "department-for-education", "name on GOV.UK", lowered=True
    ),
    "ons_code": IdentifierForm(r"[A-Z][0-9]{8}", "E06000001", "ONS code"),
    "ods_code": IdentifierForm(r"[A-Z0-9]{3,12}", "RXH", "NHS code"),
    "school_urn": IdentifierForm(r"[0-9]{6}", "123456", "school number (URN)"),
    "ukprn": IdentifierForm(r"1[0-9]{7}", "10012345", "provider number (UKPRN)"),
    "company_number": IdentifierForm(
        r"([0-9]{8}|[A-Z]{2}[0-9]{6}|[A-Z]{2}[0-9]{5}[A-Z])", "01234567", "company number"
    ),
    "charity_number": IdentifierForm(
        r"([0-9]{6,7}(-[0-9]{1,4})?|SC[0-9]{6}|NIC[0-9]{6})", "1234567", "charity number"
    ),
}


class IdentifierField(models.CharField):
    """An identifier of the form that its name has in `IDENTIFIER_FORMS`, or nothing. It is kept as
    its own register writes it, however people do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    @property
    def _form(self) -> IdentifierForm:
        return IDENTIFIER_FORMS[self.name]

    def to_python(self, value: Any) -> Any:
        """Return what was written as it is kept."""
        text = super().to_python(value)
        return self._form.normalised(text) if isinstance(text, str) else text

    def validate(self, value: Any, model_instance: Any) -> None:
        """Raise `ValidationError` if an identifier has another form."""
        super().validate(value, model_instance)
        if value and not re.fullmatch(self._form.pattern, value):
            raise ValidationError(self._form.problem, code="invalid")


class Identified(models.Model):
    """What other registers call a body. The public reads them, and files that are imported may name
    the body by any of them."""

    ico_registration = IdentifierField(
        "data protection registration",
        help_text="Its number at the Information Commissioner: Z1234567.",
    )
    govuk_slug = IdentifierField(
        "name on GOV.UK",
        max_length=120,
        help_text="The end of its address at gov.uk/government/organisations: "
        "department-for-education.",
    )
    ons_code = IdentifierField("ONS code (GSS)", help_text="Of an authority or an area: E06000001.")
    ods_code = IdentifierField("NHS code (ODS)", help_text="Of a body of the health service: RXH.")
    school_urn = IdentifierField(
        "school number (URN)", help_text="In Get Information about Schools: 123456."
    )
    ukprn = IdentifierField(
        "provider number (UKPRN)", help_text="Of a provider of learning: 10012345."
    )
    company_number = IdentifierField(
        "company number", help_text="At Companies House: 01234567 or SC123456."
    )
    charity_number = IdentifierField(
        "charity number", help_text="At its regulator: 1234567, SC012345 or NIC101234."
    )

    class Meta:
        abstract = True

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The identifiers that it has."""
        return tuple(filter(None, (getattr(self, name) for name in IDENTIFIER_FORMS)))


def identifier_constraints() -> list[models.CheckConstraint]:
    """Return the constraints that hold each identifier of an `Identified` model to its form."""
    return [
        models.CheckConstraint(
            condition=Q(**{name: ""}) | Q(**{f"{name}__regex": rf"\A({form.pattern})\Z"}),
            name=f"%(class)s_{name}_form",
            violation_error_message=form.problem,
        )
        for name, form in IDENTIFIER_FORMS.items()
    ]
