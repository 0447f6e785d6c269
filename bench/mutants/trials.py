"""Faults tried: for each, a copy of this process makes the fault and runs the tests.

The product is imported once, and the database of the tests migrated once. Each trial is a fork of
that, in which the code of a function is replaced. What runs when the product is imported is tried
first, in forks that have imported only what the product is built on, and import the rest with the
fault in it.
"""

from __future__ import annotations

import functools
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from .coverage_map import ROOT, LinesRun
from .faults import Fault

_BUILT_ON = ("django.db.models", "hypothesis", "requests", "joserfc.jwt", "weasyprint", "pydantic")
_PASSED = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
_FOLDER = ROOT / "var" / "mutants"


def prepare() -> None:
    """Import what the product is built on, and what the tests are."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    sys.dont_write_bytecode = True
    for name in _BUILT_ON:
        importlib.import_module(name)
    for plugin in entry_points(group="pytest11"):
        plugin.load()


def import_product() -> None:
    """Import the product, for all trials that follow."""
    import django
    from django.urls import get_resolver

    django.setup()
    assert get_resolver().url_patterns  # noqa: S101 - which imports every view
    gc.freeze()


def lines_at_import() -> set[tuple[str, int]]:
    """Return the lines that run when the product is imported, in no test."""
    reading, writing = os.pipe()
    if not os.fork():
        found = LinesRun()
        import_product()
        with os.fdopen(writing, "w") as answer:
            json.dump(sorted(found.taken()), answer)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        lines = {(path, line) for path, line in json.load(answer)}
    os.wait()
    return lines


def replaced_codes(fault: Fault) -> dict[CodeType, CodeType]:
    """Return the codes of functions that are other ones with a fault, by those without; none if it
    takes an import to make the fault."""
    before = compile((ROOT / fault.path).read_bytes(), fault.path, "exec", dont_inherit=True)
    after = compile(fault.source, fault.path, "exec", dont_inherit=True)
    try:
        pairs = dict(_pairs(before, after))
    except ValueError:
        return {}
    return {old: new for old, new in pairs.items() if old != new}


def _pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The codes within two codes, side by side. Raises `ValueError` if they are not of one form."""
    within = (
        [const for const in code.co_consts if isinstance(const, CodeType)] for code in (old, new)
    )
    for before, after in zip(*within, strict=True):
        if before.co_freevars != after.co_freevars:
            raise ValueError
        yield before, after
        yield from _pairs(before, after)


def passes(
    fault: Fault,
    codes: dict[CodeType, CodeType],
    files: Sequence[str],
    others: set[str],
    seconds: float,
) -> bool:
    """Run the tests of some files, but for others, with a fault, and return whether all of them
    pass within so many seconds. Without codes to replace, the module is imported with the fault."""
    child = os.fork()
    if not child:
        os._exit(_run(fault, codes, files, others))
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) in _PASSED
        time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _run(
    fault: Fault, codes: dict[CodeType, CodeType], files: Sequence[str], others: set[str]
) -> int:
    os.setsid()
    os.chdir(ROOT)
    log = os.open(_FOLDER / f"{os.getppid()}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    if codes:
        _replace(codes)
    else:
        sys.meta_path.insert(0, _Faulty(fault))
    arguments = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *files]
    try:
        return int(pytest.main(arguments, plugins=[_Chosen(files, others), _OneDatabase()]))
    except BaseException:  # noqa: BLE001 - a product that cannot be imported
        return int(pytest.ExitCode.INTERNAL_ERROR)
    finally:
        sys.stdout.flush()


def _replace(codes: dict[CodeType, CodeType]) -> None:
    """Replace the codes of functions, and forget what any function has remembered."""
    gc.unfreeze()
    for each in gc.get_objects():
        if type(each) is FunctionType and (after := codes.get(each.__code__)):
            each.__code__ = after
        elif isinstance(each, functools._lru_cache_wrapper) and _is_ours(each.__module__):
            each.cache_clear()


def _is_ours(module: str | None) -> bool:
    return str(module).partition(".")[0] in {"ropa", "inspections"}


class _Faulty(importlib.machinery.SourceFileLoader, importlib.abc.MetaPathFinder):  # type: ignore[misc]
    """Imports one module from a changed source."""

    def __init__(self, fault: Fault) -> None:
        parts = Path(fault.path).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        super().__init__(name, str(ROOT / fault.path))
        self._source = fault.source.encode()

    def find_spec(
        self, fullname: str, _path: Any, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def get_code(self, _fullname: str) -> CodeType:
        return compile(self._source, self.path, "exec", dont_inherit=True)


class _Chosen:
    """Leaves out the other tests of the files that are collected, and puts the files in order."""

    def __init__(self, files: Sequence[str], others: set[str]) -> None:
        self._place = {file: place for place, file in enumerate(files)}
        self._others = others

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid not in self._others]
        items[:] = sorted(chosen, key=lambda item: self._place[item.nodeid.partition("::")[0]])


class _OneDatabase:
    """Copies the migrated database from the trial that made it first."""

    def pytest_sessionstart(self) -> None:
        from django.db.backends.sqlite3.creation import DatabaseCreation

        made = _FOLDER / "database.sqlite3"
        migrate: Any = DatabaseCreation.create_test_db

        def create(creation: Any, *arguments: Any, **options: Any) -> str:
            if not made.exists():
                name = migrate(creation, *arguments, **options)
                with sqlite3.connect(made) as copy:
                    creation.connection.connection.backup(copy)
                return str(name)
            name = creation._get_test_db_name()
            creation.connection.close()
            creation.connection.settings_dict["NAME"] = name
            creation.connection.ensure_connection()
            with sqlite3.connect(made) as copy:
                copy.backup(creation.connection.connection)
            return str(name)

        DatabaseCreation.create_test_db = create  # type: ignore[method-assign, assignment]
