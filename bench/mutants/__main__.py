"""Make faults in the product, one at a time, and say which of them no test finds.

`bin/mutants --number 300 --seed 1` draws lines at random, and for each one of the faults that can
be made there. Of the tests, those are run that run the line, until one fails.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

from .coverage_map import ROOT
from .faults import Fault, faults
from .trials import import_product, lines_at_import, passes, prepare, replaced_codes

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
_LEFT_OUT = ["bench", "browser", "concurrency", "deployment", "environment", "walk"]
_LEFT_OUT += ["test_addresses.py", "test_migrations.py"]
_FOLDER = ROOT / "var" / "mutants"
_MAP = _FOLDER / "coverage.json"


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


class Tests:
    """Which tests run a line, and how long each takes.

    Of the tests of a fault, as many are chosen as take `longest` seconds together.
    """

    def __init__(self, content: dict[str, Any], longest: float) -> None:
        self._longest = longest
        self._names: list[str] = content["tests"]
        self._seconds: list[float] = content["seconds"]
        self._lines: dict[str, dict[str, list[int]]] = content["lines"]

    def of(self, fault: Fault, *, at_import: bool) -> tuple[list[str], set[str], float]:
        """Return the files with tests of a fault, which of their tests are none, and how long the
        others take.

        The file named after the module comes first, with those of its tests that are not known
        yet; then those whose tests of the line are quickest. What runs when the module is imported
        is tested by the tests of the module and of the modules beside it.
        """
        known = self._lines.get(fault.path, {})
        lines = known if at_import else map(str, fault.lines)
        by_file: defaultdict[str, list[int]] = defaultdict(list)
        found = {test for line in lines for test in known.get(line, ())}
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

    def _quickest_first(self, tests: Iterable[int]) -> list[int]:
        return sorted(tests, key=self._seconds.__getitem__)

    def _file(self, test: int) -> str:
        return self._names[test].partition("::")[0]

    def _together(self, tests: Iterable[int]) -> float:
        return sum(self._seconds[test] for test in tests)


def _named_after(path: str) -> str:
    module = Path(path).relative_to("ropa")
    test = Path("tests") / module.with_name(f"test_{module.name}")
    return str(test) if (ROOT / test).exists() else ""


def _folder_of_tests(path: str) -> str:
    room = Path(path).relative_to("ropa").parent
    return f"{Path('tests') / room}/" if room.parts else ""


def coverage_map(*, anew: bool) -> dict[str, Any]:
    """Return which tests run which lines; made by running all of them, unless that was done."""
    if anew or not _MAP.exists():
        left_out = [f"--ignore=tests/{name}" for name in _LEFT_OUT]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "bench.mutants.coverage_map"]
        surroundings = os.environ | {"COVERAGE_MAP": str(_MAP)}
        surroundings.pop("DATABASE_URL", None)
        subprocess.run([*command, *left_out], cwd=ROOT, env=surroundings, check=True)  # noqa: S603
    content: dict[str, Any] = json.loads(_MAP.read_text(encoding="utf-8"))
    return content


def outcomes(tried: Sequence[Fault], tests: Tests) -> Iterator[tuple[Fault, bool]]:
    """Yield each fault, and whether a test finds it. What takes an import comes first."""
    prepare()
    at_import = lines_at_import()
    codes = {
        fault: replaced_codes(fault)
        for fault in tried
        if not fault.at_import and not any((fault.path, line) in at_import for line in fault.lines)
    }
    in_functions = [fault for fault in tried if codes.get(fault)]
    for fault in tried:
        if fault not in in_functions:
            yield fault, _is_found(fault, {}, tests.of(fault, at_import=True))
    import_product()
    for fault in in_functions:
        yield fault, _is_found(fault, codes[fault], tests.of(fault, at_import=False))


def _is_found(
    fault: Fault, codes: dict[CodeType, CodeType], tests: tuple[list[str], set[str], float]
) -> bool:
    files, others, seconds = tests
    return bool(files) and not passes(fault, codes, files, others, 60 + 4 * seconds)


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
    _FOLDER.mkdir(parents=True, exist_ok=True)
    by_line = every_fault(given.places or PLACES)
    tried = drawn(by_line, given.number, given.seed)
    if given.only:
        named = {fault.name: fault for each in by_line.values() for fault in each}
        lines = Path(given.only).read_text(encoding="utf-8").splitlines()
        asked_for = (line.removeprefix("survived: ") for line in lines)
        tried = [named[name] for name in asked_for if name in named]
    started, found = time.monotonic(), 0
    tests = Tests(coverage_map(anew=given.map), given.seconds)
    for fault, is_found in outcomes(tried, tests):
        found += is_found
        print(f"{'found' if is_found else 'survived'}: {fault.name}", flush=True)  # noqa: T201
    share = found / len(tried) if tried else 1
    took = time.monotonic() - started
    print(f"{found} of {len(tried)} found, {share:.1%}, in {took:.0f} s")  # noqa: T201
    return int(share < 0.9)


if __name__ == "__main__":
    sys.exit(main())
