"""A process that typesets holds the lock for as long as it runs, and no longer."""

from __future__ import annotations

import io
import signal
from pathlib import Path

from pypdf import PdfReader

from ropa.typesetting.process import locked, started

PAGE = '<!DOCTYPE html><html lang="en-GB"><title>A page</title><body><h1>A page</h1></body></html>'


def test_a_lock_is_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "lock"
    first = locked(path)
    assert first is not None
    assert locked(path) is None
    first.close()
    again = locked(path)
    assert again is not None
    again.close()


def test_the_lock_is_free_when_the_process_has_ended(tmp_path: Path) -> None:
    # given a process whose starter has let go of the lock
    lock = locked(tmp_path / "lock")
    assert lock is not None
    with lock:
        process = started(tmp_path / "made.pdf", PAGE, lock, seconds=120)
    assert locked(tmp_path / "lock") is None
    # when
    assert process.wait() == 0
    # then
    free = locked(tmp_path / "lock")
    assert free is not None
    free.close()
    assert PdfReader(io.BytesIO((tmp_path / "made.pdf").read_bytes())).metadata is not None


def test_a_process_that_takes_too_long_ends_itself_and_leaves_nothing(tmp_path: Path) -> None:
    lock = locked(tmp_path / "lock")
    assert lock is not None
    with lock:
        page = PAGE.replace("<h1>", "<p>Many words. </p>" * 20_000 + "<h1>")
        process = started(tmp_path / "made.pdf", page, lock, seconds=1)
        assert process.wait() == -signal.SIGALRM
    assert [each.name for each in tmp_path.iterdir()] == ["lock"]
