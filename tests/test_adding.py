"""`docs/adding.md` is true: its changes apply to the register as it is, and do what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.conf import settings

PAGE = settings.BASE_DIR / "docs" / "adding.md"
CHANGES = re.findall(r"```diff\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
COPIED = ("ropa", "inspections", "bench", "templates", "static", "fixtures", "tests", "docs")
PROOFS = (
    "tests/every_field",
    "tests/reports/test_recipients_text.py",
    "tests/checks/test_rules.py",
    "tests/test_permissions.py::test_an_observer_reads_what_their_teams_keep_and_changes_nothing",
    "tests/fixtures/test_demonstration.py::test_loading_the_files_again_changes_nothing",
)
# The most files that a change may take, its migration and fixture included.
MOST_FILES = {"field": 6, "part": 9}

type Run = Callable[..., str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs Python in a copy of the register with all the changes."""
    copy = tmp_path_factory.mktemp("copy")
    # With what is compiled already: it holds for every file that a change leaves alone.
    for name in COPIED:
        shutil.copytree(settings.BASE_DIR / name, copy / name)
    for name in ("manage.py", "pyproject.toml"):
        shutil.copy(settings.BASE_DIR / name, copy / name)
    for change in CHANGES:
        subprocess.run(
            ["git", "apply", "--recount", "-"], cwd=copy, input=change, text=True, check=True
        )
    environment = os.environ | {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "ropa.settings"}
    environment.pop("DATABASE_URL", None)

    def run_python(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run_python("manage.py", "makemigrations", "ropa", "--name", "added", "--verbosity", "0")
    return run_python


def test_the_page_has_a_change_of_each_kind():
    headings = re.findall(r"^## (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["A field", "A part", "An output", "A check", "A role"]
    assert len(CHANGES) == len(headings)


def test_a_field_and_a_part_take_few_files():
    files = [len(re.findall(r"^diff --git ", change, re.MULTILINE)) for change in CHANGES]
    # The migration is made by a command.
    assert files[0] + 1 <= MOST_FILES["field"]
    assert files[1] + 1 <= MOST_FILES["part"]


def test_what_is_described_fits_what_there_is(run):
    assert "no issues" in run("manage.py", "check")
    run("manage.py", "makemigrations", "--check", "--dry-run")


def test_each_change_does_what_the_page_says(run):
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov")
    run("-m", "pytest", *options, "-o", "addopts=", "--ds", "tests.settings", *PROOFS)
