"""How the code is built: who imports whom, how long a module is, and that history sees all."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from ropa.models.base import Operational

ROOT = Path(__file__).parent.parent
# The text of each module, by its path.
MODULES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for package in ("ropa", "inspections", "bench")
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
}

# Writes that pass by the signals on which history stands.
UNSEEN_BY_HISTORY = {"update", "bulk_create", "bulk_update", "_raw_delete"}
# What is called on rows, and not on a dictionary or a set.
OF_ROWS = re.compile(
    r"objects|manager|queryset|\brows?\b|\.(all|filter|exclude|order_by|select_related|in_bulk)\("
)
# Such calls as write no recorded row, or the history of it too, as file:call.
ALLOWED: set[str] = {
    "ropa/models/bulk.py:model._default_manager.bulk_create(rows)",
    "ropa/models/bulk.py:through._default_manager.bulk_create(links)",
}


def test_the_modules_import_each_other_downward_only():
    """As the contracts in pyproject.toml say."""
    checked = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "6 kept, 0 broken" in checked.stdout


def test_a_module_can_be_read_in_one_sitting():
    lengths = {module: len(source.splitlines()) for module, source in MODULES.items()}
    too_long = {module: length for module, length in lengths.items() if length >= 400}
    assert too_long == {}, "split them by what they are for"


# Rows that come and go, and have no history.
_NAMES = [each.__name__ for each in apps.get_models() if issubclass(each, Operational)]
OPERATIONAL = re.compile(rf"({'|'.join(_NAMES)})\.objects\.")


def unseen_writes(source: str) -> set[str]:
    return {
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in UNSEEN_BY_HISTORY
        and (node.func.attr != "update" or OF_ROWS.search(ast.unparse(node.func.value)))
        and not OPERATIONAL.match(ast.unparse(node.func))
    }


def test_no_row_is_written_unseen_by_history():
    written = {
        f"{module}:{call}" for module, source in MODULES.items() for call in unseen_writes(source)
    }
    assert written == ALLOWED, "save row by row, or by ropa.models.bulk"


def test_unseen_writes_are_recognised():
    for call in (
        "Purpose.objects.update(statement='x')",
        "activity.purposes.filter(pk=1).update(statement='x')",
        "queryset.update(title='x')",
        "Purpose.objects.bulk_create(new)",
        "type(row)._default_manager.bulk_update(new, ['title'])",
    ):
        assert unseen_writes(call) == {call}
    for call in ("context.update(title='x')", "Job.objects.filter(pk=1).update(done=1)"):
        assert unseen_writes(call) == set()


def test_every_module_says_what_it_is_for():
    small = {"__init__.py", "apps.py", "urls.py"}
    silent = [
        module
        for module, source in MODULES.items()
        if Path(module).name not in small and not ast.get_docstring(ast.parse(source))
    ]
    assert silent == [], "begin them with a docstring"


def test_the_walk_finds_the_modules():
    """So that the tests above cannot pass by finding nothing."""
    assert {
        "ropa/models/base.py",
        "ropa/actions/freezing.py",
        "inspections/models.py",
    } <= MODULES.keys()


# The one module that asks whether a text is a number, and the idioms for a letter and for none.
NUMBERS = "ropa/digits.py"
A_LETTER = re.compile(r"\[\^?\\W\\d_\]")
OF_EVERY_SCRIPT = {"isdigit", "isdecimal", "isnumeric"}


def digits_of_every_script(source: str) -> list[str]:
    """What in a module takes digits that are not ASCII."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Attribute) and node.attr in OF_EVERY_SCRIPT)
        or (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.search(r"\\[dD]", A_LETTER.sub("", node.value))
        )
    ]


def test_digits_are_those_of_ascii():
    found = {
        module: digits
        for module, source in MODULES.items()
        if module != NUMBERS and (digits := digits_of_every_script(source))
    }
    assert found == {}, "write `[0-9]{1,9}`, and ask `ropa.digits.whole_number`"


@pytest.mark.parametrize(
    "source",
    ['re.compile(r"\\d+")', 'x = rf"{y}\\d{{4}}"', "text.isdigit()", "key=str.isdecimal", 'r"\\D"'],
)
def test_digits_of_every_script_are_found(source):
    assert digits_of_every_script(source)


def test_letters_of_every_script_are_no_digits():
    assert digits_of_every_script(r'r"[^\W\d_]+[0-9]", r"^[\W\d_]+"') == []
