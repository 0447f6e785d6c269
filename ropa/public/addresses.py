"""Addresses of the site, of notices and of their sections."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

# Where the demonstration serves, unless it is told otherwise.
_DEMONSTRATION = "http://127.0.0.1:8000"


def site_address() -> str:
    """Return the address of the site, as what is made once for all readers prints it.

    It is the one that is set, never one that somebody asked by: anybody can ask by any.
    """
    return settings.REGISTER_ADDRESS or _DEMONSTRATION


def section_address(
    notice: str,
    section: str,
    anchor: str = "",
    *,
    alone: bool = False,
    number: int | None = None,
) -> str:
    """Return the address of a section of a notice, or of a part of it.

    `notice` and `section` are slugs, `anchor` is the id of a heading or a text in the section;
    `number` is that of a version, without it the newest one is meant. A section that is `alone`
    in its notice stands on the page of the notice. Whoever does not know whether it is need not
    say so: the address returned leads there.
    """
    if alone:
        return f"{_address('notice', number, notice)}#{anchor or section}"
    address = _address("notice-section", number, notice, section=section)
    return f"{address}#{anchor}" if anchor else address


def whole_address(notice: str, *, number: int | None = None) -> str:
    """Return the address of a notice on one page: of version `number`, or of the newest."""
    return _address("notice-whole", number, notice)


def notice_address(notice: str, *, number: int | None = None) -> str:
    """Return the address of a notice: of version `number`, or of the newest."""
    return _address("notice", number, notice)


def _address(name: str, number: int | None, slug: str, **named: str) -> str:
    if number is None:
        return reverse(f"public:{name}", kwargs={"slug": slug, **named})
    return reverse(f"public:{name}-version", kwargs={"slug": slug, "number": number, **named})
