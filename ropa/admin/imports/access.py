"""Who may see which import, and go on with it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from ropa import permissions
from ropa.models import ProcessingActivity, RegisterImport

from ..shared.access import allowed

NOT_YOURS = (
    "Somebody else brought this file. They see it, and so do those who reach the whole register."
)


def require_sight(request: HttpRequest) -> None:
    """Raise `PermissionDenied` with the reason unless the person may see entries."""
    if not allowed(request, "view", ProcessingActivity):
        raise PermissionDenied(permissions.may(request.user, "view", ProcessingActivity).reason)


def require_import(request: HttpRequest) -> None:
    """Raise `PermissionDenied` with the reason unless the person may import files."""
    if not (answer := permissions.may_import(request.user)):
        raise PermissionDenied(answer.reason)


def import_seen(request: HttpRequest, key: int) -> RegisterImport:
    """Return the import with that key. Raises `Http404` if there is none, and `PermissionDenied`
    with the reason if the person may not see it."""
    require_sight(request)
    related = ("team", "brought_by", "asked_by", "corrects")
    reach = permissions.imports_within_reach(request.user).select_related(*related)
    if found := reach.filter(pk=key).first():
        return found
    if RegisterImport.objects.filter(pk=key).exists():
        raise PermissionDenied(NOT_YOURS)
    raise Http404


def import_to_go_on_with(request: HttpRequest, key: int) -> RegisterImport:
    """As `import_seen`, for somebody who may also have it checked, imported and discarded."""
    imported = import_seen(request, key)
    require_import(request)
    return imported
