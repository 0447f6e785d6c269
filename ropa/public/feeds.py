"""Atom feeds of changes to notices and policy documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from ropa.models import Notice, Version

from .caching import cached_by_register
from .changes import Update, changes_in_sentences, updates_of_notices
from .published_versions import notice_updates

ENTRIES = 20
SENTENCES = 20
_NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
# What no XML document may hold, and a register text could.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@require_safe
@cached_by_register
def latest(request: HttpRequest) -> HttpResponse:
    """Return the latest changes of all notices and policy documents."""
    updates = updates_of_notices(notice_updates()[:ENTRIES])
    return _feed(request, settings.REGISTER_NAME, reverse("public:updates"), updates)


@require_safe
@cached_by_register
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the latest changes of one privacy notice, withdrawn or not.

    Raises `Http404` if it was never published.
    """
    return _feed_of(request, slug, Notice.Kind.PRIVACY_NOTICE)


@require_safe
@cached_by_register
def policy_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the latest changes of one policy document, as `notice` does."""
    return _feed_of(request, slug, Notice.Kind.POLICY_DOCUMENT)


class _Feed(Atom1Feed):
    """A feed that says the same whenever it is made: Django gives an empty one the time of day."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _NOTHING_YET


def stable_id(version: Version) -> str:
    """Return what a reader knows an entry by: the same in every feed, at whatever address the
    site is, for as long as the version exists."""
    return uuid5(NAMESPACE_OID, version.row_hash).urn


def _feed_of(request: HttpRequest, slug: str, kind: Notice.Kind) -> HttpResponse:
    found = notice_updates().of_notices(kind).filter(notice__slug=slug)
    updates = updates_of_notices(found[:ENTRIES])
    if not updates:
        raise Http404
    return _feed(request, updates[0].title, updates[0].place.updates, updates)


def _feed(request: HttpRequest, title: str, page: str, updates: Sequence[Update]) -> HttpResponse:
    how = request.build_absolute_uri(reverse("public:follow"))
    feed = _Feed(
        title=_xml(f"Updates: {title}"),
        link=request.build_absolute_uri(page),
        description="",
        language="en-GB",
        subtitle=_xml(f"For a feed reader. How it works: {how}"),
        author_name=_xml(settings.REGISTER_NAME),
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=request.build_absolute_uri(request.path),
    )
    sentences = changes_in_sentences(updates)
    for update in updates:
        changes = sentences.get(update.version.pk, ())
        feed.add_item(
            title=_xml(f"{update.title}: {_event(update)}"),
            link=request.build_absolute_uri(update.address),
            description=_xml(_content(request, update, changes)),
            unique_id=stable_id(update.version),
            pubdate=update.version.created_at,
            updateddate=update.version.created_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)


def _event(update: Update) -> str:
    return "withdrawn" if update.is_ending else f"version {update.version.number}"


def _content(request: HttpRequest, update: Update, changes: Sequence[str]) -> str:
    context = {
        "update": update,
        "sentences": changes[:SENTENCES],
        "left": max(0, len(changes) - SENTENCES),
        "comparison": update.comparison and request.build_absolute_uri(update.comparison),
    }
    return render_to_string("public/feed-entry.html", context)


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
