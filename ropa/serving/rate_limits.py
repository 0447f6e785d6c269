"""How often one client may ask for what is costly, and how the rest is refused.

Counted in the memory of each web process, never in the database: to read a page writes nothing, and
nobody can fill a table or keep a lock by asking. So with N processes a client may have up to N
times what stands in the settings; they are chosen to be harmless so. A restart forgets. Once more
than `CLIENTS` have come, the one who asked longest ago is forgotten.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

# Clients counted for each rate: some hundred bytes each.
CLIENTS = 20_000
# Who has an IPv6 address has usually all that begin like it.
IPV6_NETWORK_BITS = 64


@dataclass(frozen=True)
class Rate:
    """So many requests at once, and from then on one every so many seconds."""

    at_once: int
    seconds_each: float


class RateLimit:
    """Counts the requests of each client against a rate.

    By the generic cell rate algorithm: for each client it holds one moment, at which all that was
    asked would have been asked had the requests come evenly.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._clock = clock
        self._lock = Lock()
        self._even_until: OrderedDict[str, float] = OrderedDict()

    def seconds_to_wait(self, address: str) -> int:
        """Count a request from an address; return 0, or after how many whole seconds to come again.

        A request that is refused does not count, so that waiting as long as was said is enough.
        """
        client = client_network(address)
        now = self._clock()
        with self._lock:
            even_until = max(self._even_until.get(client, now), now)
            ahead = even_until - now - (self.rate.at_once - 1) * self.rate.seconds_each
            if ahead > 0:
                return math.ceil(ahead)
            self._even_until[client] = even_until + self.rate.seconds_each
            self._even_until.move_to_end(client)
            if len(self._even_until) > CLIENTS:
                self._even_until.popitem(last=False)
        return 0


def client_network(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or the network of an IPv6 address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(ip_network((found, IPV6_NETWORK_BITS), strict=False))
    return address
