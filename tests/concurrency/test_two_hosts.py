"""Two hosts serve one database; one is taken away, and nobody notices."""

from __future__ import annotations

import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.clusters import own_cluster
from tests.concurrency.visiting import NO_PARTS, Staff
from tests.servers import Installation

PUBLIC = ("/", "/notices/", "/register/", "/about/", "/register.csv", "/api/v1/notices")


class Hosts(NamedTuple):
    one: Installation
    other: Installation


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[Hosts]:
    with own_cluster() as cluster:
        made = []
        for name in ("one", "other"):
            folder = tmp_path / name
            folder.mkdir()
            made.append(
                Installation(folder, cluster.url, REGISTER_ADDRESS="https://register.example.org")
            )
        one, other = made
        shutil.copyfile(cluster.heads, one.heads)
        try:
            one.start()
            other.start()
            yield Hosts(one, other)
        finally:
            one.stop()
            other.stop()


def read(host: Installation, path: str) -> bytes:
    with urllib.request.urlopen(f"{host.address}{path}", timeout=30) as answer:
        assert answer.status == 200
        return bytes(answer.read())


def test_either_host_may_be_taken_away(hosts):
    # given: somebody is signed in through one of them
    staff = Staff(hosts.one.address, "approver", "try-the-approver")
    assert staff.get("/admin/")[0] == 200
    before = {path: read(hosts.one, path) for path in PUBLIC if not path.startswith("/api")}
    # when
    hosts.one.kill()
    # then the other goes on with the session and the same pages
    staff.address = hosts.other.address
    assert staff.get("/admin/")[0] == 200
    assert {path: read(hosts.other, path) for path in before} == before
    for path in PUBLIC:
        read(hosts.other, path)
    status, _ = staff.post(
        "/admin/ropa/peoplecategory/add/",
        code="walkers",
        name="Walkers",
        description="",
        **NO_PARTS,
    )
    assert status == 302
    # and what was proved on the one is proved on the other
    heads = str(hosts.one.heads)
    assert "all of them there" in hosts.other.run("manage.py", "verify_versions", "--heads", heads)
