"""The file of heads: a disk that is full and a machine that fails cost no good head."""

from __future__ import annotations

import multiprocessing
import resource
import signal
from datetime import UTC, datetime, timedelta

import pytest

from ropa.documents import heads_file
from ropa.documents.heads import Head, InvalidHead
from ropa.documents.heads_file import (
    add_line,
    append_missing_heads,
    read_heads,
    read_package_digests,
)
from tests.factories import approve, make_activity

BEGAN = datetime(2026, 3, 31, 14, 30, tzinfo=UTC)
HEADS = [Head(number, f"{number:x}" * 64, BEGAN + timedelta(days=number)) for number in range(1, 6)]
LINES = [f"{head}\n" for head in HEADS]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "heads.log"


@pytest.fixture
def room():
    """Let this process write files of so many bytes, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def leave(size):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))

    yield leave
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.django_db
def test_a_disk_that_is_full_leaves_the_file_as_it_was(file, room):
    file.write_text(LINES[0])
    room(len(LINES[0]) + 30)
    with pytest.raises(OSError, match="large"):
        append_missing_heads(file, HEADS[1])
    assert file.read_text() == LINES[0]
    room(resource.RLIM_INFINITY)
    append_missing_heads(file, HEADS[1])
    assert file.read_text() == "".join(LINES[:2])


@pytest.mark.django_db
@pytest.mark.parametrize("length", [1, 2, 40, len(LINES[1]) - 2])
def test_a_piece_of_the_head_that_follows_is_completed(file, length):
    file.write_text(LINES[0] + LINES[1][:length])
    append_missing_heads(file, HEADS[1])
    assert file.read_text() == "".join(LINES[:2])


@pytest.mark.django_db
def test_the_next_head_starts_on_a_line_of_its_own(file):
    file.write_text("".join(LINES[:2]).rstrip("\n"))
    append_missing_heads(file, HEADS[2])
    assert file.read_text() == "".join(LINES[:3])


@pytest.mark.django_db
def test_a_piece_of_anything_else_is_left_and_never_joined(file):
    file.write_text(LINES[0] + "2 ffff")
    append_missing_heads(file, HEADS[2])
    assert file.read_text() == f"{LINES[0]}2 ffff\n{LINES[2]}"


@pytest.mark.django_db
def test_whatever_is_missing_is_added_in_order(file):
    versions = [approve(make_activity()) for _ in range(3)]
    heads = [Head.of_version(version) for version in versions]
    file.write_text(f"{heads[0]}\n")
    assert append_missing_heads(file) == heads[1:]
    assert read_heads([file]) == (heads, [])


# Reading


def test_files_are_read_together_and_empty_lines_passed_over(file, tmp_path):
    other = tmp_path / "other"
    file.write_text(f"\n{LINES[0]}\n\n")
    other.write_text(str(HEADS[1]))
    assert read_heads([file, other]) == (HEADS[:2], [])


def damage_in(file, text):
    file.write_text(text)
    heads, damaged = read_heads([file])
    [damage] = damaged
    assert "take the line out" not in str(damage)
    return heads, damage


def test_a_line_cut_short_that_follows_in_full_is_harmless(file):
    heads, damage = damage_in(file, LINES[0] + LINES[1][:30] + "\n" + LINES[1])
    assert heads == HEADS[:2]
    assert damage.is_harmless
    assert (
        f"heads.log, line 2, holds “{LINES[1][:30]}”. It is the beginning of the head of "
        in str(damage)
    )


def test_a_line_cut_short_is_named_and_all_others_are_used(file):
    heads, damage = damage_in(file, LINES[0] + LINES[1][:30] + "\n" + LINES[2])
    assert heads == [HEADS[0], HEADS[2]]
    assert not damage.is_harmless
    assert "No whole head is in it. Every other line was used." in str(damage)


@pytest.mark.parametrize("cut", [3, 10, 40, 66, 80])
def test_a_good_head_joined_to_a_piece_is_used(file, cut):
    """As the register wrote it once, when a disk had been full."""
    heads, damage = damage_in(file, LINES[0] + LINES[1][:cut] + LINES[2])
    assert heads == [HEADS[0], HEADS[2]]
    assert not damage.is_harmless
    assert "It ends with the whole head of version 3, which was used" in str(damage)


def test_what_is_no_text_is_named_by_its_line(file):
    file.write_bytes(LINES[0].encode() + b"\xff\xfe\x00\n" + LINES[1].encode())
    heads, damaged = read_heads([file])
    assert heads == HEADS[:2]
    assert [damage.line for damage in damaged] == [2]


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_what_is_no_file_is_one_sentence(file, make):
    make(file)
    with pytest.raises(InvalidHead, match=r"cannot be read .* name a file of heads"):
        read_heads([file])


# Packages


def package_line(number):
    return f"package {number:064x} {number}"


def test_a_package_is_noted_once_between_the_heads(file):
    file.write_text("".join(LINES[:2]))
    for number in (1, 2, 1):
        add_line(file, package_line(number))
    assert file.read_text() == f"{LINES[0]}{LINES[1]}{package_line(1)}\n{package_line(2)}\n"
    assert read_heads([file]) == (HEADS[:2], [])
    assert read_package_digests([file]) == {f"{number:064x}" for number in (1, 2)}


@pytest.mark.django_db
def test_heads_before_many_packages_are_not_written_again(file):
    heads = [Head.of_version(approve(make_activity())) for _ in range(2)]
    file.write_text(f"{heads[0]}\n")
    for number in range(100):
        add_line(file, package_line(number))
    assert append_missing_heads(file) == heads[1:]


# Several processes


def test_lines_of_several_processes_never_mix(file, monkeypatch):
    monkeypatch.setattr(
        heads_file, "_missing_heads", lambda _file, head: [head]
    )  # asks no database
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write_many, args=(file, each)) for each in range(1, 5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    heads, damaged = read_heads([file])
    assert damaged == []
    assert {head.sequence for head in heads} == {
        number * 100 + each for number in range(1, 5) for each in range(25)
    }


def _write_many(file, number):
    for each in range(25):
        append_missing_heads(file, Head(number * 100 + each, "ab" * 32, BEGAN))
