"""Make faults in the product, one at a time, and say which of them no test finds.

`bin/mutants --number 300 --seed 1` draws lines at random, and for each one of the faults that can
be made there. Of the tests, those are run that run the line, until one fails. A test that fails
without the fault as well finds nothing.
"""

from __future__ import annotations

import argparse
import ast
import json
import math
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from .coverage_map import FOLDER, ROOT
from .faults import Fault, faults
from .trials import TrialOutcome, import_product, lines_at_import, prepare, replaced_codes, tried

PLACES = [
    "actions",
    "checks",
    "documents",
    "imports",
    "permissions.py",
    "public",
    "reports",
    "tables",
]
# Tests that start servers or browsers say nothing about a fault in this process.
_LEFT_OUT = {"bench", "browser", "concurrency", "deployment", "walk"}
_LEFT_OUT |= {"test_addresses.py", "test_environment.py", "test_migrations.py"}
_MAP = FOLDER / "map"


def every_fault(places: Iterable[str] = PLACES) -> dict[tuple[str, int], list[Fault]]:
    """Return all faults that can be made, by file and line."""
    by_line: defaultdict[tuple[str, int], list[Fault]] = defaultdict(list)
    for place in places:
        path = ROOT / "ropa" / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            name = str(file.relative_to(ROOT))
            for fault in faults(name, file.read_text(encoding="utf-8")):
                by_line[name, fault.line].append(fault)
    return by_line


def drawn(by_line: dict[tuple[str, int], list[Fault]], number: int, seed: int) -> list[Fault]:
    """Return one fault for each of so many lines, drawn at random."""
    chance = random.Random(seed)  # noqa: S311 - a sample, and no secret
    lines = chance.sample(sorted(by_line), min(number, len(by_line)))
    return [chance.choice(by_line[line]) for line in lines]


class KnownTests:
    """Which tests run a line, and how long each takes: what `coverage_map` noted, part by part.

    Of the tests of a fault, as many are chosen as take `longest` seconds together.
    """

    def __init__(self, parts: Iterable[dict[str, Any]], longest: float) -> None:
        self._longest = longest
        self._names: list[str] = []
        self._seconds: list[float] = []
        self._lines: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for part in parts:
            before, failed = len(self._names), set(part["failed"])
            self._names += part["tests"]
            self._seconds += [
                math.inf if name in failed else seconds
                for name, seconds in zip(part["tests"], part["seconds"], strict=True)
            ]
            for path, lines in part["lines"].items():
                for line, tests in lines.items():
                    self._lines[path][line] += [before + test for test in tests]

    def of(self, fault: Fault, *, at_import: bool) -> tuple[list[str], set[str], float]:
        """Return the files with tests of a fault, which of their tests are none, and how long the
        others take.

        The file named after the module comes first, with those of its tests that are not known
        yet; then those whose tests of the line are quickest. What runs when the module is imported
        is tested by the tests of the module, of the modules beside it, and of those that import it.
        """
        known: dict[str, list[int]] = self._lines.get(fault.path, {})
        lines = known if at_import else map(str, fault.lines)
        by_file: defaultdict[str, list[int]] = defaultdict(list)
        found = {test for line in lines for test in known.get(line, ())}
        for path in importing(fault.path) if at_import else ():
            found |= {test for tests in self._lines.get(path, {}).values() for test in tests}
        beside = _folder_of_tests(fault.path) if at_import else ""
        if beside:
            found |= {at for at, name in enumerate(self._names) if name.startswith(beside)}
        for test in found:
            by_file[self._file(test)].append(test)
        own = _named_after(fault.path)
        files, chosen, total = [own] if own else [], set[int](), 0.0
        in_order = sorted(
            by_file,
            key=lambda file: (
                file != own,
                not (beside and file.startswith(beside)),
                self._together(by_file[file]),
            ),
        )
        for test in (test for file in in_order for test in self._quickest_first(by_file[file])):
            if total + self._seconds[test] <= self._longest:
                total += self._seconds[test]
                chosen.add(test)
                files.append(self._file(test))
        files = list(dict.fromkeys(files))
        others = {
            name
            for number, name in enumerate(self._names)
            if number not in chosen and self._file(number) in files
        }
        return files, others, total

    def failing(self, names: Collection[str]) -> set[str]:
        """Return which of some tests fail without a fault as well."""
        files = sorted({self._file_of(name) for name in names})
        others = {name for name in self._names if name not in names}
        return set(tried(None, {}, files, others, math.inf)[1]) if files else set()

    def _quickest_first(self, tests: Iterable[int]) -> list[int]:
        return sorted(tests, key=self._seconds.__getitem__)

    def _file(self, test: int) -> str:
        return self._file_of(self._names[test])

    def _file_of(self, name: str) -> str:
        return name.partition("::")[0]

    def _together(self, tests: Iterable[int]) -> float:
        return sum(self._seconds[test] for test in tests)


def _named_after(path: str) -> str:
    module = Path(path).relative_to("ropa")
    test = Path("tests") / module.with_name(f"test_{module.name}")
    return str(test) if (ROOT / test).exists() else ""


def _folder_of_tests(path: str) -> str:
    room = Path(path).relative_to("ropa").parent
    return f"{Path('tests') / room}/" if room.parts else ""


def importing(path: str) -> set[str]:
    """Return the modules of the register that import a module."""
    name = ".".join(Path(path).with_suffix("").parts).removesuffix(".__init__")
    return {str(file.relative_to(ROOT)) for file in _modules() if name in _imported(file)}


@cache
def _modules() -> list[Path]:
    return sorted((ROOT / "ropa").rglob("*.py"))


@cache
def _imported(file: Path) -> set[str]:
    package = list(file.relative_to(ROOT).parent.parts)
    found = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            found |= {source} | {f"{source}.{each.name}" for each in node.names}
    return found


def coverage_map(*, anew: bool) -> Iterator[dict[str, Any]]:
    """Yield which tests run which lines, for each room of the tests; found by running them, unless
    that was done."""
    if anew:
        shutil.rmtree(_MAP, ignore_errors=True)
    _MAP.mkdir(parents=True, exist_ok=True)
    for room in sorted((ROOT / "tests").iterdir()):
        if room.name in _LEFT_OUT or not (room.is_dir() or room.name.startswith("test_")):
            continue
        noted = _MAP / f"{room.name}.json"
        if not noted.exists():
            command = [sys.executable, "-m", "pytest", "-q", "-p", "bench.mutants.coverage_map"]
            surroundings = os.environ | {"COVERAGE_MAP": str(noted)}
            surroundings.pop("DATABASE_URL", None)
            subprocess.run([*command, str(room)], cwd=ROOT, env=surroundings, check=False)  # noqa: S603
        yield json.loads(noted.read_text(encoding="utf-8"))


def outcomes(sample: Sequence[Fault], tests: KnownTests) -> Iterator[tuple[Fault, TrialOutcome]]:
    """Yield each fault, and what became of it. What takes an import comes first."""
    prepare()
    at_import = lines_at_import()
    codes = {
        fault: replaced_codes(fault)
        for fault in sample
        if not fault.at_import and not any((fault.path, line) in at_import for line in fault.lines)
    }
    in_functions = [fault for fault in sample if codes.get(fault)]
    finders: dict[Fault, list[str]] = {}
    for fault in sample:
        if fault not in in_functions:
            outcome, finders[fault] = _outcome(fault, {}, tests.of(fault, at_import=True))
            yield fault, outcome
    import_product()
    for fault in in_functions:
        outcome, finders[fault] = _outcome(fault, codes[fault], tests.of(fault, at_import=False))
        yield fault, outcome
    failing = tests.failing({name for names in finders.values() for name in names})
    for fault, names in finders.items():
        if failing.intersection(names):
            yield fault, TrialOutcome.UNSURE


def _outcome(
    fault: Fault, codes: dict[CodeType, CodeType], tests: tuple[list[str], set[str], float]
) -> tuple[TrialOutcome, list[str]]:
    files, others, seconds = tests
    if not files:
        return TrialOutcome.SURVIVED, []
    return tried(fault, codes, files, others, 60 + 3 * seconds)


def main() -> int:
    """Try the faults that the arguments ask for. Returns 1 if fewer than 90 % are found."""
    asked = argparse.ArgumentParser(prog="bin/mutants", description=__doc__)
    asked.add_argument("--number", type=int, default=300, help="how many faults (default 300)")
    asked.add_argument("--seed", type=int, default=1, help="of the draw (default 1)")
    asked.add_argument("--in", dest="places", action="append", help="only in ropa/IN")
    asked.add_argument("--only", help="a file with faults to try, one a line, as they are printed")
    asked.add_argument("--seconds", type=float, default=120, help="of tests a fault (default 120)")
    asked.add_argument("--map", action="store_true", help="find anew which tests run which lines")
    given = asked.parse_args()
    by_line = every_fault(given.places or PLACES)
    sample = drawn(by_line, given.number, given.seed)
    if given.only:
        named = {fault.name: fault for each in by_line.values() for fault in each}
        lines = Path(given.only).read_text(encoding="utf-8").splitlines()
        asked_for = (line.partition(": ")[2] for line in lines)
        sample = [named[name] for name in asked_for if name in named]
    started, became = time.monotonic(), dict[Fault, TrialOutcome]()
    tests = KnownTests(coverage_map(anew=given.map), given.seconds)
    for fault, outcome in outcomes(sample, tests):
        became[fault] = outcome
        print(f"{outcome}: {fault.name}", flush=True)  # noqa: T201
    number = Counter(became.values())
    share = number[TrialOutcome.FOUND] / len(sample) if sample else 1
    took = time.monotonic() - started
    print(f"{dict(number)} of {len(sample)}: {share:.1%} found, in {took:.0f} s")  # noqa: T201
    return int(share < 0.9)


if __name__ == "__main__":
    sys.exit(main())
