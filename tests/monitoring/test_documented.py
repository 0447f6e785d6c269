"""docs/logging.md names every event that the code records, and no other."""

from __future__ import annotations

import ast
import fnmatch
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
RECORDING = {"record", "record_on_commit"}
# Written by the middleware and the formatter themselves.
BY_OTHERS = {"request", "request.failed", "security.*"}


def events_in(source: str) -> set[str]:
    """Return the names recorded by a module; `*` stands for what is filled in."""
    tree = ast.parse(source)
    own = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("events")
        for alias in node.names
    } & RECORDING
    found = set()
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        called = ast.unparse(node.func)
        if called in own or called in {f"events.{name}" for name in RECORDING}:
            found.add(_named(node.args[0]))
    return found


def _named(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values
        )
    raise AssertionError(f"An event must be named where it is recorded: {ast.unparse(node)}")


def recorded() -> set[str]:
    modules = [
        path
        for package in ("ropa", "inspections")
        for path in (ROOT / package).rglob("*.py")
        if path != ROOT / "ropa/monitoring/events.py"
    ]
    return set().union(*(events_in(path.read_text(encoding="utf-8")) for path in modules))


def documented() -> set[str]:
    table = (ROOT / "docs/logging.md").read_text(encoding="utf-8").partition("## Events")[2]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_every_event_of_the_code_is_documented_and_no_other():
    names, told = recorded() | BY_OTHERS, documented()
    assert {name for name in names if not fnmatch.filter(told, name)} == set()
    assert {
        name for name in told if not any(fnmatch.fnmatch(name, each) for each in names)
    } == set()


def test_the_walk_recognises_events():
    source = """
from ropa.monitoring import events
from ropa.monitoring.events import record_on_commit, record
events.record("a.b", x=1)
record(f"c.{verb}")
other.record("no")
"""
    assert events_in(source) == {"a.b", "c.*"}
