"""README's tables of settings hold every environment variable that is read, and no other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAME = re.compile(r"[A-Z][A-Z0-9_]{2,}")
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")

# Read by libraries, or passed from one of the register's processes to another: nobody sets them.
NOT_SETTINGS = {
    "DJANGO_SETTINGS_MODULE",
    "PROMETHEUS_MULTIPROC_DIR",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
}


def functions_that_read() -> set[str]:
    """Return the functions that take the name of a variable first, as `ropa.environment`'s do."""
    found = set()
    for path in ROOT.glob("ropa/environment*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and [a.arg for a in node.args.args[:1]] == [
                "name"
            ]:
                found.add(node.name)
    return found


def read_in(source: str, functions: set[str]) -> set[str]:
    """Return the variables that a module reads."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            called = ast.unparse(node.func)
            first = node.args[0]
            reads = called in {"os.environ.get", "os.getenv"} or called.split(".")[-1] in functions
        elif isinstance(node, ast.Subscript):
            reads, first = ast.unparse(node.value) == "os.environ", node.slice
        else:
            continue
        if reads and isinstance(first, ast.Constant) and NAME.fullmatch(str(first.value)):
            found.add(str(first.value))
    return found


def read_by_the_register() -> set[str]:
    functions = functions_that_read()
    modules = [ROOT / "manage.py", *(ROOT / "ropa").rglob("*.py")]
    read = (read_in(path.read_text(encoding="utf-8"), functions) for path in modules)
    return set().union(*read) - NOT_SETTINGS


def asked_of_whoever_runs_compose() -> set[str]:
    return set(re.findall(r"\$\{([A-Z][A-Z0-9_]+)", COMPOSE))


def passed_to_the_register() -> set[str]:
    """The keys of `x-register`'s environment."""
    part = COMPOSE.partition("environment:")[2].partition("\n  volumes:")[0]
    return set(re.findall(r"^\s+([A-Z][A-Z0-9_]+):", part, re.MULTILINE)) - NOT_SETTINGS


def documented_names(heading: str) -> set[str]:
    table = README.partition(heading)[2].partition("\n\n| variable")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", row)}


def test_every_variable_that_is_read_is_in_the_table_and_no_other():
    assert (
        documented_names("Everything that differs between installations") == read_by_the_register()
    )


def test_what_compose_passes_on_is_a_setting():
    assert passed_to_the_register() - read_by_the_register() == set()


def test_what_compose_asks_for_besides_is_in_its_own_table():
    besides = asked_of_whoever_runs_compose() - read_by_the_register()
    assert documented_names("`docker-compose.yml` itself takes") == besides


@pytest.mark.parametrize(
    "line",
    [
        'environment.flag("SOME_NAME")',
        'text("SOME_NAME", "x")',
        'os.environ.get("SOME_NAME")',
        'os.environ["SOME_NAME"]',
    ],
)
def test_reading_is_recognised(line):
    assert read_in(line, functions_that_read()) == {"SOME_NAME"}


def test_the_walk_finds_something():
    assert {"SECRET_KEY", "DATABASE_URL", "METRICS_ADDRESS"} <= read_by_the_register()
    assert "SECRET_KEY" in asked_of_whoever_runs_compose()
    assert "DATABASE_URL" in passed_to_the_register()
