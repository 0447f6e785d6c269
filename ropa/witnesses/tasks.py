"""What workers do: send the newest head to each place, until it has arrived."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from ropa.background import enqueue, task
from ropa.background.schedule import run_every
from ropa.documents.heads import Head, NotedPackage, head_as_at
from ropa.models import HeadReceipt
from ropa.monitoring import events

from .places import Witness, witness_of
from .sending import NotSent, send


def places() -> list[Witness]:
    """Return the places that HEADS_TO names."""
    return [witness_of(each) for each in settings.HEADS_TO]


def ask_to_send_head() -> None:
    """Have the newest head sent to every place, if the current transaction is committed."""
    for place in places():
        enqueue(send_head, place.name, key=f"head:{place.name}", about=place.name)


def ask_to_send_package(package: NotedPackage) -> None:
    """Have the digest of an evidence package sent to every place that does not have it yet."""
    for place in places():
        if not _has(place, package):
            key = f"head:{place.name}:{package.digest}"
            enqueue(send_package, place.name, str(package), key=key, about=place.name)


def send_newest_head(place: Witness) -> bool:
    """Send the newest head to a place unless it has that; return whether it was sent.

    Each head vouches for all before it, so one that could not be sent for a while needs no other.
    Raises `NotSent`.
    """
    head = head_as_at()
    if head is None or _has(place, head):
        return False
    _send(head, place)
    return True


def _has(place: Witness, noted: Head | NotedPackage) -> bool:
    return HeadReceipt.objects.filter(place=place.name, line=str(noted)).exists()


def _send(head: Head | NotedPackage, place: Witness) -> None:
    try:
        with transaction.atomic():
            receipt = send(head, place)
            HeadReceipt.objects.get_or_create(
                place=place.name,
                line=str(head),
                defaults={"kind": place.kind, "sequence": head.sequence, "receipt": receipt},
            )
    except NotSent:
        events.record("head.unsent", outcome="failed", kind=place.kind, version=head.sequence)
        raise
    events.record("head.sent", kind=place.kind, version=head.sequence)


# For two days: a mail server may be away over a weekend, and the periodic task asks again.
@task(title="Send the head of the chain elsewhere", attempts=50, pause=60)
def send_head(place_name: str) -> None:
    """Send the newest head to the place with that name, if HEADS_TO still names it."""
    for place in places():
        if place.name == place_name:
            send_newest_head(place)


@task(title="Send the digest of an evidence package elsewhere", attempts=50, pause=60)
def send_package(place_name: str, line: str) -> None:
    """Send the line of a package to the place with that name, if HEADS_TO still names it."""
    package = NotedPackage.parse(line)
    for place in places() if package else ():
        if place.name == place_name and package and not _has(place, package):
            _send(package, place)


@task(title="Look whether the head was sent elsewhere", attempts=1)
def send_missing_heads() -> None:
    """Ask for what was not sent, as when a place was added or given up on."""
    head = head_as_at()
    for place in places():
        if head and not _has(place, head):
            enqueue(send_head, place.name, key=f"head:{place.name}", about=place.name)


run_every(timedelta(hours=1), send_missing_heads)
