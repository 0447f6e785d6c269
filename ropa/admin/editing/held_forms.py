"""The page that shows somebody who had to sign in again what they had typed before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from ropa.accounts.held_forms import held_for
from ropa.models import HeldForm
from ropa.models.sign_ins import TypedForm

from .conflicts import OPENED_FIELD

# Names under which Django's own fields go, and what a script or a tick sends: nobody typed these.
_NOT_TYPED = re.compile(r"^_|__prefix__|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|^seen|-id$")
_A_LETTER = re.compile(r"[^\W\d_]")
_NO_WORDS = re.compile(r"on|[0-9a-f]{64}")
_PART = re.compile(r"^(?P<part>\w+?)-(?P<place>[0-9]+)-(?P<field>\w+)$")


@dataclass(frozen=True)
class Typed:
    """A text that somebody typed, and where."""

    where: str
    text: str


def held_form(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was typed and let its owner send it on; with POST, throw it away."""
    held = held_for(request.user, token)  # type: ignore[arg-type]
    context: dict[str, Any] = {**admin.site.each_context(request)}
    if held is None:
        context["title"] = "There is nothing to go on with"
        return TemplateResponse(request, "admin/held/gone.html", context, status=404)
    if request.method == "POST":
        where = held.path
        held.delete()
        messages.success(request, "What you had typed was thrown away.")
        return HttpResponseRedirect(where)
    context |= {
        "title": "Go on with what you typed",
        "held": held,
        "confirmed": held.why == HeldForm.Why.CONFIRM,
        "typed": list(typed_texts(held)),
        "files": held.files,
    }
    return TemplateResponse(request, "admin/held/form.html", context)


def signed_in(request: HttpRequest) -> HttpResponse:
    """Tell somebody who signed in in a second window to go back to the first."""
    context = {**admin.site.each_context(request), "title": "You are signed in"}
    return TemplateResponse(request, "admin/held/signed-in.html", context)


def typed_texts(held: TypedForm) -> Iterator[Typed]:
    """Return the texts of a form that are new in it, in its order.

    What the page was opened with, what was only chosen, and numbers are left out: they are sent on
    all the same.
    """
    opened_texts = set(_texts_in(_opened_content(held.fields)))
    for name, values in held.fields:
        if _NOT_TYPED.search(name):
            continue
        for value in values:
            text = _without_line_ends(value)
            if (
                _A_LETTER.search(text)
                and not _NO_WORDS.fullmatch(text)
                and text not in opened_texts
            ):
                yield Typed(_field_in_words(name), text)


def _opened_content(fields: Iterable[tuple[str, list[str]]]) -> Any:
    for name, values in fields:
        if name == OPENED_FIELD:
            try:
                return json.loads(values[-1])
            except ValueError:
                return None
    return None


def _texts_in(content: Any) -> Iterator[str]:
    """Every text in a piece of JSON, however deep."""
    if isinstance(content, str):
        yield _without_line_ends(content)
    elif isinstance(content, dict):
        for each in content.values():
            yield from _texts_in(each)
    elif isinstance(content, list):
        for each in content:
            yield from _texts_in(each)


def _without_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _field_in_words(name: str) -> str:
    """The name of a field in words: “Data holdings 3: note”."""
    if match := _PART.match(name):
        part, place, field = match["part"], int(match["place"]) + 1, match["field"]
        return f"{_words(part)} {place}: {_words(field).lower()}"
    return _words(name)


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").strip().capitalize()
