"""Whether broken spreadsheets come in or are refused, whatever is wrong with them:
`.venv/bin/python -m bench.sheets`.

Breaks the sheets of `tests/imports/strangers` in their cells, in how they are saved and in their
bytes, the same ones for the same numbers, and brings each as people do: its columns as they are
proposed, every new name added, checked, and of so many one (`--carry-out-every`) imported, with its
file marked and the import undone. For each it looks whether

- it was refused in sentences, or read, with every cell in the ledger;
- what was imported is what the check had said, and otherwise nothing was changed;
- undoing left as many rows as there were.

Prints how many came how far, and of each that did otherwise its number and why. Two thousand take
about ten minutes of two processors.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any

import django
from django.db import transaction
from django.utils import timezone

ROOT = Path(__file__).resolve().parent.parent
# Names that are decided upon may bring others to light.
ROUNDS = 3
EACH_SAID = 100


class DoneOtherwise(Exception):
    """A file of which something else came than may."""


def main() -> None:
    """Share the files among processes, and print what came of them; end with 1 if anything did that
    may not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=2_000, help="how many files")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--carry-out-every", type=int, default=5)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--one-of", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    numbers = range(options.first, options.first + options.number)
    if options.one_of is not None:
        django.setup()
        _bring_all(numbers[options.one_of :: options.processes], options.carry_out_every)
        return
    found = _shared(sys.argv[1:], options.processes)
    for came, count in Counter(each["came"] for each in found).most_common():
        _print_line(f"{count:,} {came}")
    if len(found) != len(numbers) or any(each["wrong"] for each in found):
        sys.exit(1)


def _shared(arguments: list[str], processes: int) -> list[dict[str, Any]]:
    """Have each process bring its share, into a register of its own."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.sqlite3"
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env=_environment(empty), check=True)  # noqa: S603
        running = []
        for number in range(processes):
            register = Path(folder) / f"{number}.sqlite3"
            shutil.copy(empty, register)
            command = [sys.executable, "-m", "bench.sheets", *arguments, f"--one-of={number}"]
            running.append(
                subprocess.Popen(  # noqa: S603 -- nothing in it is anybody's but ours
                    command, cwd=ROOT, env=_environment(register), stdout=subprocess.PIPE, text=True
                )
            )
        with ThreadPoolExecutor(processes) as waiting:
            found = list(chain.from_iterable(waiting.map(_said_by, running)))
    return sorted(found, key=lambda each: int(each["number"]))


def _said_by(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """What a process says of its files; what went wrong is shown at once."""
    found: list[dict[str, Any]] = []
    for line in process.stdout or ():
        found.append(json.loads(line))
        last = found[-1]
        if last["wrong"]:
            _print_line(f"\n{last['number']} ({', '.join(last['done'])}): {last['wrong']}")
        elif len(found) % EACH_SAID == 0:
            _print_line(f"{len(found):,} of a process")
    return found


def _environment(register: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{register}",
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "ropa.settings",
        "HEADS_FILE": str(register.with_suffix(".heads")),
    }


def _bring_all(numbers: range, carry_out_every: int) -> None:
    """Print what came of each file as a line of JSON."""
    from django.contrib.auth.models import User

    from ropa.models import Organisation, Team
    from tests.imports.strangers.mutating import broken

    body = Organisation.objects.create(code="council", name="Example Council", kind="body")
    team = Team.objects.create(code="office", name="Office", organisation=body)
    person = User.objects.create_superuser("lead")
    for number in numbers:
        file = broken(number)
        came, wrong = "failed", ""
        try:
            with transaction.atomic():
                came = bring(file.name, file.content, team, person, number % carry_out_every == 0)
                transaction.set_rollback(True)
        except Exception:  # noqa: BLE001 -- whatever comes is what is looked for
            wrong = traceback.format_exc(limit=-12)
        said = {"number": number, "done": file.done, "came": came, "wrong": wrong}
        _print_line(json.dumps(said))


def bring(name: str, content: bytes, team: Any, person: Any, is_carried_out: bool) -> str:
    """Bring a file as far as it comes; return how far that was. Raises `DoneOtherwise`."""
    from io import BytesIO

    from ropa.imports.choosing import chosen_tables
    from ropa.imports.mapping.results import NEW
    from ropa.imports.problems import CannotLoad
    from ropa.imports.reading.opening import ALL_ALIKE
    from ropa.imports.remembered_mappings import proposed_targets
    from ropa.imports.uploads import accept_upload, reopen_upload
    from ropa.models import RegisterImport

    before = _rows()
    try:
        imported = accept_upload(BytesIO(content), name, by=person)
        opened = reopen_upload(imported)
        if imported.state == RegisterImport.State.MAPPING:
            columns = chosen_tables(opened, ALL_ALIKE).columns()
            imported.mapping = {
                title: each.target for title, each in proposed_targets(columns).items()
            }
            imported.sheet, imported.team = ALL_ALIKE, team
    except CannotLoad as error:
        _require(all(each.says.endswith(".") for each in error.problems), "no sentence")
        return "refused when they were brought"
    for _ in range(ROUNDS):
        imported = _worked_on(imported, RegisterImport.State.CHECKING, person)
        _require(imported.state == RegisterImport.State.CHECKED, f"state {imported.state}")
        if not imported.unknown:
            break
        imported.names = [*imported.names, *([u["kind"], u["name"], NEW] for u in imported.unknown)]
    problems = [each["says"] for each in imported.problems]
    _require(all(each.endswith((".", "?", "”")) for each in problems), f"no sentence: {problems}")
    _require(_rows() == before, "checking changed something")
    if imported.cells:
        says, stands = sum(imported.cells.values()), _cells_of(opened)
        _require(says == stands, f"{says} cells in the ledger of {stands}")
    ready = imported.is_ready
    if is_carried_out:
        _carry_out(imported, person, before)
    if ready:
        return "imported, and undone" if is_carried_out else "ready to be imported"
    return "checked, with problems to correct"


def _carry_out(imported: Any, person: Any, before: dict[str, int]) -> None:
    from ropa.imports.annotated_workbook import annotated_workbook
    from ropa.imports.problems import CannotLoad
    from ropa.imports.undoing import undo_import
    from ropa.models import RegisterImport

    try:
        annotated_workbook(imported)
    except CannotLoad as error:
        _require(all(each.says.endswith(".") for each in error.problems), "no sentence")
    ready, counts = imported.is_ready, imported.counts
    imported = _worked_on(imported, RegisterImport.State.IMPORTING, person)
    is_imported = imported.state == RegisterImport.State.IMPORTED
    _require(is_imported == ready, f"ready: {ready}, state {imported.state}: {imported.problems}")
    expected = dict(before)
    for table, each in counts.get("tables", {}).items():
        expected[table] += each["created"]
    _require(_rows() == expected, f"{_rows()} instead of {expected}")
    if is_imported:
        undo_import(imported, person)
        _require(_rows() == before, f"undoing left {_rows()} of {before}")


def _worked_on(imported: Any, state: str, person: Any) -> Any:
    from ropa.imports.running import run_import

    imported.state, imported.asked_by, imported.asked_at = state, person, timezone.now()
    imported.save()
    run_import(imported.pk)
    return type(imported).objects.get(pk=imported.pk)


def _rows() -> dict[str, int]:
    """How many rows each table has."""
    from ropa.tables.shapes import tables

    return {name: shape.model._base_manager.count() for name, shape in tables().items()}


def _cells_of(opened: Any) -> int:
    """How many cells of a file say something."""
    from ropa.imports.reading.cells import says_something

    sheets = [source.open() for source in opened.sheets]
    rows = [cells for sheet in sheets for cells in (sheet.header, *(row for _, row in sheet.rows))]
    return sum(says_something(cell) for cells in rows for cell in cells)


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise DoneOtherwise(otherwise)


def _print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
