"""What happened to an account, in sentences: who gave whom which role, team or entry, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import get_text_list

from ..shared.paging import requested_page
from ..shared.row_pages import RowPages

OCCASIONS_ON_A_PAGE = 50

# What a box that is ticked or unticked means for the person.
_BOX_SENTENCES = {
    "is_active": ("Account opened again.", "Account closed: nothing can be reached with it."),
    "is_superuser": ("Made a superuser.", "No longer a superuser."),
}
# What a list of rows means, for each row that was put on it or taken off.
_LIST_SENTENCES = {
    "groups": ("Given the role {}.", "The role {} was taken away."),
    "teams": ("Now works for {}.", "No longer works for {}."),
}


class PersonHistoryPage(RowPages):
    """An admin of people that records what it changes in sentences, and shows them."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return "Account created." if add else " ".join(change_sentences(form))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        # Saving without changing anything is nothing that happened.
        return super().log_change(request, obj, message) if message else None

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what happened to the account, the newest first."""
        person = self.row_or_404(request, object_id)
        paginator = Paginator(notes_about(person), OCCASIONS_ON_A_PAGE)
        pages = paginator.get_page(requested_page(request))
        return self.render_page(
            request,
            "admin/person_history.html",
            person,
            "History",
            pages=pages,
            page_numbers=paginator.get_elided_page_range(pages.number),
            **(extra_context or {}),
        )


def add_note(request: HttpRequest, row: Model, sentence: str) -> None:
    """Record in a sentence what the person who asks did about `row`."""
    by = cast("int", request.user.pk)
    LogEntry.objects.log_actions(by, [row], CHANGE, sentence, single_object=True)


def notes_about(row: Model) -> QuerySet[LogEntry]:
    """Return what was recorded about `row` in sentences, the newest first.

    What Django records by itself when a form is saved is a list of fields, and is left out: the
    rows of the register have a history of their own.
    """
    about = LogEntry.objects.filter(
        content_type=get_content_type_for_model(row), object_id=str(row.pk)
    )
    sentences = about.exclude(change_message__startswith="[").exclude(change_message="")
    return sentences.select_related("user").order_by("-action_time", "-pk")


def change_sentences(form: Any) -> Iterator[str]:
    """Return a sentence for each thing that a form changed about a person."""
    others = []
    for name in form.changed_data:
        if name in _BOX_SENTENCES:
            ticked, unticked = _BOX_SENTENCES[name]
            yield ticked if form.cleaned_data[name] else unticked
        elif name in _LIST_SENTENCES:
            yield from _list_changes(
                _LIST_SENTENCES[name],
                form.get_initial_for_field(form.fields[name], name),
                form.cleaned_data[name],
            )
        else:
            # The form of a new password names no field.
            field = form.fields.get(name)
            others.append(str(field.label).lower() if field else name)
    if others:
        yield f"Changed: {get_text_list(others, 'and')}."


def _list_changes(
    words: tuple[str, str], before: Iterable[Any], after: Iterable[Any]
) -> Iterator[str]:
    put_on, taken_off = words
    old, new = set(before), set(after)
    yield from sorted(put_on.format(row) for row in new - old)
    yield from sorted(taken_off.format(row) for row in old - new)
