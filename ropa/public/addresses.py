"""Where the parts of a notice are to be read."""

from __future__ import annotations

from django.urls import reverse


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
