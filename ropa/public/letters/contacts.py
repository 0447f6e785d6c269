"""Where a letter goes: the contact for its kind or, where that is missing, the body's general one.

Sources: UK GDPR Articles 12(2) and 13(1); DPA 2018 section 164A(2).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from ropa.documents.schema import ContactDocument, OrganisationDocument

from .kinds import LetterKind

_FOR_REQUESTS = ("rights", "dpo", "general")
_FOR_COMPLAINTS = ("complaints", "dpo", "rights", "general")


def letter_contacts(
    organisation: OrganisationDocument, kind: LetterKind
) -> tuple[ContactDocument, ...]:
    """Return where to send a letter: the best contact and, if it has no email address, the best
    that has one. None where the record knows no more than a homepage."""
    subjects = _FOR_COMPLAINTS if kind.is_complaint else _FOR_REQUESTS
    by_subject = {point.subject.code: point for point in organisation.contact_points}
    points = [by_subject[each] for each in subjects if each in by_subject]
    working = [point for point in points if _takes_letters(point)]
    with_email = [point for point in working if point.email]
    return tuple(dict.fromkeys((*working[:1], *with_email[:1])))


def _takes_letters(point: ContactDocument) -> bool:
    return any((point.email, point.address, point.telephone, point.url and not _is_home(point.url)))


def _is_home(url: str) -> bool:
    """Whether an address is that of a whole site, where nobody is asked anything."""
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query
