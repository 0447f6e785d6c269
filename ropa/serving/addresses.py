"""Where a request came from."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the IP address of the client that made a request, in its canonical form.

    Behind a proxy (`BEHIND_HTTPS_PROXY`) it is the last address in `X-Forwarded-For`, the one that
    the proxy wrote itself; with a second proxy in front of it (`TRUSTED_PROXIES`), the last but
    one, and so on. What stands before was written by the client and is never believed. Without a
    proxy, or without an address where one should be, it is the other end of the connection; empty
    if that has none.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_HTTPS_PROXY:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(hops) >= settings.TRUSTED_PROXIES:
            return canonical(hops[-settings.TRUSTED_PROXIES]) or canonical(peer)
    return canonical(peer)


def canonical(written: str) -> str:
    """Return an IP address as it is written by everybody, or nothing if it is none.

    A port, brackets and a zone are left out, and an IPv4 address in IPv6 form is an IPv4 address:
    one client has one address.
    """
    text = written.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(address)
