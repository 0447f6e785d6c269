"""An example of every answer. All of it is made up; addresses are at example.org."""

from .answers import (
    activity_reference,
    answers,
    notice_reference,
    organisation_reference,
    page_of,
)
from .documents import body, power, provision, term

__all__ = [
    "activity_reference",
    "answers",
    "body",
    "notice_reference",
    "organisation_reference",
    "page_of",
    "power",
    "provision",
    "term",
]
