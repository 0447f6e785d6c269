"""Each PDF is made once, one at a time, in a process of its own."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ropa.public.pdf.files import LONGEST, NotMade, NotYetMade, clear, content_of, file_of, made

PAGE = '<!DOCTYPE html><html lang="en-GB"><title>A page</title><body><h1>A page</h1></body></html>'
SOON = 120


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / f"{'0' * 64}.pdf"


@pytest.fixture
def busy(path: Path) -> Iterator[None]:
    """Another process makes a PDF all the while."""
    path.parent.mkdir()
    with (path.parent / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_who_asks_together_gets_what_is_made_once(path: Path) -> None:
    # given several who ask at the same time
    rendered = []

    def page() -> str:
        rendered.append(1)
        return PAGE

    with ThreadPoolExecutor(3) as readers:
        found = list(readers.map(lambda _: made(path, page, SOON), range(3)))

    # then it was made once, whole, and nothing else is left but the lock, which is free
    assert len(rendered) == 1
    assert found[0].startswith(b"%PDF-")
    assert found[0].rstrip().endswith(b"%%EOF")
    assert found == [path.read_bytes()] * 3
    assert {each.name for each in path.parent.iterdir()} == {path.name, "lock"}
    # and made anew, it is the same to the byte
    path.unlink()
    assert made(path, page, SOON) == found[0]


def test_the_process_that_makes_it_knows_no_secret(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given an environment that would stop any Python that inherits it
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    monkeypatch.setenv("SECRET_KEY", "secret")
    assert made(path, lambda: PAGE, SOON).startswith(b"%PDF-")


@pytest.mark.usefixtures("busy")
def test_nobody_waits_longer_than_was_said(path: Path) -> None:
    with pytest.raises(NotYetMade):
        made(path, lambda: PAGE, 0)


def test_what_takes_longer_is_made_nevertheless(path: Path) -> None:
    with pytest.raises(NotYetMade):
        made(path, lambda: PAGE, 0)
    # whoever asks again waits for what was begun
    assert made(path, lambda: pytest.fail("made twice"), SOON).startswith(b"%PDF-")


def test_a_process_that_fails_is_a_fault(path: Path, settings: Any, tmp_path: Path) -> None:
    settings.STATICFILES_DIRS = [tmp_path / "no-style-here"]
    with pytest.raises(NotMade, match="status 1"):
        made(path, lambda: PAGE, SOON)
    assert content_of(path) is None


def test_a_page_that_cannot_be_rendered_leaves_the_lock_free(path: Path) -> None:
    def broken() -> str:
        raise KeyError("no such activity")

    for _ in range(2):
        with pytest.raises(KeyError, match="no such activity"):
            made(path, broken, SOON)


def test_the_name_tells_all_it_is_made_from(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    version: Any = SimpleNamespace(row_hash="hash")
    names = {file_of(version, "https://a.example")}
    assert file_of(version, "https://a.example") in names
    names.add(file_of(version, "https://b.example"))
    names.add(file_of(SimpleNamespace(row_hash="other"), "https://a.example"))  # type: ignore[arg-type]
    settings.REGISTER_NAME = "Another name"
    names.add(file_of(version, "https://a.example"))
    monkeypatch.setattr(
        "ropa.public.pdf.files.deployment", lambda: SimpleNamespace(digest="another")
    )
    names.add(file_of(version, "https://a.example"))
    assert len(names) == 5


def test_clearing_leaves_what_is_needed_and_what_is_not_ours(tmp_path: Path) -> None:
    needed, old = (tmp_path / f"{digit * 64}.pdf" for digit in "01")
    part, left_over = (tmp_path / f"{digit * 64}.part" for digit in "23")
    theirs = tmp_path / "minutes.pdf"
    for each in (needed, old, part, left_over, theirs):
        each.touch()
    long_ago = time.time() - 3 * LONGEST
    os.utime(left_over, (long_ago, long_ago))

    assert clear(tmp_path, [needed]) == 2

    assert set(tmp_path.iterdir()) == {needed, part, theirs}
    assert clear(tmp_path / "missing", []) == 0
