"""Who may see which import, and who may continue it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from ropa import permissions
from ropa.models import ProcessingActivity, RegisterImport

from ..shared.access import allowed

NOT_YOURS = (
    "Somebody else brought this file. They see it, and so do those who reach the whole register."
)


def require_view(request: HttpRequest) -> None:
    """Raise `PermissionDenied` with the reason unless the person may see entries."""
    if not allowed(request, "view", ProcessingActivity):
        raise PermissionDenied(permissions.may(request.user, "view", ProcessingActivity).reason)


def require_import(request: HttpRequest) -> None:
    """Raise `PermissionDenied` with the reason unless the person may import files."""
    if not (answer := permissions.may_import(request.user)):
        raise PermissionDenied(answer.reason)


def visible_import(request: HttpRequest, key: int) -> RegisterImport:
    """Return the import with that key. Raises `Http404` if there is none, and `PermissionDenied`
    with the reason if the person may not see it."""
    require_view(request)
    related = ("team", "brought_by", "asked_by", "corrects")
    reach = permissions.imports_within_reach(request.user).select_related(*related)
    if found := reach.filter(pk=key).first():
        return found
    if RegisterImport.objects.filter(pk=key).exists():
        raise PermissionDenied(NOT_YOURS)
    raise Http404


def import_to_continue(request: HttpRequest, key: int) -> RegisterImport:
    """As `visible_import`, for somebody who may also have it checked, imported and discarded."""
    imported = visible_import(request, key)
    require_import(request)
    return imported
