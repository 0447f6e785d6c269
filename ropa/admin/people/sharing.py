"""Who keeps an entry or a notice: its team, and people to whom this one was given."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from ropa import permissions
from ropa.accounts.step_up import require_fresh_sign_in
from ropa.digits import whole_number
from ropa.models.attributed import person_name
from ropa.notifications import tell_of_gift

from ..shared.access import allowed
from ..shared.links import page_url
from ..shared.row_pages import RowPages
from .history import add_note, notes_about

# So much of what was given and taken back stands on the page.
NOTED_SHOWN = 50


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return person_name(obj)


class GiveForm(forms.Form):
    """To whom the row is given."""

    person = PersonField(
        queryset=User.objects.none(),
        label="Who else may keep it?",
        empty_label="Choose a person",
        help_text="They need a role that edits. They see this one and what it needs, nothing else.",
        error_messages={"required": "Choose a person."},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class SharingPage(RowPages):
    """An admin with a page that says who keeps the row, and lets deciders give it to others."""

    def get_urls(self) -> list[Any]:
        return [self.row_path("keepers", self.keepers_view), *super().get_urls()]

    def keepers_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show who keeps the row; with POST, give it to a person or take it back."""
        row = self.row_or_404(request, object_id)
        may_share = allowed(request, "share", row)
        keepers = permissions.keepers_of(row)
        people = User.objects.filter(is_active=True).exclude(pk__in=keepers.values("pk"))
        form = GiveForm(request.POST or None, people=people.order_by("last_name", "username"))
        if request.method == "POST":
            permissions.require(request.user, "share", row)
            require_fresh_sign_in(request)
            keeper_id = whole_number(request.POST.get("take", ""))
            if keeper_id is not None:
                for person in keepers.filter(pk=keeper_id):
                    permissions.withdraw_access(person, row)
                    self._record(request, row, person, "no longer keeps")
                return HttpResponseRedirect(page_url(row, "keepers"))
            if form.is_valid():
                person = form.cleaned_data["person"]
                permissions.give_access(person, row)
                tell_of_gift(person, row, by=request.user)  # type: ignore[arg-type]
                self._record(request, row, person, "may now keep")
                return HttpResponseRedirect(page_url(row, "keepers"))
        return self.render_page(
            request,
            "admin/keepers.html",
            row,
            "Who keeps it",
            form=form,
            may_share=may_share,
            keepers=keepers,
            team_members=permissions.members_of(row.team),
            noted=notes_about(row)[:NOTED_SHOWN],
        )

    def _record(self, request: HttpRequest, row: Any, person: User, does: str) -> None:
        """Say what happened, on the next page, in the history of the person, and beside the row."""
        sentence = f"{person_name(person)} {does} {row}."
        add_note(request, row, sentence)
        add_note(request, person, sentence)
        messages.success(request, sentence)
