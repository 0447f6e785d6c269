"""What an entry or a notice still waits for, and where to supply it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ropa.models import (
    Condition,
    ContactPoint,
    Notice,
    ProcessingActivity,
    Purpose,
    RetentionRule,
    SectionActivity,
    SecurityMeasure,
)

from .links import page_url, part_url

# Each answer of an entry that may be left to be confirmed, and the value that says so.
_UNCONFIRMED = {
    "providing": ProcessingActivity.Providing.UNKNOWN,
    "follows_retention_policy": ProcessingActivity.FollowsPolicy.UNKNOWN,
    "automated_decisions": ProcessingActivity.AutomatedDecisions.UNKNOWN,
    "transfers_position": ProcessingActivity.TransfersPosition.UNKNOWN,
    "dpia_status": ProcessingActivity.DpiaStatus.NOT_ASSESSED,
}


@dataclass(frozen=True)
class Item:
    """One thing to do: what it concerns, what is missing, and where to put it right."""

    where: str
    what: str
    url: str


@dataclass
class Waiting:
    """What one entry or notice waits for."""

    gaps: list[Item] = field(default_factory=list)
    confirmations: list[Item] = field(default_factory=list)
    answers: list[Item] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.gaps or self.confirmations or self.answers)


def waiting_of_activities(activities: Iterable[ProcessingActivity]) -> dict[int, Waiting]:
    """Return what each entry waits for, by primary key, in a fixed number of queries."""
    rows = {activity.pk: activity for activity in activities}
    waiting: dict[int, Waiting] = {pk: Waiting() for pk in rows}
    for part in _with_gap(RetentionRule, activity__in=rows):
        where = f"How long it is kept: {part.covers}"
        waiting[part.activity_id].gaps.append(Item(where, part.to_be_supplied, part_url(part)))
    for part in _with_gap(SecurityMeasure, activity__in=rows):
        where = f"How it is protected: {part.get_kind_display().lower()} measure"
        waiting[part.activity_id].gaps.append(Item(where, part.to_be_supplied, part_url(part)))
    for model in (Purpose, Condition):
        name = str(model._meta.verbose_name).capitalize()
        for part in model.objects.filter(activity__in=rows, for_confirmation=True):
            item = Item(name, str(part), part_url(part))
            waiting[part.activity_id].confirmations.append(item)
    for pk, activity in rows.items():
        waiting[pk].answers.extend(_answers_to_confirm(activity))
    return waiting


def waiting_of_notices(notices: Iterable[Notice]) -> dict[int, Waiting]:
    """Return what each notice waits for, by primary key, in a fixed number of queries.

    That is what its entries wait for and how to reach its organisation.
    """
    rows = {notice.pk: notice for notice in notices}
    entries: dict[int, dict[int, ProcessingActivity]] = defaultdict(dict)
    places = SectionActivity.objects.filter(section__notice__in=rows)
    for place in places.select_related("activity", "section").order_by(
        "section__position", "position"
    ):
        entries[place.section.notice_id][place.activity_id] = place.activity
    of_entries = waiting_of_activities(
        {pk: entry for found in entries.values() for pk, entry in found.items()}.values()
    )
    contacts = list(
        _with_gap(
            ContactPoint, organisation__in={notice.organisation_id for notice in rows.values()}
        ).select_related("organisation")
    )
    waiting = {}
    for pk, notice in rows.items():
        waiting[pk] = whole = Waiting()
        for entry_pk, entry in entries[pk].items():
            for kind in ("gaps", "confirmations", "answers"):
                getattr(whole, kind).extend(
                    Item(f"{entry.reference} {item.where}", item.what, item.url)
                    for item in getattr(of_entries[entry_pk], kind)
                )
        whole.gaps.extend(
            Item(f"How to reach {contact.organisation}", contact.to_be_supplied, page_url(contact))
            for contact in contacts
            if contact.organisation_id == notice.organisation_id
        )
    return waiting


def _with_gap(model: Any, **owners: Any) -> Any:
    return model._default_manager.filter(**owners).exclude(to_be_supplied="")


def _answers_to_confirm(activity: ProcessingActivity) -> Iterable[Item]:
    for name, unknown in _UNCONFIRMED.items():
        if getattr(activity, name) == unknown:
            label = str(activity._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            yield Item(
                label[:1].upper() + label[1:],
                getattr(activity, f"get_{name}_display")(),
                f"{page_url(activity)}#id_{name}",
            )
