"""The pages that answer one question of one group of people."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ropa.documents.schema import PeopleDocument

from ..caching import cached_by_register
from ..index import RegisterIndex, register_index
from ..subjects.listing import ListItem
from .pages import address_of_answer, answer_page
from .questions import BY_CODE, QUESTIONS, Question
from .sheet import sheet


@require_safe
@cached_by_register
def answer(request: HttpRequest, code: str, question: str) -> HttpResponse:
    """Answer a question of a group of people. Raises `Http404` for an unknown group."""
    return _page(request, register_index(), code, question)


@require_safe
@cached_by_register
def answer_on_information(
    request: HttpRequest, code: str, question: str, data: str
) -> HttpResponse:
    """Answer it about one kind of information. Raises `Http404` for an unknown group."""
    index = register_index()
    return _page(request, index, code, question, known=index.names.data, about=data)


@require_safe
@cached_by_register
def answer_on_body(request: HttpRequest, code: str, question: str, body: str) -> HttpResponse:
    """Answer it about one body. Raises `Http404` for an unknown group."""
    index = register_index()
    return _page(request, index, code, question, known=index.names.organisations, about=body)


@require_safe
@cached_by_register
def on_one_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Show the answers for a group of people on one sheet. Raises `Http404` for an unknown one."""
    index = register_index()
    people = index.names.people.get(code)
    if people is None:
        raise Http404
    page = sheet(index, people)
    return render(request, "public/answers/sheet.html", {"sheet": page, "part": page.part})


def _page(
    request: HttpRequest,
    index: RegisterIndex,
    code: str,
    question: str,
    *,
    known: Mapping[str, Any] | None = None,
    about: str = "",
) -> HttpResponse:
    people = index.names.people.get(code)
    if people is None:
        raise Http404
    asked = BY_CODE.get(question)
    subject = known.get(about) if known is not None else None
    if asked is None or (known is not None and subject is None):
        return _unknown(request, people, asked)
    page = answer_page(index, people, asked, subject, request.GET.get("page"))
    return render(
        request,
        "public/answers/answer.html",
        {"links": index.links, "page": page, "part": page.part},
    )


def _unknown(
    request: HttpRequest, people: PeopleDocument, question: Question | None
) -> HttpResponse:
    """Say that there is no such question, kind of information or body, and what can be asked."""
    questions = [
        ListItem(each.text, address_of_answer(people.code, each))
        for each in ([question] if question else QUESTIONS)
    ]
    return render(
        request,
        "public/answers/unknown.html",
        {"people": people, "questions": questions},
        status=HTTPStatus.NOT_FOUND,
    )
