"""What public pages cost first, in a register of any size: `python -m bench.scale`.

Asks once for each page in the database that DATABASE_URL names, with nothing kept from before, and
prints its queries, seconds of the processor and bytes. `bench.generate` fills a register.
"""

from __future__ import annotations

import argparse
import time

import django


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    django.setup()

    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from ropa.models import PublishedDocument

    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    # What is loaded once for a process is no cost of a page.
    client.get("/cookies/")
    print(f"{PublishedDocument.objects.count()} published documents")  # noqa: T201
    for address in _addresses():
        with CaptureQueriesContext(connection) as queries:
            began = time.process_time()
            answer = client.get(address)
            size = len(answer.getvalue())
            taken = time.process_time() - began
        line = f"{address:60} {answer.status_code} {len(queries):4} {taken:8.3f} s {size:9} B"
        print(line)  # noqa: T201


def _addresses() -> list[str]:
    """The addresses of lists, and of the subjects that most entries name."""
    from ropa.models import NamedSubject, NamingCount, PublishedDocument
    from ropa.public.index import PROVISION
    from ropa.public.index.subject_names import subject_address

    found = ["/", "/notices/", "/register/", "/register/?page=2", "/people/", "/organisations/"]
    found += ["/law/", "/data/", "/about/", "/updates/", "/sitemap.xml"]
    found += ["/api/v1/activities", "/api/v1/notices", "/api/v1/organisations"]
    for kind in ("people", "organisation", "data", "legislation", PROVISION):
        most = NamingCount.objects.filter(key__startswith=f"{kind}:").order_by("-entries").first()
        if most:
            subject = NamedSubject.objects.get(key=most.key)
            found.append(subject_address(kind, subject.code, subject.parent))
    entry = PublishedDocument.objects.filter(kind="activity").first()
    return [*found, *([f"/register/{entry.code}/"] if entry else [])]


if __name__ == "__main__":
    main()
