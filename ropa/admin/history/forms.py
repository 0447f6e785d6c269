"""The forms that filter a history; their answers are kept in the address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict

from ropa.history.filters import Filters
from ropa.history.kinds import DECISIONS_KIND, kind_choices
from ropa.history.sources import HistorySource, people_in
from ropa.models.attributed import person_name

from ..shared.days import Day

SYSTEM_CHOICE = "system"
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)
_LIMITS = f"choose a day from {_FIRST.year} to {_LAST.year}."


def _day(label: str) -> Day:
    return Day(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(_FIRST, _LIMITS), MaxValueValidator(_LAST, _LIMITS)],
        error_messages={"invalid": "write a day like 31 March 2026."},
    )


class HistoryForm(forms.Form):
    """Filters by person, field and date. An answer that is not valid is ignored, with a message."""

    who = forms.ChoiceField(
        label="Who",
        required=False,
        error_messages={"invalid_choice": "nobody of that number appears in this history."},
    )
    what = forms.ChoiceField(
        label="What",
        required=False,
        error_messages={"invalid_choice": "there is no such part or field."},
    )
    since = _day("From")
    until = _day("To")

    def __init__(self, data: QueryDict, sources: Sequence[HistorySource]) -> None:
        super().__init__(data, label_suffix="")
        kinds = kind_choices(source.model for source in sources if not source.is_decisions)
        decides = any(source.is_decisions for source in sources)
        groups = [("", [(DECISIONS_KIND, "Decisions and versions")])] if decides else []
        self._kinds = {
            kind.key: (kind, f"{title}: {label}" if kind.field else label)
            for title, group in [*groups, *kinds]
            for kind, label in group
        }
        who: Any = self.fields["who"]
        who.choices = [
            ("", "Everybody"),
            *((str(key), name) for key, name in people_in(sources)),
            (SYSTEM_CHOICE, person_name(None)),
        ]
        what: Any = self.fields["what"]
        what.choices = [
            ("", "Everything"),
            *((kind.key, label) for _, group in groups for kind, label in group),
            *((title, [(kind.key, label) for kind, label in group]) for title, group in kinds),
        ]

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("since", "the first day is after the last.")
            self.add_error("until", "the last day is before the first.")

    @property
    def left_out(self) -> list[str]:
        """What was asked for and is left out, each in a sentence."""
        return [
            f"“{self.fields[name].label}” is left out: {message}"
            for name, messages in self.errors.items()
            for message in messages
        ]

    @property
    def what_chosen(self) -> str:
        """Which part or field is asked for, in words; empty if that is any."""
        what = self.cleaned_data.get("what")
        return self._kinds[what][1] if what else ""

    @property
    def filters(self) -> Filters:
        """What is asked for, as far as it makes sense."""
        self.is_valid()
        answers = self.cleaned_data
        who = answers.get("who")
        return Filters(
            people=frozenset({None if who == SYSTEM_CHOICE else int(who)}) if who else None,
            kind=self._kinds[what][0] if (what := answers.get("what")) else None,
            since=answers.get("since"),
            until=answers.get("until"),
        )


class RegisterHistoryForm(HistoryForm):
    """As above, and of which entry, notice or other row."""

    about = forms.CharField(
        label="Entry, notice or other row",
        required=False,
        max_length=200,
        error_messages={"max_length": "it is too long. Write a reference or part of a name."},
        help_text="Its reference, or words from its name, now or before. Also if it was deleted.",
    )
    field_order = ["about", "what", "who", "since", "until"]
