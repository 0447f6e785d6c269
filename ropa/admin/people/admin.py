"""People: who they are, what they may do, and for which teams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.accounts import emails
from ropa.accounts.step_up import require_fresh_sign_in
from ropa.models import Notice, ProcessingActivity, Team
from ropa.notifications import tell_of_gift

from ..model_admin import StaffModelAdmin
from ..shared.access import allowed
from ..shared.links import link, page_url
from .forms import NewPersonForm, PersonForm
from .history import PersonHistoryPage
from .sessions import SessionsPage
from .sign_in_help import SignInHelpPage, send_link

# What a role may do is laid down in `ropa.permissions`, so there is nothing to edit in a group.
admin.site.unregister(User)
admin.site.unregister(Group)
# Nobody else's addresses and second factors are rows to edit: people look after their own.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)

# Who gets in, by which address the way back in is sent, and how far a person reaches.
FRESH_SIGN_IN_FIELDS = {"username", "email", "is_active", "is_superuser", "groups", "teams"}
ONLY_A_SUPERUSER = "Only a superuser can change this account."


@admin.register(User)
class PersonAdmin(PersonHistoryPage, SignInHelpPage, SessionsPage, StaffModelAdmin, UserAdmin):
    """Accounts. Nobody gives themselves a role, and only a superuser touches a superuser.

    No account is deleted: the history would no longer say who did what.
    """

    form = PersonForm
    add_form = NewPersonForm
    # Django's own speaks of a password to be typed.
    add_form_template = None
    list_display = ("username", "name", "email", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    filter_horizontal = ()
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    ("first_name", "last_name"),
                    "email",
                    "groups",
                    "teams",
                ),
                "description": "A mail leads them to choosing their own password.",
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="name")
    def name(self, person: Any) -> str:
        return str(person.get_full_name())

    @admin.display(description="roles")
    def roles(self, person: Any) -> str:
        return ", ".join(group.name for group in person.groups.all())

    def saved_message(self, person: Any) -> SafeString:
        if person.is_superuser or person.groups.exists():
            return super().saved_message(person)
        return format_html(
            "Saved “{}”. They have no role yet, so there is nothing for them to see. Give them "
            'one under <a href="{}#id_groups">What they may do</a>.',
            person,
            page_url(person),
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def refuse(self, request: HttpRequest, verb: str, row: Any) -> None:
        super().refuse(request, verb, row)
        if verb != "view" and not _may_touch(request, row):
            raise PermissionDenied(ONLY_A_SUPERUSER)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with self._with_reason(request, "add"):
            return super().add_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        raise PermissionDenied(
            "No account is deleted, so that the history still says who did what. Untick “active” "
            "instead."
        )

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        person = super().get_object(request, object_id, from_field)
        if person is not None:
            person.requested_by = request
        return person

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        may_change = self.has_change_permission(request, obj)
        is_helped = may_change and obj != request.user
        reach: dict[str, Any] = {"fields": ["groups", "teams", "keeps_singly"]}
        if request.user.is_superuser:
            reach["fields"] = ["is_superuser", *reach["fields"]]
        elif obj == request.user or not may_change:
            reach = {
                "fields": ["roles", "works_for", "keeps_singly"],
                "description": "You cannot change your own roles and teams. Ask another "
                "administrator."
                if obj == request.user
                else ONLY_A_SUPERUSER,
            }
        return [
            (
                None,
                {"fields": ("username", "signing_in") if is_helped else ("username",)},
            ),
            ("Who they are", {"fields": (("first_name", "last_name"), "email")}),
            ("What they may do", reach),
            (
                "Account",
                {
                    "fields": ("is_active", "last_login"),
                    "description": "When somebody leaves, untick “active”: they lose everything "
                    "at once and stay in the history.",
                },
            ),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        visible_fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        # Fields written out on a form stay on it wherever they are shown or not.
        for name in {"groups", "teams"} - set(visible_fields):
            form.base_fields.pop(name, None)
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        fields = ("signing_in", "last_login", "roles", "works_for", "keeps_singly")
        # Nobody locks themselves out: there may be no one else to let them in again.
        return (*fields, "is_active") if obj == request.user else fields

    @admin.display(description="teams")
    def works_for(self, person: Any) -> str:
        return ", ".join(team.name for team in permissions.teams_of(person))

    @admin.display(description="single entries and notices")
    def keeps_singly(self, person: Any) -> SafeString:
        given_rows = [
            link(page_url(row, "keepers"), row) if is_reached else str(row)
            for row, is_reached in [
                *_singly_given(person, ProcessingActivity),
                *_singly_given(person, Notice),
            ]
        ]
        rows = format_html_join("", "<li>{}</li>", ((row,) for row in given_rows))
        return format_html(
            '{}<p class="help">{}</p>',
            format_html('<ul class="plain">{}</ul>', rows) if given_rows else "None.",
            "Those who approve give them and take them back, on the page “Who keeps it” of each.",
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or FRESH_SIGN_IN_FIELDS & set(form.changed_data):
            require_fresh_sign_in(request)
        if not change:
            # Everybody with an account works in the staff interface; roles say what they see.
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            emails.tell_of_change(obj, form.initial["email"])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            send_link(request, form.instance)
        if "teams" not in form.cleaned_data:
            return
        chosen, current = (
            set(form.cleaned_data["teams"]),
            set(permissions.teams_of(form.instance)),
        )
        for team in chosen - current:
            permissions.give_access(form.instance, team)
            if change:
                tell_of_gift(form.instance, team, by=request.user)  # type: ignore[arg-type]
        for team in current - chosen:
            permissions.withdraw_access(form.instance, team)


def _singly_given[M: (ProcessingActivity, Notice)](
    person: Any, model: type[M]
) -> Iterator[tuple[M, bool]]:
    """What was given to a person one by one, and whether those who look may see it."""
    given_rows = permissions.rows_given_singly(person, model)
    request = person.requested_by
    reached = (
        set(permissions.rows(request.user, given_rows))
        if allowed(request, "view", model)
        else set()
    )
    return ((row, row in reached) for row in given_rows)


def _may_touch(request: HttpRequest, person: Any) -> bool:
    return person is None or not person.is_superuser or bool(request.user.is_superuser)


@admin.register(Team)
class TeamAdmin(StaffModelAdmin):
    """The teams that keep entries and notices."""

    list_display = ("name", "organisation", "code", "email")
    list_select_related = ("organisation",)
    search_fields = ("name", "code", "organisation__name")
    fields = ("name", "code", "organisation", "email", "approves_own_work")
    prepopulated_fields = {"code": ("name",)}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if "approves_own_work" in form.changed_data:
            # Whether a second person looks at what this team publishes.
            require_fresh_sign_in(request)
        super().save_model(request, obj, form, change)
