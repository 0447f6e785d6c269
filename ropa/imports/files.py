"""Read the register's TOML files into rows that know where they stand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .problems import CannotLoad


@dataclass(frozen=True)
class Place:
    """Where a row stands, as people are told it."""

    file: str
    row: str

    def nested(self, name: str, number: int) -> Place:
        return Place(self.file, f"{self.row}, {name} {number}")

    def __str__(self) -> str:
        return f"{self.file}, {self.row}"


@dataclass(frozen=True)
class FileRow:
    """One row of a table, and where it stands."""

    table: str
    values: dict[str, Any]
    place: Place


def read_folder(folder: Path) -> list[FileRow]:
    """Return every row of every TOML file below `folder`, in the order of the files' names.

    Raises `CannotLoad` if there is no such folder, it has no TOML files, or one of them cannot
    be read as tables of rows.
    """
    if not folder.is_dir():
        raise CannotLoad([f"{folder} is not a folder: name the folder that holds the register."])
    files = sorted(folder.rglob("*.toml"))
    if not files:
        raise CannotLoad([f"{folder} has no TOML files: name the folder that holds the register."])
    problems: list[str] = []
    rows: list[FileRow] = []
    for file in files:
        try:
            rows.extend(_read(file, str(file.relative_to(folder.parent))))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
            problems.append(f"{file.relative_to(folder.parent)} cannot be read: {error}.")
    if problems:
        raise CannotLoad(problems)
    return rows


def _read(file: Path, name: str) -> Iterator[FileRow]:
    for table, rows in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise TypeError(f"“{table}” must be a list of tables, written [[{table}]]")
        for number, row in enumerate(rows, start=1):
            yield FileRow(table, row, Place(name, f"{table} {number}"))


def folded(text: str) -> str:
    """Return `text` with lines joined that were only wrapped for reading.

    Empty lines still part paragraphs, and a line that starts with “- ” is still a list item.
    """
    lines: list[str] = []
    for line in (raw.strip() for raw in text.strip().splitlines()):
        continues = lines and lines[-1] and line and not line.startswith("- ")
        if continues:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return "\n".join(lines)
