"""Rows that a team keeps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from ropa import permissions


class OwnTeams(admin.ModelAdmin):
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
