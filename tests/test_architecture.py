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
    "ropa/models/bulk.py:model._base_manager.filter(IdIn('pk', [row.pk for row in rows]))"
    ".update(**values)",
    "ropa/read_model/refreshing.py:table.bulk_create(new, batch_size=_TOGETHER)",
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


# Goes out as one file, to where there is nothing else of ours.
ONE_FILE = "ropa/reports/evidence/verify.py"


def test_a_module_can_be_read_in_one_sitting():
    lengths = {module: len(source.splitlines()) for module, source in MODULES.items()}
    assert lengths.pop(ONE_FILE) < 710
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


# Words that say nothing of what a module, function or class is for, unless a noun or verb is added.
RIDDLES = frozenset(
    [
        "said",
        "told",
        "shown",
        "made",
        "asked",
        "asking",
        "saying",
        "bringing",
        "keeping",
        "telling",
        "again",
        "every",
        "either",
        "laid",
        "brought",
        "taken",
        "seen",
        "noted",
        "reached",
        "in_full",
        "in_short",
        "everything",
        "somebody",
        "nobody",
        "the",
        "of",
        "it",
        "who",
        "gone",
        "offered",
        "found",
        "given",
        "listed",
        "narrowed",
        "bare",
        "called",
    ]
)
# Names of classes so general that each package could have one of its own: one at most has it, and
# the others begin with what they are of.
GENERAL = frozenset(
    [
        "About",
        "Answer",
        "Broken",
        "Change",
        "Channel",
        "Comparison",
        "Condition",
        "Content",
        "Decided",
        "Difference",
        "Entry",
        "Fault",
        "Field",
        "Frozen",
        "Ground",
        "Group",
        "Item",
        "Kind",
        "Line",
        "Mark",
        "Match",
        "Named",
        "Names",
        "Note",
        "Page",
        "Part",
        "Party",
        "Place",
        "Position",
        "Reading",
        "Reasons",
        "Said",
        "Shape",
        "Side",
        "Source",
        "State",
        "Step",
        "Target",
    ]
)


def defined(source: str) -> list[tuple[str, ast.AST]]:
    """The functions and classes of a module, by name."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [(node.name, node) for node in ast.parse(source).body if isinstance(node, kinds)]


def test_names_say_what_they_are_for():
    found = {
        f"{module}:{name}"
        for module, source in MODULES.items()
        for name in [Path(module).stem, *(name for name, _ in defined(source))]
        if name.strip("_").lower() in RIDDLES
    }
    assert found == set(), "add what is said, asked, listed ..."


def test_no_general_name_means_two_things():
    modules: dict[str, list[str]] = {}
    for module, source in MODULES.items():
        for name, node in defined(source):
            if isinstance(node, ast.ClassDef) and name in GENERAL:
                modules.setdefault(name, []).append(module)
    twice = {name: found for name, found in modules.items() if len(found) > 1}
    assert twice == {}, "begin the names with what they are of"
    assert len(modules) > 10, "so that this cannot pass by finding nothing"


def test_each_decision_has_a_number_of_its_own_and_begins_with_it():
    found = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [path.name[:4] for path in found]
    assert sorted({n for n in numbers if numbers.count(n) > 1}) == []
    assert [
        path.name for path in found if not path.read_text().startswith(f"# {int(path.name[:4])}. ")
    ] == []


def test_every_function_says_which_errors_it_raises():
    """Of the packages that others call: what a docstring does not name, nobody expects."""
    found = {
        f"{module}:{node.name} {error}"
        for module, source in MODULES.items()
        if module.startswith(("ropa/actions/", "ropa/documents/", "ropa/checks/", "ropa/history/"))
        for _, node in defined(source)
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        for error in raised_by(node)
        if error not in (ast.get_docstring(node) or "")
    }
    assert found == set(), "say in the docstring when it is raised"


def raised_by(function: ast.FunctionDef) -> set[str]:
    """The names of the errors that a function raises itself."""
    errors = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if isinstance(error, ast.Name) and error.id[0].isupper():
                errors.add(error.id)
    return errors
