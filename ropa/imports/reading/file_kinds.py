"""Recognise the kind of a file from its first bytes, never from its name."""

from __future__ import annotations

import codecs
import re
from enum import Enum
from typing import IO

from . import limits
from .archives import PROTECTED
from .cells import Unreadable
from .csv_text import NOT_UTF_8, UTF_16_MARKS

_HEAD = 4096


class FileKind(Enum):
    """The kinds of files that are read."""

    WORKBOOK = "workbook"
    CSV = "comma-separated text"
    CSV_ZIP = "ZIP of comma-separated text"
    JSON = "JSON"


_SAVE_IT = "Save what you want to bring as XLSX or CSV."
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "This is a PDF. " + _SAVE_IT),
    (b"\x89PNG", "This is a picture. " + _SAVE_IT),
    (b"\xff\xd8\xff", "This is a picture. " + _SAVE_IT),
    (b"GIF8", "This is a picture. " + _SAVE_IT),
    (b"RIFF", "This is a picture or a recording. " + _SAVE_IT),
    (b"II*\0", "This is a picture. " + _SAVE_IT),
    (b"MM\0*", "This is a picture. " + _SAVE_IT),
    (b"{\\rtf", "This is a text document (RTF). " + _SAVE_IT),
    (b"\x1f\x8b", "This is packed (gzip). Unpack it and bring what is inside."),
    (b"7z\xbc\xaf", "This is packed (7z). Unpack it and bring what is inside."),
    (b"Rar!", "This is packed (RAR). Unpack it and bring what is inside."),
    (b"SQLite format 3\0", "This is a database. " + _SAVE_IT),
)
# The last is that of a ZIP file with nothing in it.
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What parts of an old Office file are called: a new one behind a password, and a workbook.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MARKUP = re.compile(rb"<(\?xml|!doctype|html|table|svg)", re.IGNORECASE)
_JSON = re.compile(rb"\{|\[\s*[{\[\]]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def detect_file_kind(file: IO[bytes]) -> FileKind | None:
    """Return the kind of a file; `None` for a ZIP file, whose members tell more.

    Raises `Unreadable` for every other file, with what to do.
    """
    head = _head(file)
    if head.startswith(_ZIP):
        return None
    if head.startswith(_OLD_OFFICE):
        return _old_office(file)
    for begins, says in _OTHERS:
        if head.startswith(begins):
            raise Unreadable(says)
    if head.startswith(_UTF_32):
        raise Unreadable(NOT_UTF_8)
    if head.startswith(UTF_16_MARKS):
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
        if _JSON.match(head.lstrip()):
            raise Unreadable(NOT_UTF_8)
    text = head.removeprefix(_BYTE_ORDER_MARK).lstrip()
    if _MARKUP.match(text):
        raise Unreadable("This is a web page or other XML, not a table. " + _SAVE_IT)
    if _CONTROL.search(head):
        raise Unreadable("This is neither a workbook nor text. " + _SAVE_IT)
    return FileKind.JSON if _JSON.match(text) else FileKind.CSV


def _head(file: IO[bytes]) -> bytes:
    """The beginning of a file that is neither empty nor too large."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > limits.FILE_SIZE:
        raise Unreadable(
            f"The file is larger than {limits.FILE_SIZE // limits.MEGABYTE} MB, the most that is "
            "taken. Take out pictures and what does not belong to the register, or bring it in "
            "several files."
        )
    head = file.read(_HEAD)
    file.seek(0)
    if not head.strip():
        raise Unreadable("The file is empty. Choose the file that holds the register.")
    return head


def _old_office(file: IO[bytes]) -> FileKind:
    held = file.read(limits.FILE_SIZE)
    if _ENCRYPTED in held:
        raise Unreadable(PROTECTED)
    if not any(each in held for each in _OLD_WORKBOOKS):
        raise Unreadable("This is a file of an old Office program (such as DOC). " + _SAVE_IT)
    return FileKind.WORKBOOK
