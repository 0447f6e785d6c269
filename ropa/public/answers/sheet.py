"""What is said about some people on one sheet of paper, with the way back to it."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode
from django.core.paginator import Page
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

from ropa.documents.rights_contacts import RightsContact
from ropa.documents.schema import PeopleDocument

from ..addresses import site_address
from ..index import PEOPLE, RegisterIndex
from .inquiries import Inquiry
from .pages import AnsweredQuestion, answered, speakers


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet: who speaks, the answers, whom to ask, and where to read more."""

    people: PeopleDocument
    speakers: str
    answers: tuple[AnsweredQuestion, ...]
    contacts: tuple[RightsContact, ...]
    part: Page
    address: str

    @property
    def code(self) -> SafeString:
        """The address as a picture that a phone reads, in SVG."""
        return qr_code(self.address)


def sheet(index: RegisterIndex, people: PeopleDocument) -> Sheet:
    """Return the sheet about a group of people, made from the first entries that name them."""
    part, entries = index.part(PEOPLE, people.code, None)
    asked = Inquiry(people, entries, is_part=part.has_other_pages())
    contacts = asked.content.rights_contacts
    return Sheet(
        people=people,
        speakers=speakers(asked.content),
        answers=answered(asked),
        contacts=tuple(each for each in contacts if each.working),
        part=part,
        address=f"{site_address()}{reverse('public:people', args=[people.code])}",
    )


def qr_code(text: str) -> SafeString:
    """Return a text as a QR code, in SVG that scales. A phone still reads it where up to 15 % of it
    is spoilt."""
    code = qrcode.QRCode(border=2, error_correction=ERROR_CORRECT_M, image_factory=SvgPathImage)
    code.add_data(text)
    drawn = code.make_image().to_string(encoding="unicode")
    return mark_safe(drawn)  # noqa: S308 -- drawn from the dots of the code, with no text in it
