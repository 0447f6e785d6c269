"""Waiting times after wrong passwords: by account, by network address, and by both.

OWASP ASVS 5, 6.3.1 and 6.1.1. A try is counted before the password is looked at and taken back when
it was right, so that a hundred tries at once are not each the first. Names that no account has are
counted like the others: nobody learns from a wait which accounts there are.

A stranger must not be able to keep a person out for ever. So a browser in which the person has
signed in before is known by a cookie, and what strangers do does not count for it; a link by mail,
a passkey, and an administrator's button are ways back as well; and every wait ends by itself.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from ropa.models import FailedSignIn


@dataclass(frozen=True)
class Limit:
    """So many wrong passwords within a time; the next must wait until the oldest is older."""

    failures: int
    within: timedelta


MINUTES, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
# For one name from one address, or from one known browser. The second limit slows down whoever
# waits each time: 20 guesses a day.
ONE_NAME_FROM_ONE_PLACE = (Limit(5, MINUTES), Limit(20, DAY))
# For one name from wherever, known browsers apart: a network of many machines gets no further.
ONE_NAME = (Limit(20, HOUR), Limit(100, DAY))
# For all names from one address: an office behind one address has many people who mistype.
ONE_ADDRESS = (Limit(30, MINUTES), Limit(300, DAY))
FAILURES_KEPT_FOR = DAY


@dataclass(frozen=True)
class Attempt:
    """A try to sign in: the digests of what was typed as the name, of the address it came from,
    and of the browser, if that is known to belong to the account of that name."""

    name: str
    address: str
    browser: str = ""


def attempt(name: str, address: str, browser: str = "") -> Attempt:
    """Return what is counted of a try to sign in with `name` from a network address."""
    return Attempt(
        _digest("name", _folded_name(name)), _digest("address", _network(address)), browser
    )


def begin(tried: Attempt) -> FailedSignIn | datetime:
    """Count a try, and return its row; or the moment from which it may be made, if not now."""
    now = timezone.now()
    FailedSignIn.objects.filter(at__lt=now - FAILURES_KEPT_FOR).delete()
    row = FailedSignIn.objects.create(
        name=tried.name, address=tried.address, browser=tried.browser, at=now
    )
    until = _must_wait_until(tried, now, apart_from=row)
    if until is None:
        return row
    # A try that was not made puts off nothing.
    row.delete()
    return until


def succeeded(row: FailedSignIn, names: Iterable[str]) -> None:
    """Forget what went wrong at this place for an account, given the names it can sign in by."""
    here = Q(browser=row.browser) if row.browser else Q(address=row.address, browser="")
    digests = {row.name, *(_digest("name", _folded_name(name)) for name in names)}
    FailedSignIn.objects.filter(here, name__in=digests).delete()


def release(names: Iterable[str]) -> int:
    """Let an account be tried at again from everywhere; return how many failures are forgotten."""
    digests = [_digest("name", _folded_name(name)) for name in names]
    return FailedSignIn.objects.filter(name__in=digests).delete()[0]


def failures_of(names: Iterable[str]) -> int:
    """Return how many failures of the last day count against an account."""
    digests = [_digest("name", _folded_name(name)) for name in names]
    return FailedSignIn.objects.filter(name__in=digests, at__gte=timezone.now() - DAY).count()


def names_of(person: Any) -> list[str]:
    """Return what a person can type as the name to sign in by."""
    return [name for name in (person.get_username(), person.email) if name]


def browser_digest(secret: str, name: str) -> str:
    """Return what is counted of a known browser of an account."""
    return _digest("browser", f"{secret}:{_folded_name(name)}")


def _must_wait_until(tried: Attempt, now: datetime, apart_from: FailedSignIn) -> datetime | None:
    rows = FailedSignIn.objects.exclude(pk=apart_from.pk)
    if tried.browser:
        counted = [(Q(name=tried.name, browser=tried.browser), ONE_NAME_FROM_ONE_PLACE)]
    else:
        unknown = Q(browser="")
        counted = [
            (unknown & Q(name=tried.name, address=tried.address), ONE_NAME_FROM_ONE_PLACE),
            (unknown & Q(name=tried.name), ONE_NAME),
            (unknown & Q(address=tried.address), ONE_ADDRESS),
        ]
    ends = [
        at + limit.within
        for which, limits in counted
        for at, limit in _limits_reached(rows.filter(which), limits, now)
    ]
    return max(ends, default=None)


def _limits_reached(
    rows: Any, limits: tuple[Limit, ...], now: datetime
) -> list[tuple[datetime, Limit]]:
    """Return each limit that is reached, with the failure that has to grow older for it."""
    most = max(limit.failures for limit in limits)
    newest = list(rows.order_by("-at").values_list("at", flat=True)[:most])
    return [
        (newest[limit.failures - 1], limit)
        for limit in limits
        if len(newest) >= limit.failures and newest[limit.failures - 1] > now - limit.within
    ]


def _network(address: str) -> str:
    """Return the network that one customer has: of IPv6 the first 64 bits."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False).network_address)
    return str(parsed)


def _folded_name(name: str) -> str:
    return name.strip().casefold()


def _digest(kind: str, text: str) -> str:
    key = b"ropa.accounts.throttling:" + settings.SECRET_KEY.encode()
    return hmac.new(key, f"{kind}:{text}".encode(errors="replace"), hashlib.sha256).hexdigest()[:32]
