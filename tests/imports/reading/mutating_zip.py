"""Broken files: what is inside a ZIP file, and the XML of a workbook."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from .files import zipped
from .mutating import Files, mutation


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(random: Random, files: Files) -> dict[str, bytes]:
    return members(files[random.choice(("csv-sheets", "xlsx"))])


@mutation
def members_exchanged(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    one, other = random.sample(sorted(found), 2)
    found[one], found[other] = found[other], found[one]
    return zipped(found)


@mutation
def member_missing(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    del found[random.choice(sorted(found))]
    return zipped(found)


@mutation
def member_twice(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    name = random.choice(sorted(found))
    return bytes_renamed(zipped({**found, name[:-1] + "?": b"x"}), name[:-1] + "?", name)


def bytes_renamed(content: bytes, old: str, new: str) -> bytes:
    return content.replace(old.encode(), new.encode())


@mutation
def member_renamed(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    name = random.choice(sorted(found))
    found[random.choice(("../../evil.csv", "/etc/passwd", "x" * 300, "a/b/c.csv"))] = found.pop(
        name
    )
    return zipped(found)


@mutation
def member_cut_short(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    name = random.choice(sorted(found))
    found[name] = found[name][: random.randrange(len(found[name]) or 1)]
    return zipped(found)


@mutation
def member_that_explodes(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    found[random.choice(sorted(found))] = b" " * random.choice((9, 20)) * 1024 * 1024
    return zipped(found)


@mutation
def zip_in_zip(random: Random, files: Files) -> bytes:
    content = files["xlsx"]
    for _ in range(random.randrange(1, 5)):
        content = zipped({random.choice(("inside.zip", "inside.xlsx", "teams.csv")): content})
    return content


@mutation
def header_of_zip_changed(random: Random, files: Files) -> bytes:
    """Sizes, methods, flags and places as the list of the ZIP file says them."""
    content = bytearray(files[random.choice(("csv-sheets", "xlsx"))])
    start = content.index(b"PK\x01\x02")
    for _ in range(random.randrange(1, 4)):
        content[random.randrange(start, len(content))] = random.choice((0, 1, 8, 12, 127, 255))
    return bytes(content)


@mutation
def stored_twice_over(random: Random, files: Files) -> bytes:
    """A list that names the same bytes again and again."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("teams.csv", b"Code,Name\n" * 1000)
        entry = archive.filelist[0]
        archive.filelist += [entry] * random.choice((2, 999, 5000))
    return made.getvalue()


# The XML of a workbook.


def with_xml(files: Files, change: Callable[[str], str], name: str = "") -> bytes:
    found = members(files["xlsx"])
    sheet = name or "xl/worksheets/sheet12.xml"
    found[sheet] = change(found[sheet].decode()).encode()
    return zipped(found)


@mutation
def formulas(random: Random, files: Files) -> bytes:
    put = random.choice(
        ("<f>1+1</f><v>2</v>", "<f t='shared' si='0'/>", "<f>" + "A" * 9999 + "</f>")
    )
    return with_xml(files, lambda xml: xml.replace("</row>", f"<c>{put}</c></row>", 3))


@mutation
def merged_cells(random: Random, files: Files) -> bytes:
    names = ("A1:C9", "B2:B3", "A2", "A1:ZZZ1048576", "x", "", "1:2", "A9999999999999999999")
    put = "".join(f'<mergeCell ref="{name}"/>' for name in random.sample(names, 2))
    return with_xml(
        files,
        lambda xml: xml.replace("</sheetData>", f"</sheetData><mergeCells>{put}</mergeCells>"),
    )


@mutation
def entities(random: Random, files: Files) -> bytes:
    doctype = random.choice(
        (
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
        )
    )
    name = random.choice(("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet12.xml"))
    return with_xml(files, lambda xml: xml.replace("?>", f"?>{doctype}", 1), name)


@mutation
def cells_of_odd_types(random: Random, files: Files) -> bytes:
    kinds = ("s", "b", "e", "d", "n", "str", "inlineStr", "x", "")
    values = (
        "0",
        "-1",
        "1e999",
        "nan",
        "99999999999999999999",
        "x",
        "2026-13-45",
        "#REF!",
        "1e-320",
    )
    put = "".join(
        f'<c t="{random.choice(kinds)}" s="{random.choice(("0", "3", "99", "x"))}">'
        f"<v>{random.choice(values)}</v></c>"
        for _ in range(5)
    )
    return with_xml(files, lambda xml: xml.replace("</row>", f"{put}</row>", 3))


@mutation
def cells_in_odd_places(random: Random, files: Files) -> bytes:
    old, new = random.choice(
        (
            ('r="2"', 'r="1"'),
            ('r="2"', 'r="-7"'),
            ('r="2"', f'r="{"9" * 5000}"'),
            ('r="B2"', 'r="A2"'),
            ('r="B2"', 'r="ZZZZZZ2"'),
            ('r="B2"', 'r="é2"'),
            ('r="B2"', 'r=""'),
            ("<sheetData>", "<sheetData>" + "<row>" * 99),
            ("</sheetData>", ""),
            ("worksheet", "arbeitsblatt"),
        )
    )
    return with_xml(files, lambda xml: xml.replace(old, new))


@mutation
def xml_in_another_encoding(random: Random, files: Files) -> bytes:
    found = members(files["xlsx"])
    name = random.choice(("xl/workbook.xml", "xl/worksheets/sheet12.xml"))
    said, done = random.choice(
        (("UTF-16", "utf-8"), ("utf-7", "utf-7"), ("x-none", "utf-8"), ("UTF-8", "utf-16"))
    )
    found[name] = found[name].decode().replace("UTF-8", said, 1).encode(done)
    return zipped(found)
