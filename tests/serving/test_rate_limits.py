"""So many at once, then as time goes by; each client for itself, in bounded memory."""

import pytest

from ropa.serving import rate_limits
from ropa.serving.rate_limits import Rate, RateLimit, client_network

HERE, THERE = "192.0.2.1", "192.0.2.2"


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def limit(clock):
    """Three requests at once, then one every ten seconds."""
    return RateLimit(Rate(at_once=3, seconds_each=10), clock)


def test_so_many_at_once_and_no_more(limit):
    assert [limit.seconds_to_wait(HERE) for _ in range(4)] == [0, 0, 0, 10]


def test_each_client_for_itself(limit):
    for _ in range(4):
        limit.seconds_to_wait(HERE)
    assert limit.seconds_to_wait(THERE) == 0


def test_waiting_as_long_as_was_said_is_enough(limit, clock):
    for _ in range(3):
        limit.seconds_to_wait(HERE)
    for _ in range(50):
        assert limit.seconds_to_wait(HERE) == 10
    clock.now += 9.5
    assert limit.seconds_to_wait(HERE) == 1
    clock.now += 0.5
    assert [limit.seconds_to_wait(HERE) for _ in range(2)] == [0, 10]


def test_a_pause_gives_all_of_it_back_and_no_more(limit, clock):
    for _ in range(3):
        limit.seconds_to_wait(HERE)
    clock.now += 3600
    assert [limit.seconds_to_wait(HERE) for _ in range(4)] == [0, 0, 0, 10]


def test_memory_is_bounded_and_the_longest_away_is_forgotten(limit, monkeypatch):
    monkeypatch.setattr(rate_limits, "CLIENTS", 2)
    for address in (HERE, HERE, HERE, THERE, "192.0.2.3"):
        limit.seconds_to_wait(address)
    assert len(limit._even_until) == 2
    assert limit.seconds_to_wait(HERE) == 0


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_an_ipv6_network_is_one_client(address, client):
    assert client_network(address) == client
