"""How far an import has come is told beside the database, and so is whether anybody works on it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ropa.imports import progress
from ropa.imports.progress import AlreadyAtWork, Progress, at_work, progress_of


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.WORK_FOLDER = tmp_path / "work"
    return settings.WORK_FOLDER / "imports"


def test_nobody_works_until_somebody_does_and_after(folder):
    assert progress_of(7) is None
    with at_work(7) as report:
        assert progress_of(7) == Progress("Reading the file")
        report.rows(100, 20_000)
        assert progress_of(7) == Progress("Going through the rows", 100, 20_000)
        report.rows(9, 10)
        assert progress_of(7) == Progress("Going through the rows", 9, 10)
        assert progress_of(8) is None
    assert progress_of(7) is None
    assert [path.name for path in folder.iterdir()] == ["turn"]


def test_one_import_is_not_worked_on_twice(monkeypatch):
    monkeypatch.setattr(progress, "_TRIES", 1)
    with at_work(7), pytest.raises(AlreadyAtWork), at_work(7):
        pass


def test_imports_take_turns():
    # given
    began = threading.Event()

    def second() -> None:
        with at_work(2):
            began.set()

    with at_work(1):
        # when
        other = threading.Thread(target=second)
        other.start()
        while progress_of(2) is None or "Waiting" not in progress_of(2).doing:  # type: ignore[union-attr]
            assert other.is_alive()
        # then
        assert not began.is_set()
    other.join(timeout=10)
    assert began.is_set()


def test_who_died_left_a_file_and_works_no_more(folder):
    folder.mkdir(parents=True)
    (folder / "7").write_text("100 200 Going through the rows")
    assert progress_of(7) is None


def test_a_file_that_is_being_written_this_moment_is_understood(folder):
    with at_work(7):
        Path(folder / "7").write_text("1")
        assert progress_of(7) == Progress("Reading the file")
