"""Somebody signed in who sends the forms of the staff interface, without a browser."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Any


class Staff:
    """A person with a session. Every method raises `OSError` or `HTTPException` while the server
    is away, and when it goes away before it has answered."""

    def __init__(self, address: str, username: str, password: str) -> None:
        self.address = address
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies), _StaysWhereItIs()
        )
        self.get("/account/login/")
        status, page = self.post("/account/login/", login=username, password=password)
        assert status == 302, page

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the text of a page."""
        return self._ask(path, None)

    def post(self, path: str, **answers: str) -> tuple[int, str]:
        """Send a form, and return the status and the text of the answer."""
        (token,) = (cookie.value for cookie in self._cookies if cookie.name == "form")
        return self._ask(path, answers | {"csrfmiddlewaretoken": token or ""})

    def _ask(self, path: str, form: dict[str, str] | None) -> tuple[int, str]:
        data = urllib.parse.urlencode(form).encode() if form else None
        try:
            with self._opener.open(f"{self.address}{path}", data, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read().decode()


# Of a form with a list of parts, that there are none.
NO_PARTS = {"related_groups-TOTAL_FORMS": "0", "related_groups-INITIAL_FORMS": "0"}


class _StaysWhereItIs(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None
