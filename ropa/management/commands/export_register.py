"""Write the register, or a part of it, to a file."""

from __future__ import annotations

import hashlib
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from ropa.monitoring import events
from ropa.reports.all_formats import every_format
from ropa.reports.choice_parsing import (
    AT,
    CONTENT,
    DRAFT,
    PUBLIC_CONTENT,
    SINCE,
    InvalidChoices,
    selection_of,
)
from ropa.reports.choice_parsing import format_problem as problem_with
from ropa.reports.choices import CONTROLLER, LAW, STATES, STATUS, TEAM
from ropa.reports.contents import Report, ReportEntry
from ropa.reports.entry_filters import entry_filters
from ropa.reports.formats import Format, file_name
from ropa.reports.paper.limits import NotOnPaper
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from ropa.reports.selection_count import count_selection

STDOUT = "-"
# What people write on the command line for each question.
_OPTIONS = {AT: "--as-at", SINCE: "--changed-since", CONTENT: "--drafts or --public"}


class Command(BaseCommand):
    """`manage.py export_register [--format xlsx] [--output FILE|-] [--drafts] [--as-at DAY]`."""

    help = (
        "Write what was approved to a file, as it stands or as at a past day, or what stands in "
        "draft. Says the SHA-256 of the file when it is there. A file that could not be finished "
        "is not left behind."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = [kind.name for kind in every_format()]
        parser.add_argument(
            "--format", choices=names, default=names[0], help=f"the form (default {names[0]})"
        )
        parser.add_argument(
            "--output",
            metavar="FILE",
            default="",
            help="the file, or - for standard output (default: a file named for what it holds)",
        )
        content = parser.add_mutually_exclusive_group()
        content.add_argument(
            "--drafts", action="store_true", help="what stands in the register now, approved or not"
        )
        content.add_argument(
            "--public", action="store_true", help="only what the public may read of what is public"
        )
        parser.add_argument(
            "--as-at", metavar="DAY", default="", help="2026-03-31, or 2026-03-31T14:30"
        )
        parser.add_argument(
            "--changed-since", metavar="DAY", default="", help="approved, or changed, since then"
        )
        parser.add_argument("--law", default="", metavar="CODE", help="the law that applies")
        for name, said in (
            (TEAM, "the teams"),
            (CONTROLLER, "the controllers"),
            (STATUS, f"how entries stand now: {', '.join(STATES)}"),
            *((each.name, f"{each.label.lower()}, by address") for each in entry_filters()),
        ):
            parser.add_argument(
                f"--{name}", nargs="+", action="extend", default=[], metavar="CODE", help=said
            )
        parser.add_argument(
            "--no-progress", action="store_true", help="show no progress, also on a terminal"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kind = next(each for each in every_format() if each.name == options["format"])
        selection = self._selection(options)
        if problem := problem_with(kind, selection):
            raise CommandError(problem)
        found = report(selection)
        if sys.stderr.isatty() and not options["no_progress"]:
            found = replace(found, entries=_show_progress(found.entries, selection))
        try:
            if options["output"] == STDOUT:
                said = _to_stdout(found, kind)
            else:
                said = _to_file(found, kind, _path(options["output"], found, kind))
        except NotOnPaper as reason:
            raise CommandError(str(reason)) from reason
        events.record("export.made", form=kind.name, drafts=selection.is_draft)
        self.stderr.write(said)

    def _selection(self, options: dict[str, Any]) -> Selection:
        content = DRAFT if options["drafts"] else PUBLIC_CONTENT if options["public"] else ""
        several = (TEAM, CONTROLLER, STATUS, *(each.name for each in entry_filters()))
        single = {
            CONTENT: content,
            AT: options["as_at"],
            SINCE: options["changed_since"],
            LAW: options["law"],
        }
        choices = {name: [given] for name, given in single.items() if given}
        choices |= {name: options[name] for name in several if options[name]}
        try:
            return selection_of(choices)
        except InvalidChoices as error:
            lines = (
                f"{_OPTIONS.get(name, f'--{name}')}: {problem}"
                for name, problem in error.problems.items()
            )
            raise CommandError("\n".join(["Nothing was written.", *lines])) from error


def _show_progress(entries: Callable[[], Iterable[ReportEntry]], selection: Selection) -> Any:
    """Show how far each passage through the entries has come, on standard error."""
    total = count_selection(selection).entries

    def passage() -> Iterator[ReportEntry]:
        return iter(tqdm(entries(), total=total, unit=" entries", leave=False))

    return passage


def _path(output: str, found: Report, kind: Format) -> Path:
    path = Path(output)
    if not output or path.is_dir():
        return path / file_name(found, kind)
    return path


def _to_stdout(found: Report, kind: Format) -> str:
    written, made = sys.stdout.buffer, hashlib.sha256()
    try:
        for piece in kind.write(found):
            made.update(piece)
            written.write(piece)
        written.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes what nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise CommandError("Whoever read the file stopped before its end.") from None
    return f"SHA-256 {made.hexdigest()}"


def _to_file(found: Report, kind: Format, path: Path) -> str:
    """Write the file under another name first, so that it is there whole or not at all."""
    part, made = path.with_name(f".{path.name}.{os.getpid()}.part"), hashlib.sha256()
    try:
        with part.open("xb") as written:
            for piece in kind.write(found):
                made.update(piece)
                written.write(piece)
        part.replace(path)
    except OSError as error:
        reason = (error.strerror or "it is not known why").lower()
        raise CommandError(
            f"{path} cannot be written ({reason}). Name another file with --output, or make room."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return f"SHA-256 {made.hexdigest()}  {path}"
