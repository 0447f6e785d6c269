"""Events of accounts: made, changed, given a role or a permission, from whatever page it was done.

`of` is the number of the account that changed, `person` who changed it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.utils.text import slugify

from .events import record_on_commit

# What decides who gets in and how far, and where the way back in is sent.
WATCHED = ("is_active", "is_staff", "is_superuser", "username", "email")
_CHANGED = "_monitoring_changed"


def connect() -> None:
    """Listen to what is written to accounts."""
    people: Any = get_user_model()
    pre_save.connect(_note_changes, sender=people, dispatch_uid="ropa.monitoring")
    post_save.connect(_tell_changes, sender=people, dispatch_uid="ropa.monitoring")
    m2m_changed.connect(_role, sender=people.groups.through, dispatch_uid="ropa.monitoring.roles")
    m2m_changed.connect(
        _permission,
        sender=people.user_permissions.through,
        dispatch_uid="ropa.monitoring.permissions",
    )


def _note_changes(*, instance: Any, update_fields: Any = None, raw: bool, **_signal: Any) -> None:
    fields = [name for name in WATCHED if update_fields is None or name in update_fields]
    changed = []
    if instance.pk and fields and not raw:
        before = type(instance)._default_manager.filter(pk=instance.pk).values(*fields).first()
        changed = [name for name in fields if before and before[name] != getattr(instance, name)]
    instance.__dict__[_CHANGED] = changed


def _tell_changes(*, instance: Any, created: bool, raw: bool, **_signal: Any) -> None:
    changed = instance.__dict__.pop(_CHANGED, [])
    if created:
        record_on_commit("account.created", of=instance.pk, superuser=instance.is_superuser)
        return
    for name in changed:
        value = getattr(instance, name)
        on = {"on": value} if isinstance(value, bool) else {}
        record_on_commit("account.changed", of=instance.pk, field=name, **on)
    # Django holds the new password here until the account is saved; a hash that is only made
    # stronger when somebody signs in is none.
    if instance._password is not None and not raw:
        record_on_commit("password.changed", of=instance.pk)


def _role(*, instance: Any, action: str, reverse: bool, pk_set: Any, **_signal: Any) -> None:
    far = "user_set" if reverse else "groups"
    for verb, other in _linked(instance, far, action, pk_set):
        person, role = (other, instance) if reverse else (instance, other)
        record_on_commit(f"role.{verb}", of=person.pk, role=slugify(role.name))


def _permission(*, instance: Any, action: str, reverse: bool, pk_set: Any, **_signal: Any) -> None:
    far = "user_set" if reverse else "user_permissions"
    for verb, other in _linked(instance, far, action, pk_set):
        person, permission = (other, instance) if reverse else (instance, other)
        record_on_commit(f"permission.{verb}", of=person.pk, permission=permission.codename)


def _linked(instance: Any, far: str, action: str, pk_set: Any) -> Iterator[tuple[str, Any]]:
    """Return what is linked to a row, or no longer, each with “given” or “taken”."""
    if action == "pre_clear":
        yield from (("taken", row) for row in getattr(instance, far).all())
    elif verb := {"post_add": "given", "post_remove": "taken"}.get(action):
        rows = getattr(instance, far).model._default_manager.filter(pk__in=pk_set)
        yield from ((verb, row) for row in rows)
