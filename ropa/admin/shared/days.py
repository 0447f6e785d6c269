"""Days as people write them, in every form of the staff interface."""

from __future__ import annotations

from typing import Any

from django import forms

from ropa.dates import plainly_written


class Day(forms.DateField):
    """A day, however people write one: “1 April 2027”, “1st Apr 2027”, “01.04.2027”, “1/4/27”."""

    default_error_messages = {"invalid": "That is no day. Write it like 1 April 2027."}

    def to_python(self, value: Any) -> Any:
        return super().to_python(plainly_written(value) if isinstance(value, str) else value)
