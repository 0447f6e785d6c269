"""The choice of the team that keeps a row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from ropa import permissions


class OwnTeamsOnly(admin.ModelAdmin):
    """An admin whose `team` field offers the teams the person may keep entries for."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        teams = list(permissions.reachable_teams(request.user)[:2])
        return {"team": teams[0].pk, **initial} if len(teams) == 1 else initial

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "team":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return db_field.formfield(
            queryset=permissions.reachable_teams(request.user), widget=forms.Select, **kwargs
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        # Whoever was given a single row keeps it for its team, and cannot move it.
        return fields if obj is None or _works_for(request, obj.team_id) else (*fields, "team")


def _works_for(request: HttpRequest, team: int) -> bool:
    """Say whether a team is within the person's reach. Asked again, it costs nothing."""
    if request.user.has_perm(permissions.KEEP_WHOLE_REGISTER):
        return True
    teams: set[int] | None = request.__dict__.get("_teams")
    if teams is None:
        reachable = permissions.reachable_teams(request.user)
        teams = request.__dict__["_teams"] = set(reachable.values_list("pk", flat=True))
    return team in teams
