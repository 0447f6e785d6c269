"""The public reads from a replica, and goes on when the primary is away; staff are told."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple

import pytest

from tests.clusters import Cluster, own_cluster
from tests.concurrency.visiting import Staff
from tests.servers import Installation

API = ("/api/v1/notices", "/api/v1/activities", "/api/v1/organisations", "/api/v1/legislation")
PUBLIC = (
    *("/", "/about/", "/notices/", "/register/", "/search/?q=pupils", "/updates/"),
    *("/updates.atom", "/people/", "/organisations/", "/law/", "/data/", "/inspections/"),
    *("/accessibility/", "/sitemap.xml", "/register.csv", "/register.json", "/register.jsonld"),
    *API,
)


class Pair(NamedTuple):
    register: Installation
    primary: Cluster
    copy: Cluster


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with own_cluster() as primary, own_cluster(primary) as copy:
        register = Installation(
            tmp_path_factory.mktemp("register"), primary.url, REPLICA_URL=copy.url
        )
        wait_for_copy(primary, copy)
        register.start()
        try:
            yield Pair(register, primary, copy)
        finally:
            register.stop()


def wait_for_copy(primary: Cluster, copy: Cluster) -> None:
    """Wait until the copy holds everything that the primary does now."""
    [(position,)] = primary.execute("SELECT pg_current_wal_lsn()::text")
    behind = f"SELECT pg_last_wal_replay_lsn() < '{position}'::pg_lsn"
    deadline = time.monotonic() + 30
    while copy.execute(behind) != [(False,)]:
        assert time.monotonic() < deadline, "the replica does not follow"
        time.sleep(0.05)


def get(register: Installation, path: str) -> tuple[int, str, Message]:
    try:
        with urllib.request.urlopen(f"{register.address}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode(errors="replace"), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers


def statuses(register: Installation, paths: tuple[str, ...] = PUBLIC) -> dict[str, int]:
    return {path: get(register, path)[0] for path in paths}


def all_well() -> dict[str, int]:
    return dict.fromkeys(PUBLIC, 200)


def test_the_public_goes_on_without_the_primary_and_staff_are_told(pair):
    # given: nothing was asked for yet, so that no page is in memory
    staff = Staff(pair.register.address, "approver", "try-the-approver")
    pair.primary.stop()
    try:
        # then
        assert statuses(pair.register) == all_well()
        status, page = staff.get("/admin/")
        assert (status, "The database does not answer." in page) == (503, True)
        status, page = staff.post("/admin/ropa/peoplecategory/add/", code="a", name="A")
        assert (status, "probably not been saved" in page) == (503, True)
        assert statuses(pair.register) == all_well()
    finally:
        pair.primary.start()
    # and it recovers by itself
    assert staff.get("/admin/")[0] == 200


def test_what_is_published_is_read_once_the_replica_has_it(pair):
    _, before, _ = get(pair.register, "/about/")
    pair.register.run(
        "manage.py",
        "shell",
        "-c",
        "from django.contrib.auth.models import User\n"
        "from ropa.actions.publishing import publish_notice\n"
        "from ropa.models import Notice\n"
        "notice = Notice.objects.first()\n"
        "notice.summary += ' And more.'\n"
        "notice.save()\n"
        "publish_notice(notice=notice, by=User.objects.get(username='approver'), "
        "reason='It changed.', change_note='More is said.', approve_changed=True)",
    )
    wait_for_copy(pair.primary, pair.copy)
    _, after, _ = get(pair.register, "/about/")
    assert before != after
    assert get(pair.register, "/updates/")[1].count("More is said.") >= 1


def test_without_the_replica_the_public_reads_from_the_primary(pair):
    assert statuses(pair.register) == all_well()
    pair.copy.stop()
    try:
        began = time.monotonic()
        assert statuses(pair.register) == all_well()
        assert time.monotonic() - began < 15
    finally:
        pair.copy.start()


def test_the_replica_takes_no_write_even_if_it_could(pair):
    program = (
        "from django.db import connections\n"
        "with connections['replica'].cursor() as cursor:\n"
        "    cursor.execute('SHOW default_transaction_read_only')\n"
        "    print(cursor.fetchone()[0])"
    )
    assert "on" in pair.register.run("manage.py", "shell", "-v", "0", "-c", program)
