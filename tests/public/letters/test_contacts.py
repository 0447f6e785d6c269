"""Where letters go: the contact for their kind, the general one, and never a bare homepage."""

from __future__ import annotations

import pytest

from ropa.documents.schema import ContactDocument, OrganisationDocument, Term
from ropa.public.letters.contacts import letter_contacts
from ropa.public.letters.kinds import KINDS

REQUEST, COMPLAINT = KINDS[0], KINDS[-1]


def point(subject: str, **ways: str) -> ContactDocument:
    empty = dict.fromkeys(("email", "telephone", "address", "url", "to_be_supplied"), "")
    named = Term(code=subject, name=subject)
    return ContactDocument(subject=named, name=subject, **empty | ways)


GAP = {"to_be_supplied": "The address."}
FORM = {"url": "https://example.org/ask/"}
HOME = {"url": "https://example.org/"}
MAIL = {"email": "us@example.org"}


@pytest.mark.parametrize(
    ("kind", "points", "found"),
    [
        (REQUEST, {"general": MAIL, "dpo": MAIL, "rights": MAIL}, ["rights"]),
        (REQUEST, {"general": MAIL, "complaints": MAIL}, ["general"]),
        (COMPLAINT, {"general": MAIL, "dpo": MAIL, "complaints": MAIL}, ["complaints"]),
        (REQUEST, {"general": MAIL, "dpo": MAIL}, ["dpo"]),
        (COMPLAINT, {"general": MAIL, "rights": MAIL, "dpo": MAIL}, ["dpo"]),
        # What is missing is passed over.
        (REQUEST, {"rights": GAP, "dpo": GAP, "general": MAIL}, ["general"]),
        (COMPLAINT, {"complaints": GAP, "rights": MAIL, "general": MAIL}, ["rights"]),
        # A form to fill in is one, and a mail can be sent as well.
        (REQUEST, {"rights": FORM, "dpo": GAP, "general": MAIL}, ["rights", "general"]),
        (REQUEST, {"rights": FORM}, ["rights"]),
        # A homepage answers nobody.
        (REQUEST, {"general": HOME}, []),
        (REQUEST, {"rights": HOME, "general": {"telephone": "0300 000 0000"}}, ["general"]),
        (REQUEST, {}, []),
    ],
)
def test_letters_go_to_the_best_contact_that_takes_them(
    kind: object, points: dict[str, dict[str, str]], found: list[str]
) -> None:
    body = OrganisationDocument(
        code="body",
        name="The body",
        short_name="",
        description="",
        website="",
        privacy_notice_url="",
        contact_points=tuple(point(subject, **ways) for subject, ways in points.items()),
    )
    assert [each.subject.code for each in letter_contacts(body, kind)] == found  # type: ignore[arg-type]
