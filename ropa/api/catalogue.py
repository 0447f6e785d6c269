"""The newest version of each notice and activity, as the lists of the API show and search it.

It is made from the newest public versions in force, once for each state of the register, and kept
in the memory of the process: however long a list is, no document is read to show part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ropa.digits import FrozenReference
from ropa.documents.damage import undamaged
from ropa.documents.schema import Term
from ropa.models import Version
from ropa.public.index import RegisterIndex
from ropa.public.index.contents import Head
from ropa.public.index.index_cache import CHUNK, CachedAtHead, newest_head, register_index_at
from ropa.public.outlines import NamedOutline, Outline
from ropa.public.published_versions import newest_versions


@dataclass(frozen=True)
class CatalogueItem:
    """The newest version of a notice or an activity. `search_text` is what is searched, in small
    letters."""

    number: int
    digest: str
    published: datetime
    change_note: str
    search_text: str


@dataclass(frozen=True)
class CatalogueActivity(CatalogueItem):
    summary: str
    legal_regime: Term


@dataclass(frozen=True)
class Catalogue:
    """Notices and policy documents by slug, and activities by reference."""

    notices: Mapping[str, CatalogueItem]
    activities: Mapping[str, CatalogueActivity]


class _Purpose(Outline):
    statement: str


class _Activity(Outline):
    reference: FrozenReference
    title: str
    summary: str
    legal_regime: NamedOutline
    purposes: tuple[_Purpose, ...]


class _Notice(Outline):
    slug: str
    title: str
    summary: str
    applies_to: str


def catalogue() -> tuple[RegisterIndex, Catalogue]:
    """Return the index of the register and the catalogue, both as the register stands.

    Takes one query to learn the newest version, and one more for each that is not known.
    """
    head = newest_head()
    return register_index_at(head), _cache.at(head)


def _build(_head: Head | None) -> Catalogue:
    notices: dict[str, CatalogueItem] = {}
    activities: dict[str, CatalogueActivity] = {}
    # There are few, and each is said by many.
    regimes: dict[tuple[str, str], Term] = {}
    for version in undamaged(newest_versions().order_by("sequence").iterator(CHUNK)):
        if version.notice_id is not None:
            notice = _Notice.model_validate_json(version.frozen_text)
            notices[notice.slug] = CatalogueItem(
                *_frozen(version), _search_text(notice.title, notice.summary, notice.applies_to)
            )
            continue
        activity = _Activity.model_validate_json(version.frozen_text)
        regime = (activity.legal_regime.code, activity.legal_regime.name)
        activities[activity.reference] = CatalogueActivity(
            *_frozen(version),
            _search_text(
                activity.reference,
                activity.title,
                activity.summary,
                *(purpose.statement for purpose in activity.purposes),
            ),
            summary=activity.summary,
            legal_regime=regimes.setdefault(regime, Term(code=regime[0], name=regime[1])),
        )
    return Catalogue(notices, activities)


def _frozen(version: Version) -> tuple[int, str, datetime, str]:
    return version.number, version.digest, version.created_at, version.change_note


def _search_text(*texts: str) -> str:
    return "\n".join(texts).casefold()


_cache = CachedAtHead(_build)
