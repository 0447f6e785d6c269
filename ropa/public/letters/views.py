"""The page on which people choose a letter and take it along.

What is chosen stands in the query, which no log says. The pages are made for whoever asks and kept
by nobody: on a shared computer nothing is left of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ropa.documents.public_copy import public_copy
from ropa.documents.schema import ActivityDocument, NoticeDocument, OrganisationDocument

from ..index import PEOPLE, RegisterIndex, register_index
from ..published_versions import ReadableVersion, activity_page_reading, notice_reading
from .composing import ReadyLetter, compose
from .contacts import letter_contacts
from .kinds import KINDS
from .subjects import LetterOffer, LetterSubject

type View = Callable[..., HttpResponse]


def _kept_by_nobody(view: View) -> View:
    @wraps(view)
    def unkept(request: HttpRequest, **named: str) -> HttpResponse:
        response = view(request, **named)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return unkept


@require_safe
@_kept_by_nobody
def letters(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show the letters that can be sent about something, to whom, or one of them.

    `kind` is `notice`, `entry` or `people`, `key` its slug, reference or code; `?do=` names the
    kind of letter, `&to=` the body, and with `&as=txt` it is a file. Raises `Http404` for what
    nobody can read.
    """
    find = _SUBJECTS.get(kind)
    if find is None:
        raise Http404
    subject = find(key)
    chosen = next((each for each in KINDS if each.code == request.GET.get("do")), None)
    offers = subject.offers(chosen) if chosen else ()
    to = request.GET.get("to", "")
    wanted = [each for each in offers if len(offers) == 1 or each.body.organisation.code == to]
    if wanted:
        letter = compose(subject, wanted[0], timezone.localdate())
        if request.GET.get("as") == "txt":
            return _letter_file(letter)
        return _page(request, "letter", subject, _letter_context(letter, offers))
    return _page(request, "choose", subject, {"chosen": chosen, "offers": offers})


def _page(
    request: HttpRequest, template: str, subject: LetterSubject, context: dict[str, object]
) -> HttpResponse:
    return render(request, f"public/letters/{template}.html", context | {"subject": subject})


def _letter_context(letter: ReadyLetter, offers: Sequence[LetterOffer]) -> dict[str, object]:
    others = [each for each in offers if each != letter.offer]
    reachable = [each for each in others if letter_contacts(each.body.organisation, each.kind)]
    return {"letter": letter, "others": others, "reachable": reachable}


def _letter_file(letter: ReadyLetter) -> HttpResponse:
    response = HttpResponse(
        letter.text.replace("\n", "\r\n"), content_type="text/plain; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="letter.txt"'
    return response


# What letters can be about. Each is found by its key, and raises `Http404` if nobody can read it.


def _notice(slug: str) -> LetterSubject:
    reading = _in_force(notice_reading(slug))
    notice = public_copy(NoticeDocument.model_validate_json(reading.version.frozen_text))
    return LetterSubject(
        name=notice.title,
        address=reverse("public:notice", args=[slug]),
        activities=[item.document for item in notice.activities],
        publisher=notice.organisation,
        regulators=(notice.regulator,) if notice.regulator else (),
    )


def _entry(reference: str) -> LetterSubject:
    reading = _in_force(activity_page_reading(reference))
    activity = public_copy(ActivityDocument.model_validate_json(reading.version.frozen_text))
    return LetterSubject(
        name=activity.title,
        address=reverse("public:activity", args=[reference]),
        activities=[activity],
        regulators=_regulators(register_index()),
    )


def _people(code: str) -> LetterSubject:
    index = register_index()
    if code not in index.names.people:
        raise Http404
    return LetterSubject(
        name=index.names.people[code].name,
        address=reverse("public:people", args=[code]),
        activities=index.entries_with(PEOPLE, code),
        regulators=_regulators(index),
    )


_SUBJECTS = {"notice": _notice, "entry": _entry, "people": _people}


def _in_force(reading: ReadableVersion) -> ReadableVersion:
    if not reading.version.is_in_force:
        raise Http404
    return reading


def _regulators(index: RegisterIndex) -> tuple[OrganisationDocument, ...]:
    return tuple(index.regulators())
