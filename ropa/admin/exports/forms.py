"""The form on which a report is chosen: its groups, fields and answers, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from ropa.reports.choice_parsing import AT, CONTENT, CONTENTS, SINCE, Choices
from ropa.reports.choices import ReportChoice
from ropa.reports.entry_filters import Options
from ropa.reports.formats import Format

FORMAT = "format"


@dataclass(frozen=True)
class ReportOption:
    """One of the answers that can be ticked or picked."""

    code: str
    name: str
    more: str
    is_chosen: bool


@dataclass(frozen=True)
class ReportField:
    """A question as the page asks it. Without `answers`, people write."""

    name: str
    label: str
    help_text: str = ""
    every: str = ""
    answers: tuple[ReportOption, ...] = ()
    value: str = ""
    problem: str = ""

    @property
    def id(self) -> str:
        """By what the page knows the field: its name alone would be that of other parts of it."""
        return f"export-{self.name}"

    @property
    def chosen(self) -> int:
        """How many answers are chosen: an address can name more than a list lets people pick."""
        return sum(answer.is_chosen for answer in self.answers)

    @property
    def described_by(self) -> str:
        """The ids of what stands with the field, for those who do not see where it stands."""
        parts = {"help": self.help_text, "problem": self.problem}
        return " ".join(f"{self.id}-{part}" for part, text in parts.items() if text)


@dataclass(frozen=True)
class ExportForm:
    """The page's form, filled in with what was chosen."""

    content: ReportField
    at: ReportField
    narrowing: tuple[ReportField, ...]
    form: ReportField

    @property
    def faulty(self) -> tuple[ReportField, ...]:
        """The fields at which something is wrong, in the order of the page."""
        every = (self.content, self.at, *self.narrowing, self.form)
        return tuple(field for field in every if field.problem)


def choices_in(query: QueryDict) -> Choices:
    """Return what an address chooses. No answer has a null character: no database takes one."""
    return {
        name: [answer.replace("\0", "\N{REPLACEMENT CHARACTER}") for answer in answers]
        for name, answers in query.lists()
    }


def export_form(
    choices: Choices,
    asked: Iterable[ReportChoice],
    kinds: Iterable[Format],
    problems: Mapping[str, str],
) -> ExportForm:
    """Return the form with what was chosen in it, and what is wrong at its field."""

    def field(name: str, label: str, options: Options = (), **more: Any) -> ReportField:
        chosen_values = [answer.strip() for answer in choices.get(name, ())]
        described = more.pop("described", {})
        return ReportField(
            name=name,
            label=label,
            answers=tuple(
                ReportOption(code, text, described.get(code, ""), code in chosen_values)
                for code, text in options
            ),
            value=chosen_values[-1] if chosen_values else "",
            problem=problems.get(name, ""),
            **more,
        )

    offered = tuple(kinds)
    return ExportForm(
        content=_with_first(field(CONTENT, "What it is to hold", tuple(CONTENTS.items()))),
        at=field(
            AT,
            "As at which day, or day and time",
            help_text="For example 31 March 2026 for the end of that day, or 31 March 2026, "
            "14:30. Times are those of London. Leave it empty for the register as it stands.",
        ),
        narrowing=(
            *(field(each.name, each.label, each.options, every=each.every) for each in asked),
            field(
                SINCE,
                "Changed since",
                help_text="For example 1 January 2026: approved on that day or later, or of "
                "drafts, changed. Leave it empty for all.",
            ),
        ),
        form=_with_first(
            field(
                FORMAT,
                "In which form",
                tuple((kind.name, kind.title) for kind in offered),
                described={kind.name: kind.description for kind in offered},
            )
        ),
    )


def _with_first(field: ReportField) -> ReportField:
    """The first answer is chosen if none is."""
    if field.chosen or field.value or not field.answers:
        return field
    first, *others = field.answers
    chosen = ReportOption(first.code, first.name, first.more, is_chosen=True)
    return ReportField(
        field.name, field.label, field.help_text, field.every, (chosen, *others), "", field.problem
    )
