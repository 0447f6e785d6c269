"""What reports and imports cost at size: `.venv/bin/python -m bench.reports`.

Makes registers of 100 and of 10,000 entries (minutes; `--register FILE` takes a SQLite register
that `bench.generate` made before), writes each form of report from them in a process
of its own, writes the same cells with the bare library, and reads a workbook of 1,000 entries into
an empty register, and a spreadsheet of 10,000 rows as a body may keep it. Prints a table. What is
compared is measured in one run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FORMS = ("csv", "json", "csv-sheets", "jsonld", "xlsx")
FEW, MANY, BROUGHT_IN = 100, 10_000, 1_000


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--register", type=Path, help=f"a SQLite register of {MANY} entries")
    parser.add_argument("--forms", nargs="*", default=FORMS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        few = _generated(Path(folder) / "few.sqlite3", FEW)
        many = options.register or _generated(Path(folder) / "many.sqlite3", MANY)
        _print_reports(few, many, options.forms)
        if "xlsx" in options.forms:
            _print_bare(many)
        _print_import(Path(folder))
        _print_strangers_sheet(Path(folder))


def _print_reports(few: Path, many: Path, forms: list[str]) -> None:
    heads = ("queries, 100", "queries, 10,000", "first byte, s", "whole, s", "processor, s")
    _print_line(f"| form | {' | '.join(heads)} | MB | memory, MB |")
    _print_line("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for form in forms:
        small, large = (_measured(register, "report", form) for register in (few, many))
        _print_line(
            f"| {form} | {small['queries']} | {large['queries']} | {large['first']:.2f} | "
            f"{large['whole']:.1f} | {large['processor']:.1f} | {large['bytes'] / 1e6:.0f} | "
            f"{large['memory']:.0f} |"
        )


def _print_bare(many: Path) -> None:
    """The workbook against the library that writes it, with cells that are in memory already."""
    found = _measured(many, "bare")
    _print_line(
        f"\nWorkbook: {found['ours']:.1f} s of processor time; the same {found['cells']:,} cells "
        f"with the bare writer {found['bare']:.1f} s: ratio {found['ours'] / found['bare']:.2f}"
    )


def _print_import(folder: Path) -> None:
    source = _generated(folder / "source.sqlite3", BROUGHT_IN, approve=False)
    content = folder / "drafts.xlsx"
    _run(source, "manage.py", "export_register", "--drafts", "--output", str(content))
    empty = folder / "empty.sqlite3"
    _run(empty, "manage.py", "migrate", "--verbosity", "0")
    found = _measured(empty, "import", str(content))
    _print_line(
        f"\nImport: {found['entries']} entries with {found['parts']} parts: read in "
        f"{found['read']:.1f} s, loaded in {found['load']:.1f} s of processor time: "
        f"{found['entries'] / found['load']:.0f} entries a second loaded, "
        f"{found['entries'] / (found['load'] + found['read']):.0f} read and loaded; "
        f"again, with nothing to change: {found['again']:.1f} s"
    )


def _print_strangers_sheet(folder: Path) -> None:
    empty = folder / "stranger.sqlite3"
    _run(empty, "manage.py", "migrate", "--verbosity", "0")
    found = _measured(empty, "stranger", str(MANY))
    _print_line(
        f"\nA stranger's sheet of {found['rows']:,} rows, {found['cells']:,} cells: dry run in "
        f"{found['whole']:.0f} s ({found['processor']:.0f} s of processor time), memory grew by "
        f"{found['memory']:.0f} MB to {found['peak']:.0f} MB"
    )


def _generated(register: Path, number: int, *, approve: bool = True) -> Path:
    _run(register, "manage.py", "migrate", "--verbosity", "0")
    _run(register, "manage.py", "create_roles")
    approving = "--approve" if approve else "--no-approve"
    command = ["-m", "bench.generate", "--activities", str(number), "--seed", "1"]
    _run(register, *command, approving)
    return register


def _measured(register: Path, *what: str) -> dict[str, Any]:
    said = _run(register, "-m", "bench.measuring", *what)
    return dict(json.loads(said.splitlines()[-1]))


def _print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _run(register: Path, *command: str) -> str:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{register}",
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "ropa.settings",
        "HEADS_FILE": str(register.with_suffix(".heads")),
    }
    done = subprocess.run(  # noqa: S603 -- nothing in it is anybody's but ours
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


if __name__ == "__main__":
    main()
