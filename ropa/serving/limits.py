"""What a client may send, how long it may take, and how much may wait: docs/running.md.

Sizes are bytes, times are seconds. The server refuses before Django sees a request, so what decides
here is what the first lines of a request say: its address and whether it brings the cookie of a
session. A cookie may be made up, so its bound is one that the machine bears as well.
"""

from __future__ import annotations

KILOBYTE, MEGABYTE = 1024, 1024 * 1024

# The first line and the headers of a request together.
HEADER_SIZE = 32 * KILOBYTE
# How many headers there may be; browsers and proxies together send about thirty.
HEADERS = 100
# The first line alone: the method and the address.
FIRST_LINE = 8 * KILOBYTE
# Signing in, asking for a link, searching: a page of text at most.
BODY_OF_VISITORS = MEGABYTE
# The largest form of the staff interface, an entry with hundreds of parts, is below half of this.
BODY_OF_STAFF = 5 * MEGABYTE
# Of a body in chunks, so much is looked at together; and what stands between its chunks may be so
# long, and an eighth of the body.
CHUNKED_PIECE, BETWEEN_CHUNKS = 4 * KILOBYTE, 4 * KILOBYTE
# A file to import, as `ropa.imports.reading.limits` takes it, and the form around it.
BODY_OF_IMPORTS = 51 * MEGABYTE
IMPORT_PATHS = "/admin/import/"

HEADER_SECONDS = 10
# A body may take this long, and longer by a second for so many bytes of it.
BODY_SECONDS, BODY_BYTES_A_SECOND = 20, 16 * KILOBYTE
KEEP_ALIVE_SECONDS = 15
# A reader who takes nothing of an answer for so long is gone.
STALLED_READER_SECONDS = 30
# An answer may take this long to be read, and longer by a second for so many bytes of it.
READING_SECONDS, READING_BYTES_A_SECOND = 60, 2 * KILOBYTE
# A refused body is read and thrown away for so long and so far, so that the answer arrives.
DISCARDING_SECONDS, DISCARDED_BYTES = 5, 8 * MEGABYTE

# For each process. Beyond these, whoever holds a place for longest without using it gives it up.
CONNECTIONS = 4000
ACCEPTED_TOGETHER = 64
# Who has come within so many seconds keeps the place; if all have, others wait to be accepted.
NEWCOMER_SECONDS = 1
UNREAD_BODIES = 160 * MEGABYTE
UNREAD_ANSWERS = 256 * MEGABYTE
# What is longer goes to a file until it is whole, or read.
BODY_IN_MEMORY = 512 * KILOBYTE
ANSWER_IN_MEMORY = MEGABYTE
# Files that a process needs besides its connections: those, and some for the program.
OTHER_FILES = UNREAD_BODIES // BODY_IN_MEMORY + UNREAD_ANSWERS // ANSWER_IN_MEMORY + 200
# Whole requests that wait for a thread; the next are asked to come again.
WAITING_REQUESTS = 1000
# When so many wait, the newest is answered first.
CROWD = 50
THREADS = 4


def body_limit(path: str, cookies: str, session_cookie: str) -> int:
    """Return how large the body of a request may be, in bytes.

    `path` is that of the address without its query, `cookies` the header as it was sent.
    """
    if not has_cookie(cookies, session_cookie):
        return BODY_OF_VISITORS
    return BODY_OF_IMPORTS if path.startswith(IMPORT_PATHS) else BODY_OF_STAFF


def has_cookie(cookies: str, name: str) -> bool:
    """Return whether the header `cookies` has a cookie of that name with a value."""
    for cookie in cookies.split(";"):
        key, _, value = cookie.strip().partition("=")
        if key == name and value:
            return True
    return False
