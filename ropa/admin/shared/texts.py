"""A form field for texts of several lines, with one kind of line ending."""

from __future__ import annotations

from typing import Any

from django import forms

# Reasons and notes stand beside decisions for good, and are read there as a whole.
LONGEST_NOTE = 5000


class Prose(forms.CharField):
    """A text whose lines end alike, whatever the browser sends.

    Browsers post every line break of a text area as two characters. Kept so, a form that was
    saved untouched would change each text of the record.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        # The spaces around a text go when it is saved; they alone are no change.
        return not self.disabled and self.to_python(initial) != self.to_python(data)
