"""Files are kept whole or not at all, within a bound, and read piece by piece."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from ropa.background import files
from ropa.background.files import find_file, keep_file, pieces_of, remove_excess_files, remove_files
from ropa.background.housekeeping import remove_old_files
from ropa.models import MadeFile, MadeFilePiece

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


def test_a_file_is_read_as_it_was_kept():
    content = os.urandom(2 * MEGABYTE + 7)
    parts = [content[:10], b"", content[10 : MEGABYTE + 10], content[MEGABYTE + 10 :]]
    file = keep_file("name", "pdf", parts)
    assert find_file("name") == file
    pieces = list(pieces_of(file))
    assert b"".join(pieces) == content
    assert [len(piece) for piece in pieces] == [MEGABYTE, MEGABYTE, 7]
    assert file.size == len(content)


def test_an_empty_file_is_a_file():
    assert list(pieces_of(keep_file("name", "pdf", []))) == []


def test_a_making_that_breaks_off_leaves_nothing():
    def broken() -> Iterator[bytes]:
        yield os.urandom(3 * MEGABYTE)
        raise RuntimeError("A fault.")

    with pytest.raises(RuntimeError), transaction.atomic():
        keep_file("name", "pdf", broken())
    assert not MadeFile.objects.exists()
    assert not MadeFilePiece.objects.exists()


def test_of_two_workers_that_make_the_same_both_have_it():
    first = keep_file("name", "pdf", [b"one"])
    assert keep_file("name", "pdf", [b"one"]) == first
    assert MadeFile.objects.count() == 1


def test_a_replaced_file_can_be_read_to_its_end_and_goes_then():
    former = keep_file("former", "register-xlsx", [b"former"], takes_place=True)
    other = keep_file("other", "register-csv", [b"other"], takes_place=True)
    newer = keep_file("newer", "register-xlsx", [b"newer"], takes_place=True)
    assert b"".join(pieces_of(former)) == b"former"
    assert remove_old_files.call() == 0
    MadeFile.objects.filter(pk=former.pk).update(replaced_at=timezone.now() - timedelta(hours=2))
    assert remove_old_files.call() == 1
    assert set(MadeFile.objects.all()) == {other, newer}


def test_a_file_that_goes_while_it_is_read_is_no_shorter_file():
    file = keep_file("name", "pdf", [os.urandom(2 * MEGABYTE)])
    reading = pieces_of(file)
    next(reading)
    MadeFile.objects.all().delete()
    with pytest.raises(EOFError):
        list(reading)


def test_the_oldest_go_when_there_is_too_much(settings):
    settings.MADE_FILES_MEGABYTES = 2
    for number in range(4):
        keep_file(f"file {number}", "pdf", [bytes(700 * 1024)])
    assert [file.name for file in MadeFile.objects.order_by("pk")] == ["file 2", "file 3"]


def test_one_that_is_larger_than_the_bound_is_kept_alone(settings):
    settings.MADE_FILES_MEGABYTES = 1
    keep_file("small", "pdf", [b"small"])
    large = keep_file("large", "pdf", [bytes(2 * MEGABYTE)])
    assert list(MadeFile.objects.all()) == [large]


def test_files_of_a_kind_can_be_removed_but_those_that_are_needed():
    for name, kind in (("one", "pdf"), ("two", "pdf"), ("three", "register-xlsx")):
        keep_file(name, kind, [b"x"])
    assert remove_files("pdf", ["one"]) == 1
    assert set(MadeFile.objects.values_list("name", flat=True)) == {"one", "three"}


def test_the_bound_costs_the_same_for_few_and_many(django_assert_num_queries):
    for count in (1, 30):
        for number in range(count):
            keep_file(f"{count} {number}", "pdf", [b"x"])
        with django_assert_num_queries(2):
            remove_excess_files()
    assert files.find_file("30 29")
