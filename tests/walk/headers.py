"""The headers that every answer carries, whoever asked: OWASP ASVS 5.0, 3.4 and 14.3."""

from __future__ import annotations

from typing import Any

# Directives of the policy that keep scripts, frames, forms and addresses to the site itself.
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
STAFF = ("/admin/", "/account/")


def wrong_headers(url: str, response: Any) -> list[str]:
    """Return what is wrong with the headers of an answer, in sentences; nothing if all is well."""
    headers, wrong = response.headers, []
    missing = POLICY - {
        each.strip() for each in headers.get("Content-Security-Policy", "").split(";")
    }
    if missing:
        wrong.append(f"Content-Security-Policy lacks {sorted(missing)}")
    wrong += [
        f"{name} is {headers.get(name)!r}"
        for name, value in ALWAYS.items()
        if headers.get(name) != value
    ]
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        wrong.append("no Permissions-Policy")
    resource = headers.get("Cross-Origin-Resource-Policy")
    is_open = headers.get("Access-Control-Allow-Origin") == "*"
    if resource != ("cross-origin" if is_open else "same-origin"):
        wrong.append(f"Cross-Origin-Resource-Policy is {resource!r}")
    cached = headers.get("Cache-Control", "")
    if not cached:
        wrong.append("no Cache-Control")
    if url.startswith(STAFF) and "no-store" not in cached:
        wrong.append(f"a page of staff may be kept: {cached!r}")
    if response.status_code >= 400 and "no-store" not in cached and "public" not in cached:
        wrong.append(f"an error may be kept: {cached!r}")
    if is_open and url.startswith(STAFF):
        wrong.append("any site may read a page of staff")
    return wrong + _wrong_type(response)


def _wrong_type(response: Any) -> list[str]:
    kind = response.headers.get("Content-Type", "")
    has_body = response.streaming or bool(response.content)
    if has_body and not kind:
        return ["no Content-Type"]
    # JSON is UTF-8 by its own definition (RFC 8259, 8.1).
    if (
        has_body
        and kind.startswith("text/")
        and "charset=utf-8" not in kind.lower().replace('"', "")
    ):
        return [f"Content-Type is {kind!r}, which names no charset"]
    return []
