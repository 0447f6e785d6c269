"""What the public gets does not depend on the engine that the register is kept in.

`.ci/run` rests on this: what is seen page by page in `each/` is looked at on one engine only.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection  # noqa: F401 - of which the mark speaks
from django.utils import timezone

from tests.browser.crawling import Crawl, crawl
from tests.servers import installed_on_sqlite

# What differs between any two registers that were loaded one after the other: moments, the
# fingerprints that a version takes from them, what feeds call an entry, which follows from
# those, and the picture of an address, which is that of the server.
OF_ITS_OWN = re.compile(
    r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)"
    r"|(?<= at )\d\d:\d\d\b"
    r"|(?<=\d{4}, )\d\d:\d\d:\d\d\b"
    r"|\b[0-9a-f]{64}\b"
    r"|\burn:uuid:[0-9a-f-]{36}\b"
    r'|<path\b[^>]*\bid="qr-path"[^>]*>'
)


def shared(found: Crawl) -> dict[str, str]:
    """What stands at each address, without what each register has of its own."""
    today = timezone.localdate()
    days = [today, today - timedelta(days=1)]  # one may have been loaded before midnight
    dates = [date for day in days for date in (f"{day.day} {day:%B %Y}", day.isoformat())]
    of_its_own = re.compile("|".join([OF_ITS_OWN.pattern, *map(re.escape, dates)]))
    return {path: of_its_own.sub("…", text) for path, text in found.texts.items()}


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite is the same as itself")
def test_the_public_gets_the_same_from_sqlite(
    crawled: Crawl, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Given the demonstration register on the engine of this run and, loaded anew, on SQLite, then
    there is the same at every address, in the same order."""
    with installed_on_sqlite(tmp_path_factory.mktemp("other"), demonstrated=True) as other:
        other.start()
        expected = shared(crawl(other.address))
    found = shared(crawled)
    assert list(found) == list(expected)
    assert [path for path in found if found[path] != expected[path]] == []
