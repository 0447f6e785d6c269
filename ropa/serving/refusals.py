"""The pages of refusals by the server itself, which need neither a request of Django's nor the
database."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.csp import build_policy

# After how many seconds to come again, where that helps.
RETRY_AFTER = 10


class Words(NamedTuple):
    """What a page says: what happened, and what to do."""

    title: str
    advice: str


WORDS = {
    413: Words(
        "What you sent is too large",
        "Nothing was kept. A file to import may have up to 50 MB once you have signed in. "
        "Everything else that people send here is far smaller.",
    ),
    414: Words(
        "The address is too long",
        "Nothing was looked for. Search with fewer words, or start again from the home page.",
    ),
    431: Words(
        "What your browser sent about itself is too large",
        "Delete the cookies of this site in your browser, then try again.",
    ),
    503: Words(
        "The register is very busy",
        f"Nothing is lost. Wait {RETRY_AFTER} seconds, then try again.",
    ),
}
_OTHER_REFUSAL = Words(
    "This could not be understood",
    "What was sent is no request that this register understands. Start again from the home page.",
)


@cache
def refusal_page(code: int, reason: str) -> tuple[str, list[tuple[str, str]], bytes]:
    """Return the status line, the headers and the content of the answer to what is refused."""
    words = WORDS.get(code, _OTHER_REFUSAL)
    body = render_to_string("refused.html", {"title": words.title, "advice": words.advice}).encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", build_policy(settings.SECURE_CSP)),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]
    if code == 503:
        headers.append(("Retry-After", str(RETRY_AFTER)))
    return f"{code} {reason}", headers, body
