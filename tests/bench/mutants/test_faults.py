"""The faults that are made on purpose: each changes one thing, and leaves what people read."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest
from django.conf import settings

from bench.mutants.__main__ import KnownTests, drawn, every_fault, importing
from bench.mutants.faults import faults


def changed(source: str) -> set[str]:
    """Return what a module of one statement may become."""
    return {fault.source for fault in faults("ropa/example.py", source)}


@pytest.mark.parametrize(
    ("source", "faulty"),
    [
        ("a < b", {"(a <= b)"}),
        ("a in b", {"(a not in b)"}),
        ("a and b", {"(a or b)"}),
        ("not a", {"(a)"}),
        ("a + b", {"(a - b)"}),
        ("a = True", {"a = False"}),
        ("a = 7", {"a = 8"}),
        ("a = 'é', 'code'", {"a = 'éX', 'code'", "a = 'é', 'codeX'"}),
        ("a.b = c", {"pass"}),
        ("a += b", {"pass"}),
        ("raise a", {"pass"}),
        ("a(b, c=d)", {"pass", "a(b, )"}),
        ("a if b else c", {"a if (not b) else c"}),
        ("[a for b in c if d]", {"[a for b in c if True]"}),
        ("def f():\n    return a", {"def f():\n    return None"}),
    ],
)
def test_each_kind_of_slip_is_made(source: str, faulty: set[str]) -> None:
    assert changed(source) == faulty


@pytest.mark.parametrize(
    "source",
    [
        '"""What it does."""',
        "a = 'A sentence for people.'",
        "a: Literal['code'] = b",
        "import a",
        "a = f'{b}code'",
        "return_nothing = None",
        "a = cast('code', b)",
        "type a = Literal['code']",
        "@dataclass(frozen=True)\nclass A: ...",
        "for a in zip(b, c, strict=True): ...",
    ],
)
def test_what_people_read_and_what_makes_no_difference_is_left(source: str) -> None:
    assert changed(source) == set()


def test_a_fault_says_where_it_is_and_whether_it_takes_an_import() -> None:
    source = "a = 1\n\n\ndef f(b=2):\n    return g(\n        b == 3,\n    )\n"
    at_import = {
        (fault.line, fault.at_import): list(fault.lines) for fault in faults("ropa/m.py", source)
    }
    assert at_import == {
        (1, True): [1],
        (4, True): [4],
        (5, False): [5, 6, 7],
        (6, False): [5, 6, 7],
    }


def test_every_fault_in_the_register_is_one_that_python_can_read() -> None:
    found = [
        fault for each in every_fault(["actions", "permissions.py"]).values() for fault in each
    ]
    assert len(found) > 100
    for fault in found:
        ast.parse(fault.source)


def test_the_same_seed_draws_the_same_faults_on_lines_of_their_own() -> None:
    by_line = every_fault(["actions"])
    sample = drawn(by_line, 20, seed=5)
    assert sample == drawn(by_line, 20, seed=5) != drawn(by_line, 20, seed=6)
    assert len({(fault.path, fault.line) for fault in sample}) == 20


def test_the_modules_that_import_another_are_known():
    found = importing("ropa/actions/refusal.py")
    assert {"ropa/actions/approving.py", "ropa/admin/decisions/pages.py"} <= found
    assert "ropa/permissions.py" not in found
    assert "ropa/actions/approving.py" in importing("ropa/permissions.py")


def test_the_tests_of_a_fault_run_its_line_and_pass_without_it():
    # given
    source = "def f(a):\n    return a\n"
    (fault,) = faults("ropa/permissions.py", source)
    names = [f"tests/test_permissions.py::test_{name}" for name in ("quick", "slow", "broken")]
    part = {
        "tests": [*names, "tests/api/test_errors.py::test_another"],
        "seconds": [1, 5, 1, 1],
        "failed": names[2:],
        "lines": {fault.path: {"2": [0, 1, 2], "3": [3]}},
    }
    # then
    own = ["tests/test_permissions.py"]
    assert KnownTests([part], 10).of(fault, at_import=False) == (own, {names[2]}, 6)
    assert KnownTests([part], 4).of(fault, at_import=False) == (own, set(names[1:]), 1)


def test_a_program_of_the_register_runs_with_a_fault(tmp_path):
    # given
    path = "ropa/imports/reading/limits.py"
    changed = tmp_path / "limits.py"
    changed.write_text("FILE_SIZE = 7\nprint(__name__, FILE_SIZE)\n", encoding="utf-8")
    command = [sys.executable, "-m", "bench.mutants.faulty_program", path, str(changed)]
    # when
    ran = subprocess.run(
        [*command, "ropa.imports.reading.limits"],
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
        env={},
    )
    # then
    assert ran.stdout == b"__main__ 7\n"
