"""A letter as text and as a mail, with blanks for what only its writer knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from ropa.dates import day_in_words
from ropa.documents.schema import ContactDocument
from ropa.documents.wording import joined_names

from ..addresses import site_address
from .contacts import letter_contacts
from .deadlines import Deadline
from .kinds import ABOUT_THE_WRITER
from .subjects import LetterOffer, LetterSubject

# So many uses are named in a letter: it is to fit one sheet.
MOST_USES = 5
# Windows cuts addresses of more than 2,083 characters, with the address and subject in them.
_MOST_IN_MAILTO = 1900


@dataclass(frozen=True)
class ReadyLetter:
    """A letter that is ready but for its blanks, as of the day it is made.

    `answer_by` is the last day for the answer, or for saying that a complaint has come, if it is
    received on that day; none where the law names no day.
    """

    offer: LetterOffer
    today: date
    answer_by: date | None
    contacts: tuple[ContactDocument, ...]
    text: str

    @property
    def email(self) -> str:
        """Where to send it as a mail; empty if the record knows no such address."""
        return next((point.email for point in self.contacts if point.email), "")

    @property
    def mailto(self) -> str:
        """The address that opens it in a mail program; empty without an email address. A letter
        too long for that leaves its text to be pasted."""
        if not self.email:
            return ""
        start = f"mailto:{quote(self.email, safe='@')}?subject={quote(self.offer.kind.subject)}"
        return f"{start}&body={self._body}" if self.fits_mail else start

    @property
    def fits_mail(self) -> bool:
        """Whether a mail program can be given the whole letter."""
        return len(self._body) <= _MOST_IN_MAILTO

    @property
    def _body(self) -> str:
        return quote(self.text.replace("\n", "\r\n"))

    @property
    def lines(self) -> int:
        """How many lines it has on a screen of ordinary width, to make room for."""
        return sum(1 + len(line) // 70 for line in self.text.split("\n"))


def compose(subject: LetterSubject, offer: LetterOffer, today: date) -> ReadyLetter:
    """Return the letter of an offer, about what is on the page of a subject."""
    body = offer.body.organisation
    contacts = letter_contacts(body, offer.kind)
    answer_by = offer.kind.deadline.day_after(today)
    parts = (
        day_in_words(today),
        "\n".join(filter(None, (f"To: {body.name}", _postal_address(contacts)))),
        f"Subject: {offer.kind.subject}",
        f"Dear {body.short_name or body.name},",
        f"{offer.kind.request}{_ground(offer)}",
        _uses(subject, offer),
        _blanks(offer),
        _answer(offer, today, answer_by),
        "Yours faithfully,\n[your full name]",
    )
    return ReadyLetter(offer, today, answer_by, contacts, "\n\n".join(filter(None, parts)) + "\n")


def _postal_address(contacts: tuple[ContactDocument, ...]) -> str:
    return next((point.address.strip() for point in contacts if point.address), "")


def _ground(offer: LetterOffer) -> str:
    if not offer.citations:
        return ""
    return f" My right to this is in {joined_names(offer.citations)}."


def _uses(subject: LetterSubject, offer: LetterOffer) -> str:
    if not offer.uses:
        return ""
    if len(offer.uses) > MOST_USES:
        page = f"{site_address()}{subject.address}"
        return (
            f"It is about the {len(offer.uses)} uses that your record of processing names at {page}"
        )
    lines = [
        f"- {use.title}{f' (to {"; ".join(use.only_for)})' if use.only_for else ''}"
        for use in offer.uses
    ]
    return "\n".join(("It is about these uses of information:", *lines))


def _blanks(offer: LetterOffer) -> str:
    return "\n".join(f"{what}: [{hint}]" for what, hint in (*offer.kind.blanks, *ABOUT_THE_WRITER))


def _answer(offer: LetterOffer, today: date, answer_by: date | None) -> str:
    if answer_by is None:
        return ""
    days = f"If it reaches you on {day_in_words(today)}, that is by {day_in_words(answer_by)}."
    if offer.kind.deadline is Deadline.ACKNOWLEDGED:
        return f"Please tell me within 30 days that you have my complaint. {days}"
    law = joined_names(offer.answer_citations)
    return (
        f"Please answer within one month ({law}). {days} If you need to know who I am, or if "
        "another organisation answers for any of this, please tell me soon."
    )
