"""The client's address: the one the proxy wrote, and never one that the client made up."""

import pytest
from django.test import RequestFactory

from ropa.monitoring.context import address_of
from ropa.serving.addresses import canonical, client_address


def request(peer, forwarded=None):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)


def test_without_a_proxy_nobody_is_believed(settings):
    settings.BEHIND_HTTPS_PROXY = False
    assert client_address(request("192.0.2.1", "203.0.113.9")) == "192.0.2.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        # The client sent the first, the proxy added the second.
        (1, "198.51.100.66, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.66, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        # Fewer than there should be, or no address: the connection tells.
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, "<script>", "10.0.0.1"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
    ],
)
def test_behind_a_proxy(settings, proxies, forwarded, address):
    settings.BEHIND_HTTPS_PROXY = True
    settings.TRUSTED_PROXIES = proxies
    assert client_address(request("10.0.0.1", forwarded)) == address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:DB8:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        (" 192.0.2.1 ", "192.0.2.1"),
        ("", ""),
        ("192.0.2.256", ""),
        ("١٩٢.0.2.1", ""),
    ],
)
def test_one_client_has_one_address(written, address):
    assert canonical(written) == address


def test_the_log_names_the_same_address(settings):
    settings.BEHIND_HTTPS_PROXY = True
    assert address_of(request("10.0.0.1", "203.0.113.9")) == "203.0.113.9"
