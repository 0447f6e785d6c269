"""Broken files: spreadsheets that another program saved, in each of its kinds."""

from __future__ import annotations

from random import Random

from .files import libreoffice, zipped
from .mutating import Files, mutation
from .mutating_zip import members


@mutation
def old_workbook_damaged(random: Random, files: Files) -> bytes:
    content = bytearray(libreoffice("office.xls"))
    for _ in range(random.choice((1, 5, 200))):
        content[random.randrange(512, len(content))] = random.randrange(256)
    return bytes(content[: random.choice((None, None, None, random.randrange(len(content))))])


@mutation
def open_document_damaged(random: Random, files: Files) -> bytes:
    found = members(libreoffice("office.ods"))
    xml = found["content.xml"].decode()
    old, new = random.choice(
        (
            ("<table:table-row ", '<table:table-row table:number-rows-repeated="999999999" '),
            ("<table:table-cell ", '<table:table-cell table:number-columns-repeated="999999999" '),
            ("<table:table-cell ", '<table:table-cell table:number-columns-repeated="-1" '),
            ('office:date-value="2026-03-31"', 'office:date-value="2026-13-45"'),
            ('office:value="3"', 'office:value="1e999"'),
            ("<text:p>", "<text:p>" * 9_999),
            ("</table:table>", ""),
            ("spreadsheet", "text"),
        )
    )
    found["content.xml"] = xml.replace(old, new, random.choice((1, 2, -1))).encode()
    return zipped(found)
