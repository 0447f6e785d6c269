"""Read the register's TOML files into rows that know where they stand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .problems import CannotLoad, Problem
from .rows import FileRow, RowPlace

NAME_IT = "name the folder that holds the register."
# Starter packs stand beside the files of a register. They are taken (`ropa.packs`), not loaded.
PACKS = "packs"


def read_folder(folder: Path) -> list[FileRow]:
    """Return every row of every TOML file below `folder`, in the order of the files' names.

    Starter packs are left out.
    Raises `CannotLoad` if there is no such folder, it has no TOML files, or one of them cannot
    be read as tables of rows.
    """
    if not folder.is_dir():
        raise CannotLoad([_of_whole(str(folder), "is not a folder: " + NAME_IT)])
    below = sorted(folder.rglob("*.toml"))
    files = [file for file in below if PACKS not in file.relative_to(folder).parts]
    if not files:
        raise CannotLoad([_of_whole(str(folder), "has no TOML files: " + NAME_IT)])
    return read_files(files, folder.parent)


def read_files(files: Iterable[Path], folder: Path) -> list[FileRow]:
    """Return every row of TOML files; places name each file as it is called from `folder`.

    Lines that were only wrapped for reading are joined (`unwrapped`).
    Raises `CannotLoad` if one of them cannot be read as tables of rows.
    """
    problems: list[Problem] = []
    rows: list[FileRow] = []
    for file in files:
        name = str(file.relative_to(folder))
        try:
            rows.extend(_read(file, name))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
            problems.append(_of_whole(name, f"cannot be read: {error}."))
    if problems:
        raise CannotLoad(problems)
    return rows


def _of_whole(file: str, says: str) -> Problem:
    return Problem(RowPlace(file, ""), "", "", f"{file} {says}")


def _read(file: Path, name: str) -> Iterator[FileRow]:
    for table, rows in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise TypeError(f"“{table}” must be a list of tables, written [[{table}]]")
        for number, row in enumerate(rows, start=1):
            yield FileRow(table, _unwrapped_throughout(row), RowPlace(name, f"{table} {number}"))


def _unwrapped_throughout(value: Any) -> Any:
    if isinstance(value, str):
        return unwrapped(value)
    if isinstance(value, list):
        return [_unwrapped_throughout(item) for item in value]
    if isinstance(value, dict):
        return {name: _unwrapped_throughout(item) for name, item in value.items()}
    return value


def unwrapped(text: str) -> str:
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
