"""A plugin of pytest that notes which tests run which lines, and how much work each is.

`python -m pytest -p bench.mutants.coverage_map` writes to the file that COVERAGE_MAP names.
"""

from __future__ import annotations

import json
import os
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "mutants"
_ROOT = f"{ROOT}{os.sep}"
_PRODUCT = f"{_ROOT}ropa{os.sep}"
_TOOL = 4  # an identifier that no debugger, profiler or coverage tool has taken


class LinesRun:
    """The lines of the product that have run, as pairs of a path and a number."""

    def __init__(self) -> None:
        self._found: set[tuple[str, int]] = set()
        sys.monitoring.use_tool_id(_TOOL, "coverage map")
        sys.monitoring.register_callback(_TOOL, sys.monitoring.events.LINE, self._line)
        sys.monitoring.set_events(_TOOL, sys.monitoring.events.LINE)

    def _line(self, code: CodeType, line: int) -> Any:
        if code.co_filename.startswith(_PRODUCT):
            self._found.add((code.co_filename.removeprefix(_ROOT), line))
        return sys.monitoring.DISABLE  # once is enough, until they are taken

    def taken(self) -> set[tuple[str, int]]:
        """Return the lines that have run since they were taken last."""
        found, self._found = self._found, set()
        sys.monitoring.restart_events()
        return found


class CoverageMap:
    """The lines that each test ran, and its seconds of processor time, which another program that
    keeps the machine busy does not change. Tests that fail say nothing about a fault, and are left
    out.

    What is set up for a whole file is set up for its first test: lines run in the set-up of one
    count for every test of the file.
    """

    def __init__(self) -> None:
        self._tests: list[str] = []
        self._seconds: list[float] = []
        self._lines: defaultdict[str, defaultdict[int, array[int]]] = defaultdict(
            lambda: defaultdict(lambda: array("I"))
        )
        self._set_up: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
        self._failed: set[str] = set()
        self._run = LinesRun()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._tests.append(item.nodeid)
        started = _processor_time()
        self._run.taken()
        try:
            return (yield)
        finally:
            for path, line in self._run.taken():
                self._lines[path][line].append(len(self._tests) - 1)
            self._seconds.append(round(_processor_time() - started, 3))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        try:
            return (yield)
        finally:
            self._set_up[item.nodeid.partition("::")[0]] |= self._run.taken()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        of_file = defaultdict(list)
        for number, name in enumerate(self._tests):
            of_file[name.partition("::")[0]].append(number)
        for file, found in self._set_up.items():
            for path, line in found:
                self._lines[path][line].extend(of_file[file])
        lines = {
            path: {line: sorted(set(tests)) for line, tests in each.items()}
            for path, each in self._lines.items()
        }
        content = {
            "tests": self._tests,
            "failed": sorted(self._failed),
            "seconds": self._seconds,
            "lines": lines,
        }
        Path(os.environ["COVERAGE_MAP"]).write_text(json.dumps(content), encoding="utf-8")


def _processor_time() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(CoverageMap(), "coverage-map")
