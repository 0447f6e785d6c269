"""The server is killed again and again while people publish: nothing acknowledged is lost."""

from __future__ import annotations

import http.client
import json
import random
import re
from threading import Timer

from ropa.documents.heads_file import read_heads
from tests.concurrency.visiting import Staff

PUBLICATIONS = 30
# With which publications a kill is set going: it strikes then, or a few publications later.
DEADLY = range(3, 28, 8)


def publish(staff, pk):
    """Whether the server said that the notice was published; not, if it is killed meanwhile."""
    path = f"/admin/ropa/notice/{pk}/publish/"
    try:
        seen = re.search(r'name="seen" value="(\w+)"', staff.get(path)[1])
        assert seen is not None
        status, page = staff.post(path, reason="It is ready.", change_note="", seen=seen[1])
    except (OSError, http.client.HTTPException):
        return False
    assert status == 302, page
    return True


def test_what_was_acknowledged_survives_kill_9(tmp_path, installed):
    with installed(tmp_path, "killed") as register:
        made = register.run("-m", "tests.concurrency.waiting_notices", str(PUBLICATIONS))
        waiting = json.loads(made)
        register.start()
        staff = Staff(register.address, "approver", "try-the-approver")

        acknowledged, kills = set(), 0
        for turn, (pk, slug) in enumerate(waiting):
            if turn in DEADLY:
                killer = Timer(random.uniform(0, 0.4), register.kill)
                killer.start()
            if publish(staff, pk):
                acknowledged.add(slug)
                continue
            killer.join()
            register.start()
            kills += 1
            # Nobody knows whether what was interrupted happened. Who asks finds out.
            if staff.get(f"/notices/{slug}/")[0] == 404:
                assert publish(staff, pk)
                acknowledged.add(slug)
        report = register.run("manage.py", "verify_versions", "--heads", str(register.heads))

        assert kills == len(DEADLY)
        assert f"Versions: {PUBLICATIONS + 1}, all as they were made." in report
        _, page = staff.get("/notices/")
        assert [slug for _, slug in waiting if f'"/notices/{slug}/"' not in page] == []
        assert len(acknowledged) >= PUBLICATIONS - kills
        # The answer came after the head was noted down; a kill between commit and head loses one.
        assert len(read_heads([register.heads])[0]) >= len(acknowledged)
