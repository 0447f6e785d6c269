"""How to reach the organisations: each way on a page of its own, so that gaps can be filled."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.models import ContactPoint

from ..model_admin import StaffModelAdmin
from ..shared.tags import tag


@admin.register(ContactPoint)
class ContactPointAdmin(StaffModelAdmin):
    """The ways to reach an organisation that the public reads at the end of a notice."""

    list_display = ("name", "subject", "organisation", "gap")
    list_select_related = ("organisation",)
    list_filter = ("subject",)
    search_fields = ("name", "organisation__name")
    fields = (
        "organisation",
        ("subject", "name"),
        "to_be_supplied",
        ("email", "telephone"),
        "address",
        "url",
    )

    @admin.display(description="to be supplied")
    def gap(self, row: Any) -> SafeString | str:
        return tag("To be supplied", "red") if row.to_be_supplied else ""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if not request.user.has_perm(permissions.KEEP_WHOLE_REGISTER):
            teams = permissions.reachable_teams(request.user)
            model = db_field.remote_field.model
            kwargs["queryset"] = model.objects.filter(pk__in=teams.values("organisation"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
