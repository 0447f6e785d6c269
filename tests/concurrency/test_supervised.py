"""`serve` as it is installed: a killed process is replaced, and none is left when it ends."""

from __future__ import annotations

import os
import signal
import time
import urllib.request
from pathlib import Path

import pytest

from tests.servers import installed_on_sqlite

WAIT_SECONDS = 60
WEB, WORKER = "ropa.serving.process", "manage.py work"


def children_of(parent: int) -> dict[int, str]:
    """Return the commands of the processes that a process has started, by their numbers."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, ppid = stat.read_text().rpartition(")")[2].split()[:2]
            command = (stat.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if int(ppid) == parent and state != "Z":
            found[int(stat.parent.name)] = command
    return found


def waited_for(condition):
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    pytest.fail("It did not come about.")


def is_answered(register):
    try:
        with urllib.request.urlopen(f"{register.address}/about/", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_the_life_of_a_server(tmp_path):
    """One installation for all of it: to make one takes longer than the rest."""
    with installed_on_sqlite(tmp_path) as register:
        register.start()
        children = waited_for(lambda: both_of(register.server_pid))
        [web] = [pid for pid, command in children.items() if WEB in command]
        os.kill(web, signal.SIGKILL)
        replaced = waited_for(lambda: web not in (found := both_of(register.server_pid)) and found)
        waited_for(lambda: is_answered(register))

        began = time.monotonic()
        register.stop()
        assert time.monotonic() - began < 10
        assert not any(is_there(pid) for pid in replaced)

        # Who is killed can tell nobody, and yet nobody is left.
        register.start()
        children = waited_for(lambda: both_of(register.server_pid))
        os.kill(register.server_pid, signal.SIGKILL)
        waited_for(lambda: not any(is_there(pid) for pid in children))


def both_of(supervisor: int) -> dict[int, str]:
    """Return the web process and the worker, once both are there."""
    found = children_of(supervisor)
    is_complete = all(any(each in command for command in found.values()) for each in (WEB, WORKER))
    return found if is_complete else {}


def is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()
