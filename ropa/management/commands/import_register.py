"""Import a file into the register: one of its own, or another spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from ropa.imports.answers_csv import ANSWER, LEAVE_EMPTY, answers_in_csv
from ropa.imports.cell_answers import NO_ANSWERS, CellAnswers
from ropa.imports.choosing import chosen_tables
from ropa.imports.content import Content, ReadingOptions, read_content
from ropa.imports.ledger import CellLedger, ledger_lines
from ropa.imports.ledger_csv import FATES, ledger_csv
from ropa.imports.mapping.results import (
    AGREEMENTS,
    CHANNELS,
    DATA,
    NEW,
    ORGANISATIONS,
    PEOPLE,
    SYSTEMS,
)
from ropa.imports.mapping.targets import BY_NAME, LEAVE_OUT
from ropa.imports.outcome import Outcome
from ropa.imports.problems import CannotLoad, Problem
from ropa.imports.reading.opening import ALL_ALIKE, OpenedFile, open_file
from ropa.imports.reading.own import is_own_file
from ropa.imports.remembered_mappings import proposed_targets, remembered_names
from ropa.imports.running import import_at_once, problems_and_outcome
from ropa.imports.undoing import CannotUndo, undo_import
from ropa.imports.uploads import discard_old_imports, kind_of_import, printable_name
from ropa.management.importing_person import importing_person
from ropa.models import RegisterImport, Team

_KINDS = {
    "organisation": ORGANISATIONS,
    "people": PEOPLE,
    "data": DATA,
    "channel": CHANNELS,
    "system": SYSTEMS,
    "agreement": AGREEMENTS,
}
_WORDS = {kind: word for word, kind in _KINDS.items()}
# Fewer could be those of another file.
_FEWEST_DIGITS = 8


class Command(BaseCommand):
    """`manage.py import_register FILE [--dry-run] [--map "Column=target" ...] [--team CODE]`."""

    help = (
        "Import a file as drafts: all of it, or nothing and a line for each problem, with sheet, "
        "row, column and value. Run twice it changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", nargs="?", type=Path, metavar="FILE")
        what.add_argument(
            "--discard-old",
            action="store_true",
            help="remove files that were brought by browser and never imported in time",
        )
        what.add_argument(
            "--undo",
            metavar="IMPORT",
            help="undo a whole import: the digits of the SHA-256 that the history has of its file",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")
        parser.add_argument("--by", default="", metavar="USERNAME", help="who imports")
        parser.add_argument("--no-progress", action="store_true", help="show no progress")
        parser.add_argument(
            "--ledger", type=Path, metavar="FILE.csv", help="write what became of each cell"
        )
        parser.add_argument(
            "--answers",
            type=Path,
            metavar="FILE.csv",
            help="what is taken in place of cells: the file that --ledger writes, with a column "
            f"“{ANSWER}”; “{LEAVE_EMPTY}” leaves a cell empty",
        )
        mapped = parser.add_argument_group("spreadsheets that are not the register’s own")
        mapped.add_argument(
            "--sheet",
            default="",
            metavar="TITLE",
            help="default: the first register; * for all that belong to it",
        )
        mapped.add_argument(
            "--with-hidden", action="store_true", help="read hidden rows and sheets like others"
        )
        mapped.add_argument(
            "--map",
            nargs="+",
            action="extend",
            default=[],
            metavar="COLUMN=TARGET",
            help=f"what fills each column: {', '.join(BY_NAME)}",
        )
        mapped.add_argument(
            "--mapping", type=Path, metavar="FILE.json", help="the same as a JSON object"
        )
        mapped.add_argument("--team", default="", metavar="CODE", help="who keeps the entries")
        mapped.add_argument(
            "--name",
            nargs="+",
            action="extend",
            default=[],
            metavar="KIND:NAME=CODE",
            help="what an unknown name stands for: “organisation:Dept for Education=dfe”; kinds "
            f"are {', '.join(_KINDS)}; the code “new” adds it",
        )
        mapped.add_argument("--new-names", action="store_true", help="add every unknown name")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["discard_old"]:
            self.stdout.write(f"{discard_old_imports(timezone.now())} discarded.")
        elif options["undo"]:
            self._undo(options["undo"], importing_person(options["by"]))
        else:
            self._import(options)

    def _undo(self, digits: str, by: User | None) -> None:
        found = RegisterImport.objects.filter(
            digest__startswith=digits.lower(), state=RegisterImport.State.IMPORTED
        )
        imported = found.first() if len(digits) >= _FEWEST_DIGITS else None
        if imported is None:
            raise CommandError(
                f"No import that could be undone has a file whose SHA-256 begins with “{digits}”. "
                f"Write at least {_FEWEST_DIGITS} digits, as the history of its rows has them."
            )
        try:
            kept = undo_import(imported, by)
        except CannotUndo as error:
            raise CommandError(str(error)) from error
        for row in kept:
            self.stderr.write(f"In use, or changed since, and so it stayed: {row}.")
        self.stdout.write(f"Undone: the import of {imported.file_name}.")

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        by = importing_person(options["by"])
        try:
            written = path.read_bytes()
        except OSError as error:
            reason = (error.strerror or "it is not known why").lower()
            raise CommandError(f"{path} cannot be read ({reason}).") from error
        name = printable_name(path.name)
        content = Content([], [], [])
        with ExitStack() as showing:
            progress = _ProgressDisplay(
                showing, is_shown=_is_terminal() and not options["no_progress"]
            )
            try:
                opened = open_file(BytesIO(written), name)
                content = self._content(opened, options)
                if content.problems or content.unknown or options["dry_run"]:
                    problems, outcome = problems_and_outcome(content, by=by, report=progress)
                else:
                    problems = []
                    _, outcome = import_at_once(
                        content,
                        by=by,
                        name=name,
                        size=len(written),
                        digest=hashlib.sha256(written).hexdigest(),
                        kind=kind_of_import(opened),
                        report=progress,
                    )
            except CannotLoad as error:
                problems, outcome = error.problems, None
        for note in content.notes:
            self.stderr.write(note)
        self._account_for(content.ledger, options["ledger"])
        if outcome is None:
            self._refuse(content, problems)
        self.stdout.write(_outcome_message(outcome, dry_run=options["dry_run"]))

    def _content(self, opened: OpenedFile, options: dict[str, Any]) -> Content:
        answers = _answers(options["answers"])
        if is_own_file(opened):
            return read_content(opened, ReadingOptions(answers=answers))
        how = _reading_options(opened, options, self.stderr.write)
        how = replace(how, answers=answers)
        content = read_content(opened, how)
        if not (options["new_names"] and content.unknown):
            return content
        new = {(each.kind, each.name): NEW for each in content.unknown}
        return read_content(opened, replace(how, names={**how.names, **new}))

    def _account_for(self, ledger: CellLedger, path: Path | None) -> None:
        packed = ledger.packed()
        if any(ledger.counts.values()):
            counts = ", ".join(
                f"{label.lower()}: {ledger.counts[fate]}" for fate, label in FATES.items()
            )
            self.stdout.write(f"Cells {counts}.")
        if path:
            try:
                with path.open("w", encoding="utf-8", newline="") as written:
                    written.writelines(ledger_csv(ledger_lines(packed)))
            except OSError as error:
                raise CommandError(f"{path} cannot be written ({error.strerror}).") from error

    def _refuse(self, content: Content, problems: list[Problem]) -> NoReturn:
        lines = [_line(problem) for problem in problems]
        for unknown in content.unknown:
            likely = "".join(
                f" Perhaps “{each.name}” ({each.code})." for each in unknown.suggestions
            )
            lines.append(
                f"{unknown.places[0]}: “{unknown.name}”: no row has this name.{likely} Say "
                f'--name "{_WORDS[unknown.kind]}:{unknown.name}=CODE", or --new-names.'
            )
        raise CommandError("\n".join(["Nothing was imported.", *lines]))


class _ProgressDisplay:
    """Shows how far the work has come on standard error."""

    def __init__(self, showing: ExitStack, *, is_shown: bool) -> None:
        self._bar = showing.enter_context(
            tqdm(total=0, unit=" rows", leave=False, disable=not is_shown)
        )

    def doing(self, what: str) -> None:
        self._bar.set_description(what)

    def rows(self, done: int, total: int) -> None:
        self._bar.total = total
        self._bar.update(done - self._bar.n)


def _is_terminal() -> bool:
    return sys.stderr.isatty()


def _reading_options(
    opened: OpenedFile, options: dict[str, Any], tell: Callable[[str], Any]
) -> ReadingOptions:
    """How to read a spreadsheet: what was said, and for columns of which nothing was said, what was
    remembered or is proposed, of which `tell` is told."""
    said = _mapping(options)
    chosen = chosen_tables(opened, options["sheet"], with_hidden=options["with_hidden"])
    columns = chosen.columns(said.keys(), with_hidden=options["with_hidden"])
    titles = [each.title for each in columns]
    if wrong := [title for title in said if title not in titles]:
        raise CommandError(
            f"There is no column “{wrong[0]}”. Columns are: "
            f"{', '.join(f'“{title}”' for title in titles)}."
        )
    proposed = proposed_targets(columns)
    hidden = {each.title: LEAVE_OUT for each in columns if each.is_hidden}
    told = {title: each.target for title, each in proposed.items()}
    mapping = told | hidden | said
    for title, each in proposed.items():
        if each.certainty.value and title not in hidden | said:
            tell(f"“{title}” is read as {each.target}. {each.certainty.value}")
    if missing := [title for title in titles if title not in mapping]:
        lines = "\n".join(f'  --map "{title}=TARGET"' for title in missing)
        raise CommandError(
            "Say what these columns hold, or that they are left out (TARGET leave-out):\n"
            f"{lines}\nTargets are: {', '.join(BY_NAME)}."
        )
    team = Team.objects.filter(code=options["team"]).first()
    before = {(kind, name): code for kind, name, code in remembered_names(titles, team)}
    sheet = ALL_ALIKE if options["sheet"] == ALL_ALIKE else chosen.entries[0].title
    names = before | _names(options["name"])
    return ReadingOptions(sheet, mapping, options["team"], names, options["with_hidden"])


def _mapping(options: dict[str, Any]) -> dict[str, str]:
    said: dict[str, str] = {}
    if path := options["mapping"]:
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{path} cannot be read as JSON ({error}).") from error
        if not isinstance(read, Mapping) or not all(
            isinstance(each, str) for each in read.values()
        ):
            raise CommandError(
                f"{path} must hold an object: a target for the title of each column."
            )
        said |= read
    for each in options["map"]:
        title, equals, target = each.rpartition("=")
        if not equals:
            raise CommandError(f'“{each}” is no mapping: write --map "Column=target".')
        said[title.strip()] = target.strip()
    for title, target in said.items():
        if target not in BY_NAME:
            raise CommandError(
                f"“{title}” cannot be “{target}”. Targets are: {', '.join(BY_NAME)}."
            )
    return said


def _answers(path: Path | None) -> CellAnswers:
    """What a file answers for cells."""
    if path is None:
        return NO_ANSWERS
    try:
        return CellAnswers(answers_in_csv(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, csv.Error) as error:
        raise CommandError(f"{path} has no answers that can be read: {error}") from error


def _names(given: list[str]) -> dict[tuple[str, str], str]:
    decided = {}
    for each in given:
        name, equals, code = each.rpartition("=")
        word, colon, name = name.partition(":")
        if not (equals and colon) or word.strip() not in _KINDS:
            raise CommandError(
                f'“{each}” decides nothing: write --name "KIND:NAME=CODE" with one of the kinds '
                f"{', '.join(_KINDS)}."
            )
        decided[_KINDS[word.strip()], name.strip()] = code.strip()
    return decided


def _line(problem: Problem) -> str:
    value = (
        f" (it says “{problem.value}”)"
        if problem.value and problem.value not in problem.says
        else ""
    )
    return f"{problem}{value}"


def _outcome_message(outcome: Outcome, *, dry_run: bool) -> str:
    rows = (
        f"created: {outcome.created}, changed: {outcome.changed}, removed: {outcome.removed}, "
        f"left as they were: {outcome.same}."
    )
    if dry_run:
        return f"Nothing was imported. It would be: rows {rows}"
    return f"Imported as drafts. Rows {rows}"
