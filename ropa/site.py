"""The site of the staff interface: its name, its start page, its groups of models."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

# Other applications keep a group of their own, between the reference data and the people.
GROUPS = {
    "Register": ("ProcessingActivity", "Notice", "ContactPoint", "Version"),
    "Reference data": (
        "Organisation",
        "PeopleCategory",
        "DataCategory",
        "Channel",
        "Legislation",
        "Provision",
        "StatutoryPower",
        "Agreement",
        "System",
    ),
    "People": ("User", "Team"),
}
OWN_APPS = ("ropa", "auth")


class StaffSite(admin.AdminSite):
    """Django's admin site with what waits for a person first and the models in four groups."""

    site_header = settings.REGISTER_NAME
    site_title = settings.REGISTER_NAME
    index_title = "Your work"
    enable_nav_sidebar = False
    empty_value_display = "–"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        # The site is made before the models, and before the admin package registers with it.
        from .admin.overview.waiting_work import waiting_work_of

        groups = [group for group in self.get_app_list(request) if _is_in_use(group)]
        context = {"desk": waiting_work_of(request), "app_list": groups}
        return super().index(request, {**context, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        # As above: the pages stand on the models.
        from .admin.pages import own_pages

        return [*own_pages(self), *super().get_urls()]

    def app_index(self, *args: Any, **kwargs: Any) -> Any:
        # How the models are spread over applications is no business of those who use them.
        return HttpResponseRedirect(reverse("admin:index"))

    # Django's own pages for signing in and out and for passwords lead to those of the register,
    # which ask for a second factor and slow down whoever guesses.

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        asked = request.GET.urlencode()
        return HttpResponseRedirect(f"{reverse('account_login')}{'?' if asked else ''}{asked}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return HttpResponseRedirect(reverse("account_change_password"))

    def password_change_done(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return HttpResponseRedirect(reverse("account_home"))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        from .admin.pages import pages_for

        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        by_name = {
            model["object_name"]: model
            for app in apps
            if app["app_label"] in OWN_APPS
            for model in app["models"]
        }
        groups = {
            title: _group(title, [by_name[name] for name in names if name in by_name])
            for title, names in GROUPS.items()
        }
        others = [app for app in apps if app["app_label"] not in OWN_APPS]
        ordered = [
            groups["Register"],
            _group("The whole register", pages_for(request)),
            *others,
            groups["Reference data"],
            groups["People"],
        ]
        return [group for group in ordered if group["models"]]


def _is_in_use(group: dict[str, Any]) -> bool:
    """An extension is shown once it has a row: until then nobody here works with it."""
    return group["app_label"] not in settings.EXTENSIONS or any(
        model["model"]._default_manager.exists() for model in group["models"]
    )


def _group(title: str, models: list[Any]) -> dict[str, Any]:
    label = title.lower().replace(" ", "-")
    return {"name": title, "app_label": label, "app_url": "", "models": models}
