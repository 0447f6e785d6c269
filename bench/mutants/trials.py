"""Faults tried: for each, a copy of this process makes the fault and runs the tests.

The product is imported once. Each trial is a fork of that, in which the code of a function is
replaced. What runs when the product is imported is tried first, in forks that have imported only
what the product is built on, and import the rest with the fault in it. A trial has so many seconds
of processor time, however busy the machine is.
"""

from __future__ import annotations

import functools
import gc
import importlib
import json
import math
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from enum import StrEnum
from importlib.metadata import entry_points
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from .coverage_map import FOLDER, ROOT, LinesRun
from .faults import Fault
from .faulty_program import import_faulty

_BUILT_ON = ("django.db.models", "hypothesis", "requests", "joserfc.jwt", "weasyprint", "pydantic")
_PASSED = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
_MEMORY = 8 * 2**30  # a loop that fills it without end fails a test before it stops the machine
_WAITING = 20  # times the processor time that a trial may take, if it waits for others or for ever


class TrialOutcome(StrEnum):
    """What became of a fault. Unsure are those whose test fails without the fault as well."""

    FOUND = "found"
    SURVIVED = "survived"
    OUT_OF_TIME = "out of time"
    UNSURE = "unsure"


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


def tried(
    fault: Fault | None,
    codes: dict[CodeType, CodeType],
    files: Sequence[str],
    others: set[str],
    seconds: float,
) -> tuple[TrialOutcome, list[str]]:
    """Run the tests of some files, but for others, with a fault, and return what became of it and
    which tests failed: with a fault, the first. They may take so many seconds of processor time.
    Without codes to replace, the module is imported with the fault."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        plugins = [_Chosen(files, others), _Failed(writing)]
        os._exit(_run(fault, codes, files, plugins, seconds))
    os.close(writing)
    ends = time.monotonic() + _WAITING * seconds
    while not (ended := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() < ends:
        time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    status = ended[1] if ended[0] else os.waitpid(child, 0)[1]
    with os.fdopen(reading) as answer:
        failed = [line.rstrip("\n") for line in answer]
    code = os.waitstatus_to_exitcode(status)
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return TrialOutcome.OUT_OF_TIME, failed
    return TrialOutcome.SURVIVED if code in _PASSED else TrialOutcome.FOUND, failed


def _run(
    fault: Fault | None,
    codes: dict[CodeType, CodeType],
    files: Sequence[str],
    plugins: Sequence[object],
    seconds: float,
) -> int:
    os.setsid()
    os.chdir(ROOT)
    log = os.open(FOLDER / f"{os.getppid()}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    if seconds < math.inf:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))
    if fault:
        _replace(codes)
        source = FOLDER / f"{os.getppid()}.py"
        source.write_text(fault.source, encoding="utf-8")
        import_faulty(fault.path, source)  # in case that only its tests import the module
        _run_faulty_programs(fault.path, source)
    arguments = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", *files]
    if fault:
        arguments.insert(0, "-x")
    try:
        return int(pytest.main(arguments, plugins=list(plugins)))
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


def _run_faulty_programs(path: str, source: Path) -> None:
    """Let programs of the register, which run as `python -m`, have the fault as well."""
    begin: Any = subprocess.Popen.__init__

    def begin_faulty(process: Any, command: Any, *rest: Any, **options: Any) -> None:
        if isinstance(command, Sequence) and list(command[:2]) == [sys.executable, "-m"]:
            program = "bench.mutants.faulty_program"
            command = [*command[:2], program, path, str(source), *command[2:]]
        begin(process, command, *rest, **options)

    subprocess.Popen.__init__ = begin_faulty  # type: ignore[method-assign, assignment]


def _is_ours(module: str | None) -> bool:
    return str(module).partition(".")[0] in {"ropa", "inspections"}


class _Chosen:
    """Leaves out the other tests of the files that are collected, and puts the files in order."""

    def __init__(self, files: Sequence[str], others: set[str]) -> None:
        self._place = {file: place for place, file in enumerate(files)}
        self._others = others

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid not in self._others]
        items[:] = sorted(chosen, key=lambda item: self._place[item.nodeid.partition("::")[0]])


class _Failed:
    """Tells which tests fail."""

    def __init__(self, answer: int) -> None:
        self._answer = answer

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(self._answer, f"{report.nodeid}\n".encode())
