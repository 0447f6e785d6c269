"""Broken files: each is read, or refused in words; nothing else ever happens, and what is refused
leaves nothing behind. Some two hundred are tried, and fifty times as many before a release."""

from __future__ import annotations

import warnings

import pytest
from django.apps import apps
from django.db import transaction

from ropa.imports.loading import load
from ropa.imports.problems import CannotLoad
from ropa.imports.reading import limits
from ropa.imports.reading.findings import FileFindings
from ropa.imports.reading.own import read_own_file

from . import mutating_json, mutating_spreadsheets, mutating_tables, mutating_zip
from .files import opened_file, read
from .mutating import MUTATIONS, SEEDS, mutants
from .register import FORMATS, exported_small_register

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def files(django_db_setup, django_db_blocker):
    """A small register as each of its own files."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = exported_small_register()
        transaction.set_rollback(True)
    return made


def read_or_refused(content: bytes) -> FileFindings | None:
    """What the file says; `None` if it was refused as a whole."""
    try:
        file = opened_file(content, "register")
        for source in file.sheets:
            for _ in source.open().rows:
                pass
        found = read_own_file(file)
    except CannotLoad as refused:
        problem_texts(refused.problems)
        return None
    problem_texts(found.problems)
    for note in found.notes:
        str(note).encode()
    return found


def problem_texts(problems):
    """Every problem can be told to people, and kept."""
    for problem in problems:
        assert problem.says.endswith("."), problem.says
        assert len(problem.value) <= 100
        assert "\0" not in str(problem)
        str(problem).encode()


def rows_there() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_there_are_enough_of_them():
    assert {made.__module__ for made in MUTATIONS.values()} >= {
        module.__name__
        for module in (mutating_json, mutating_spreadsheets, mutating_tables, mutating_zip)
    }
    assert len(MUTATIONS) * SEEDS >= 160


@pytest.fixture(autouse=True)
def little_time(monkeypatch):
    """What makes the library go round in circles need not do so for a minute."""
    monkeypatch.setattr(limits, "SECONDS", 2)


@pytest.mark.parametrize("name", FORMATS)
def test_the_good_ones_have_no_problems(files, name):
    """Or else the broken ones would be refused for another reason than that they are broken."""
    found = read(files[name])
    assert not found.problems
    assert load(found.rows).created


def test_a_broken_file_is_read_or_refused_and_never_loaded_in_part(files, subtests):
    for kind in MUTATIONS:
        with subtests.test(kind=kind):
            read_or_refused_and_never_loaded_in_part(files, kind)


def read_or_refused_and_never_loaded_in_part(files: dict[str, bytes], kind: str) -> None:
    before = rows_there()
    with warnings.catch_warnings():
        # Python warns of names that stand twice in a ZIP file, which is what is wanted here.
        warnings.simplefilter("ignore", UserWarning)
        made = mutants(kind, files)
    for content in made:
        found = read_or_refused(content)
        if found is None or found.problems:
            continue
        with transaction.atomic():
            try:
                load(found.rows)
            except CannotLoad as refused:
                problem_texts(refused.problems)
                assert rows_there() == before
            transaction.set_rollback(True)
