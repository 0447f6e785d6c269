"""The database goes away and comes back while the register is served: 503 meanwhile, and nothing
else, and it recovers by itself."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import psycopg
import pytest

from tests.clusters import Cluster, own_cluster
from tests.concurrency.visiting import NO_PARTS, Staff
from tests.servers import Installation

# Within how many seconds of the database's return every page answers again.
RECOVERY = 5
PUBLIC = ("/", "/notices/", "/register/", "/about/", "/search/?q=pupils", "/sitemap.xml")
WITHOUT_DATABASE = ("/robots.txt", "/cookies/", "/static/ropa/site.css", "/api/v1/openapi.json")

# A form that staff send, and what stands in it.
NEW = "/admin/ropa/peoplecategory/add/"
PEOPLE = {
    "code": "walkers",
    "name": "Walkers",
    "description": "Who walks by",
    "position": "1",
} | NO_PARTS


class Register(Installation):
    """The demonstration, served from a cluster that can be taken away."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        super().__init__(folder, cluster.url, DATABASE_LOCK_SECONDS="1")
        self.cluster = cluster

    def get(self, path: str) -> tuple[int, str, Message]:
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=30) as answer:
                return answer.status, answer.read().decode(errors="replace"), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers

    def statuses(self, *paths: str) -> dict[str, int]:
        return {path: self.get(path)[0] for path in paths}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with own_cluster() as cluster:
        made = Register(tmp_path_factory.mktemp("register"), cluster)
        made.start()
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture(scope="module")
def staff(register: Register) -> Staff:
    return Staff(register.address, "approver", "try-the-approver")


def same_status(paths: tuple[str, ...], status: int) -> dict[str, int]:
    return dict.fromkeys(paths, status)


def wait_until_all_is_well(register: Register, staff: Staff) -> float:
    """Ask until every page answers, and return after how many seconds they did."""
    began = time.monotonic()
    while time.monotonic() - began < RECOVERY:
        seen = [*register.statuses(*PUBLIC).values(), staff.get("/admin/")[0]]
        assert set(seen) <= {200, 503}, seen
        if set(seen) == {200}:
            return time.monotonic() - began
        time.sleep(0.1)
    pytest.fail(f"Not every page was back after {RECOVERY} seconds: {seen}")


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_the_database_restarts_while_people_read(register, staff, how):
    # given
    assert register.statuses(*PUBLIC) == same_status(PUBLIC, 200)
    assert staff.get("/admin/")[0] == 200
    # when
    getattr(register.cluster, how)()
    # then
    try:
        assert register.statuses(*PUBLIC) == same_status(PUBLIC, 503)
        assert register.statuses(*WITHOUT_DATABASE) == same_status(WITHOUT_DATABASE, 200)
        status, page = staff.get("/admin/ropa/processingactivity/")
        assert (status, "The database does not answer." in page) == (503, True)
        status, page, headers = register.get("/api/v1/notices")
        assert (status, headers["Content-Type"]) == (503, "application/problem+json")
    finally:
        register.cluster.start()
    wait_until_all_is_well(register, staff)


def test_what_staff_send_meanwhile_is_not_half_saved(register, staff):
    people = "SELECT count(*) FROM ropa_peoplecategory"
    [(before,)] = register.cluster.execute(people)
    register.cluster.stop()
    try:
        status, page = staff.post(NEW, **PEOPLE)
        assert (status, "probably not been saved" in page) == (503, True)
    finally:
        register.cluster.start()
    wait_until_all_is_well(register, staff)
    assert register.cluster.execute(people) == [(before,)]
    # What is sent again is saved.
    assert staff.post(NEW, **PEOPLE)[0] == 302
    assert register.cluster.execute(people) == [(before + 1,)]


def test_a_locked_table_is_told_within_the_limit(register, staff):
    with psycopg.connect(register.cluster.url) as holder:
        holder.execute("LOCK TABLE ropa_version IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        seen = register.get("/notices/")[0], staff.get("/admin/ropa/version/")
        assert time.monotonic() - began < 6
        assert seen[0] == 503
        assert (seen[1][0], "The database is busy." in seen[1][1]) == (503, True)
        holder.rollback()
    wait_until_all_is_well(register, staff)


def test_an_absent_table_is_told_as_an_upgrade(register, staff):
    register.cluster.execute("ALTER TABLE ropa_version RENAME TO ropa_version_away")
    try:
        assert register.get("/notices/")[0] == 503
        status, page = staff.get("/admin/ropa/version/")
        assert (status, "The register is being upgraded." in page) == (503, True)
    finally:
        register.cluster.execute("ALTER TABLE ropa_version_away RENAME TO ropa_version")
    wait_until_all_is_well(register, staff)


def test_a_database_that_is_read_only_can_be_read(register, staff):
    # given: a connection takes the setting over as it is opened
    register.cluster.execute("ALTER DATABASE register SET default_transaction_read_only = on")
    register.cluster.stop()
    register.cluster.start()
    # when
    try:
        seen = register.statuses(*PUBLIC)
        status, page = staff.post(NEW, **PEOPLE | {"code": "runners", "name": "Runners"})
    finally:
        with psycopg.connect(register.cluster.url, autocommit=True) as owner:
            owner.execute("SET default_transaction_read_only = off")
            owner.execute("ALTER DATABASE register RESET default_transaction_read_only")
        register.cluster.stop()
        register.cluster.start()
    # then
    assert seen == same_status(PUBLIC, 200)
    assert (status, "can be read but not changed" in page) == (503, True), page
    wait_until_all_is_well(register, staff)


def test_too_many_connections_are_told(register, staff):
    # given: a server with no connection left but those kept for its owner
    register.cluster.execute("CREATE ROLE guest LOGIN")
    guests = []
    register.cluster.stop()
    register.cluster.start("max_connections=8", "superuser_reserved_connections=0")
    try:
        guest = re.sub("register@", "guest@", register.cluster.url)
        while True:
            try:
                guests.append(psycopg.connect(guest))
            except psycopg.OperationalError:
                break
        # when, then
        assert register.statuses(*PUBLIC) == same_status(PUBLIC, 503)
    finally:
        for each in guests:
            each.close()
    wait_until_all_is_well(register, staff)
    register.cluster.stop()
    register.cluster.start()
    wait_until_all_is_well(register, staff)
