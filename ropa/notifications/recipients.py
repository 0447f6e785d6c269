"""Who is notified of a submission, or of a damaged document."""

from __future__ import annotations

from ropa import permissions
from ropa.models import Decision, NotificationKind, Version

from .recording import record_notifications


def tell_deciders(key: int) -> int:
    """Note that those who may decide about a submission are to be told of it, but for whoever
    submitted; return how many they are. Done twice, it is done once."""
    decision = Decision.objects.select_related("activity", "notice").filter(pk=key).first()
    if decision is None:
        return 0
    people = [
        person.pk
        for person in permissions.deciders_about(decision.subject)
        if person.pk != decision.decided_by_id
    ]
    record_notifications(
        people,
        NotificationKind.APPROVAL,
        f"decision:{decision.pk}",
        decision.subject,
        decision=decision.pk,
        by_name=decision.decided_by_name,
    )
    return len(people)


def tell_administrators(sequence: int) -> int:
    """Note that administrators are to be told that the document of a version is damaged; return how
    many they are. Done twice, it is done once."""
    version = Version.objects.filter(sequence=sequence).first()
    if version is None:
        return 0
    people = [person.pk for person in permissions.administrators()]
    record_notifications(people, NotificationKind.DAMAGED, f"damaged:{sequence}", version)
    return len(people)
