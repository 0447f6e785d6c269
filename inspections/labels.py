"""What people call the fields of an inspection regime, wherever notices are compared."""

from __future__ import annotations

from ropa.documents.labels import Field, describe

from .documents import (
    ParticipantDocument,
    RegimeDocument,
    RegimePowerDocument,
    ServiceTypeDocument,
)


def describe_regimes() -> None:
    """Give every field of a regime its label, and every list in it a way to know its items."""
    describe(
        RegimeDocument,
        {
            "slug": "Web address",
            "title": "Title",
            "summary": "Summary",
            "service_types": Field("Services inspected", "the services inspected"),
            "law": Field("Law", "the law it rests on"),
            "lead": "Led by",
            "commissioned_by": "Commissioned by",
            "participants": Field("Inspectorates", "the inspectorates"),
            "powers": Field("Powers", "the powers used"),
            "controllership": "Who is responsible for the data",
            "essence": "Who does what, and whom to turn to",
        },
        identity=("slug",),
        name=("title",),
    )
    describe(
        ServiceTypeDocument,
        {"name": "Service", "detail": "Detail"},
        identity=("name",),
        name=("name",),
        likeness=("name",),
    )
    describe(
        ParticipantDocument,
        {
            "organisation": "Inspectorate",
            "part_played": Field("Part it plays", "the part {item} plays"),
            "controller_of": Field("Of which data", "the data {item} is responsible for"),
        },
        identity=("organisation.code",),
        name=("organisation.name",),
    )
    describe(
        RegimePowerDocument,
        {"held_by": "Whose", "power": "Power", "applied_through": "Applied through"},
        identity=("power.code", "held_by.code"),
        name=("power.name", "held_by.name"),
    )
