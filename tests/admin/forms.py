"""Filling in forms as a browser does: everything that stands in a form goes back with it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

PASSED_OVER = {"submit", "button"}


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._inside = False
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._inside = given.get("id", "").endswith("_form")
        elif not self._inside:
            return
        elif tag == "input" and name and given.get("type") not in PASSED_OVER:
            ticking = given.get("type") in {"checkbox", "radio"}
            if not ticking or "checked" in given:
                value = given.get("value", "on" if ticking else "")
                self.fields.setdefault(name, []).append(value)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.fields.setdefault(self._select, []).append(given["value"])
        elif tag == "textarea":
            self._textarea = name
            self.fields[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "form":
                self._inside = False
            case "select":
                self._select = ""
            case "textarea":
                self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea][0] += data


def fields_of(html: str) -> dict[str, Any]:
    """Return what a browser would post from the page's form with nothing changed."""
    form = _Form()
    form.feed(html)
    return {
        name: [value.removeprefix("\n") for value in values]
        for name, values in form.fields.items()
        if "__prefix__" not in name
    }


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(html: str) -> str:
    """Return the text of a page, with white space as one reads it."""
    pieces: list[str] = []
    reader = HTMLParser()
    setattr(reader, "handle_data", pieces.append)  # noqa: B010
    reader.feed(html)
    return " ".join("".join(pieces).split())
